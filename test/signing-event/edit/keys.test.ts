/** Another key for the same person, other keyids for the same keys, another online key (SPEC A7, B6). */
import { describe, expect, it } from 'vitest';
import { withCompliantKeyids } from '../../../src/signing-event/edit/compliant-keyids.ts';
import { rolesOfUser, withReplacedKey } from '../../../src/signing-event/edit/keys.ts';
import { withOnlineRoles } from '../../../src/signing-event/edit/online-roles.ts';
import { readOnlineConfig } from '../../../src/signing-event/edit/role-config.ts';
import { signedAgain } from '../../../src/signing-event/edit/sign-again.ts';
import { planSignatures } from '../../../src/signing-event/signature-plan.ts';
import { bobsHistoricKeyid, historicRepository } from '../../support/historic-keyid.ts';
import {
  alice,
  bob,
  carol,
  dave,
  type Loose,
  online,
  soundRepository,
  withCustom,
} from '../../support/sound-repository.ts';
import { EventStory, userOf, verifier } from './event-story.ts';

const sound = () => EventStory.on(soundRepository());

/** Dave's device in bob's hands. */
const bobsNewKey = withCustom(dave, { 'x-tuf-on-ci-keyowner': userOf(bob) });

describe('a new key in the place of the old one', () => {
  it('comes into every role at once, and root is signed with both', async () => {
    const story = await sound();
    expect(rolesOfUser(story.content, userOf(bob))).toEqual(['root', 'targets', 'releases']);
    const edited = await story.edit((event, context) => withReplacedKey(event, userOf(bob), bobsNewKey.key, context));
    expect(JSON.stringify([...edited.content.documents.values()].map(({ signed }) => signed))).not.toContain(bob.keyid);
    const due = planSignatures(edited.state, edited.knownGood, userOf(bob), verifier);
    expect(due.map(({ role, keyid }) => [role, keyid])).toEqual([
      ['root', bobsNewKey.keyid],
      ['root', bob.keyid],
      ['targets', bobsNewKey.keyid],
      ['releases', bobsNewKey.keyid],
    ]);
    const done = await edited.sign({ ...bobsNewKey, name: 'bob' }, bob, alice, carol);
    expect(done.errors()).toEqual([]);
    expect(done.waiting()).toEqual([]);
    // Those of known good first (SPEC A2).
    const entries = done.document('root').signatures.map(({ keyid }: Loose) => keyid);
    expect(entries).toEqual([alice.keyid, bob.keyid, carol.keyid, bobsNewKey.keyid]);
  });

  it('needs a key to replace', async () => {
    const { content, context } = await sound();
    expect(() => withReplacedKey(content, userOf(dave), dave.key, context)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  it('that is there already changes nothing', async () => {
    const { content, context } = await sound();
    expect(withReplacedKey(content, userOf(bob), bob.key, context)).toEqual(content);
  });
});

describe('--force-compliant-keyids', () => {
  it.each(['root', 'targets'] as const)(
    'replaces keyids of %s, with new versions of the roles concerned',
    async (delegator) => {
      const story = await EventStory.on(historicRepository());
      const edited = await story.edit((event, context) => withCompliantKeyids(event, delegator, context));
      const { signed } = edited.document(delegator);
      const place = delegator === 'root' ? signed : signed.delegations;
      expect(Object.keys(place.keys).sort()).toEqual(
        (delegator === 'root' ? [alice, bob, carol, online] : [bob, carol]).map(({ keyid }) => keyid).sort(),
      );
      const concerned = delegator === 'root' ? 'targets' : 'releases';
      expect(edited.document(concerned).signed.version).toBe(story.document(concerned).signed.version + 1);
      const done = await edited.sign({ ...bob, keyid: bobsHistoricKeyid }, bob, alice);
      expect(done.errors()).toEqual([]);
      expect(done.waiting()).toEqual([]);
      expect(withCompliantKeyids(done.content, delegator, done.context)).toBe(done.content);
    },
  );
});

describe('the online menu', () => {
  it('changes root alone', async () => {
    const story = await sound();
    const key = { ...online.key, 'x-tuf-on-ci-online-uri': 'file2:keys/other.pem' };
    const edited = await story.edit((event, context) =>
      withOnlineRoles(
        event,
        { key, timestamp: { expiry: 7, signing: 2 }, snapshot: { expiry: 100, signing: 9 } },
        context,
      ),
    );
    expect(edited.due(alice)).toEqual(['root']);
    const { keys, roles } = edited.document('root').signed;
    expect(Object.keys(keys)).not.toContain(online.keyid);
    expect(roles.timestamp.keyids).toEqual(roles.snapshot.keyids);
    expect(roles.timestamp).toMatchObject({ threshold: 1, 'x-tuf-on-ci-expiry-period': 7 });
    expect((await edited.sign(alice, bob)).waiting()).toEqual([]);
  });

  it('left as it was is nothing to do, also with two online keys', async () => {
    const { content, context } = await sound();
    expect(withOnlineRoles(content, readOnlineConfig(content), context)).toBe(content);
    const other = withCustom(dave, { 'x-tuf-on-ci-online-uri': 'file2:keys/two.pem' });
    const two = await EventStory.on(
      soundRepository().with('root', (signed) => {
        signed.keys[other.keyid] = other.key;
        for (const name of ['timestamp', 'snapshot']) signed.roles[name].keyids.push(other.keyid);
      }),
    );
    expect(withOnlineRoles(two.content, readOnlineConfig(two.content), two.context)).toBe(two.content);
  });
});

describe('sign again now', () => {
  it('is a new version that says the same', async () => {
    const edited = await (await sound()).edit((event, context) => signedAgain(event, 'releases', context));
    expect(edited.document('releases').signed.version).toBe(2);
    expect(edited.due(carol)).toEqual(['releases']);
    expect((await edited.sign(carol)).waiting()).toEqual([]);
  });

  it('is not for what is signed by machine', async () => {
    const { content, context } = await sound();
    expect(() => signedAgain(content, 'timestamp', context)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('the plan of signatures', () => {
  it('never names a machine’s role, whoever is put on it', async () => {
    const base = soundRepository();
    const head = base
      .step('root', (signed) => {
        signed.roles.timestamp.keyids = [alice.keyid];
      })
      .resign('root', []);
    const [state, knownGood] = [await EventStory.on(head), await EventStory.on(base)].map(({ state }) => state);
    const due = planSignatures(state!, knownGood!, userOf(alice), verifier);
    expect(due.map(({ role }) => role)).toEqual(['root']);
  });

  it('asks for a signature that is wrong again', async () => {
    const base = soundRepository();
    const head = base.step('releases').document$('releases', (document) => {
      document.signatures = [{ keyid: bob.keyid, sig: 'ff' }];
    });
    const [story, known] = [await EventStory.on(head), await EventStory.on(base)];
    expect(planSignatures(story.state, known.state, userOf(bob), verifier)).toMatchObject([{ role: 'releases' }]);
    expect(planSignatures(story.state, known.state, '@__proto__', verifier)).toEqual([]);
  });

  it('counts an old key without an owner as that of who has it today', async () => {
    const old = withCustom(bob, {});
    const base = soundRepository()
      .knowing(old)
      .step('root', (signed) => {
        delete signed.keys[bob.keyid];
        signed.keys[old.keyid] = old.key;
        for (const name of ['root', 'targets']) {
          signed.roles[name].keyids = signed.roles[name].keyids.map((id: string) =>
            id === bob.keyid ? old.keyid : id,
          );
        }
      })
      .resign('root');
    const head = base
      .step('root', (signed) => {
        signed.keys[bob.keyid] = bob.key;
        delete signed.keys[old.keyid];
        for (const name of ['root', 'targets']) {
          signed.roles[name].keyids = signed.roles[name].keyids.map((id: string) =>
            id === old.keyid ? bob.keyid : id,
          );
        }
      })
      .resign('root', []);
    const [story, known] = [await EventStory.on(head), await EventStory.on(base)];
    const due = planSignatures(story.state, known.state, userOf(bob), verifier).filter(({ role }) => role === 'root');
    expect(due.map(({ keyid }) => keyid)).toEqual([bob.keyid, old.keyid]);
  });
});
