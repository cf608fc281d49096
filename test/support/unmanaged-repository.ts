/** A TUF repository that tuf-on-ci does not maintain yet: no owners, no periods, keyids of long ago. */
import {
  alice,
  bob,
  carol,
  type Draft,
  type Loose,
  online,
  soundRepository,
  type TestKey,
} from './sound-repository.ts';

export const historicKeyid = (name: string) => Buffer.from(name.padEnd(32, '.')).toString('hex');

export const underHistoricKeyid = (one: TestKey): TestKey => ({ ...one, keyid: historicKeyid(one.name) });

/** The sound repository before tuf-on-ci. Takes custom fields away, or gives them the names of the playground, and puts keys under keyids of long ago. */
export function unmanagedRepository(prefix?: string): Draft {
  const people = [alice, bob, carol, online].map(underHistoricKeyid);
  const fields = (object: Loose) => {
    for (const name of Object.keys(object).filter((name) => name.startsWith('x-tuf-on-ci-'))) {
      if (prefix) object[`${prefix}${name.slice('x-tuf-on-ci-'.length)}`] = object[name];
      delete object[name];
    }
  };
  const keysAndRoles = (place: Loose) => {
    const renamed = new Map([alice, bob, carol, online].map(({ name, keyid }) => [keyid, historicKeyid(name)]));
    place.keys = Object.fromEntries(
      Object.entries(place.keys).map(([keyid, key]) => {
        fields(key);
        return [renamed.get(keyid), key];
      }),
    );
    for (const role of Object.values(place.roles) as Loose[]) {
      fields(role);
      role.keyids = role.keyids.map((keyid: string) => renamed.get(keyid));
    }
  };
  let draft = soundRepository().knowing(...people);
  draft = draft
    .step('root', (signed) => {
      keysAndRoles(signed);
      fields(signed);
    })
    .resign('root');
  draft = draft
    .step('targets', (signed) => {
      keysAndRoles(signed.delegations);
      fields(signed);
    })
    .resign('targets');
  return draft.step('releases', fields).resign('releases');
}

export const days = { 'x-tuf-on-ci-expiry-period': 365, 'x-tuf-on-ci-signing-period': 60 };

/** An import file that says everything. */
export const filledIn = {
  root: {
    ...days,
    [historicKeyid('alice')]: '@TUF-TEST-ALICE',
    [historicKeyid('bob')]: '@tuf-test-bob',
    [historicKeyid('carol')]: '@tuf-test-carol',
    [historicKeyid('online')]: 'file2:test/keys/online.pem',
  },
  targets: { ...days, [historicKeyid('bob')]: '@tuf-test-bob', [historicKeyid('carol')]: '@tuf-test-carol' },
  releases: { 'x-tuf-on-ci-expiry-period': 100, 'x-tuf-on-ci-signing-period': 20 },
};
