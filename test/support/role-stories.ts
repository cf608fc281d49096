/** Moves of the stories about delegated roles and target files. */
import { formatTime } from '../../src/tuf/expires.ts';
import type { Json } from '../../src/tuf/json.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { bob, carol, type Draft, day, type Loose, now, soundRepository, type TestKey } from './sound-repository.ts';

/** A new version of targets with other delegations, signed by its signers. */
export function delegating(change: (delegations: Loose) => void, base: Draft = soundRepository()): Draft {
  return base.step('targets', ({ delegations }) => change(delegations)).resign('targets');
}

/** The delegation of a role, in the delegations of targets. */
export function delegationIn(delegations: Loose, role = 'releases'): Loose {
  return delegations.roles.find(({ name }: Loose) => name === role);
}

/** A delegation to bob and carol as the signer's tool makes it (SPEC A5), with other members where the story has some. */
export function delegation(name: string, members: Loose = {}): Loose {
  const paths = [1, 2, 3, 4].map((depth) => name + '/*'.repeat(depth));
  return { name, keyids: [bob.keyid, carol.keyid], threshold: 1, terminating: true, paths, ...members };
}

/** The first version of a delegated role, listing nothing yet; signed by carol. */
export function withRoleFile(draft: Draft, role: string, members: Loose = {}, by: TestKey[] = [carol]): Draft {
  const signed = {
    _type: 'targets',
    spec_version: '1.0.31',
    version: 1,
    expires: formatTime(now + 365 * day),
    targets: {},
    'x-tuf-on-ci-expiry-period': 365,
    'x-tuf-on-ci-signing-period': 60,
    ...members,
  };
  return draft.file(`metadata/${role}.json`, writeJson({ signatures: [], signed } as Json)).resign(role, by);
}

/** A new role: its delegation by targets, its file, and its target files, listed and signed. */
export function withRole(
  name: string,
  members: Loose = {},
  files: Readonly<Record<string, string>> = {},
  base: Draft = soundRepository(),
): Draft {
  const delegated = delegating(({ roles }) => roles.push(delegation(name, members)), base);
  let draft = withRoleFile(delegated, name);
  for (const [path, content] of Object.entries(files)) draft = draft.file(`targets/${path}`, content);
  return draft
    .list(name)
    .with(name, (signed) => {
      signed.version = 1;
    })
    .resign(name);
}
