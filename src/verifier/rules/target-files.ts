/** Family *target files* (SPEC B1): what the lists say is what the files are, and each file is one role's. */
import { metadataPath, owningRole, targetFilePath } from '../../deployment/layout.ts';
import { escapes, isDotFile, isListable } from '../../deployment/target-path.ts';
import { has } from '../../tuf/json.ts';
import type { Metadata } from '../../tuf/metadata.ts';
import type { Delegation } from '../role-graph.ts';
import { type Rule, stateRule } from '../rule.ts';
import { delegationOf, isRegularFile, metadataOf, type RepositoryState } from '../state.ts';
import type { FileSubject, TargetSubject } from '../subjects.ts';
import { covers, ownerDelegation } from '../target-ownership.ts';
import { mendingOf, mendList } from './mend-list.ts';
import { targetHashRules } from './target-hashes.ts';
import { targetNameRules } from './target-names.ts';

/** A target file that is a file. Links and submodules are the family *form*'s. */
function targetOf({ entry, place }: FileSubject): string | undefined {
  return place.kind === 'target' && isRegularFile(entry) ? place.target : undefined;
}

const noRole = stateRule({
  id: 'target-files/no-role',
  on: 'file',
  why: 'A file that belongs to no role is signed by nobody, and waits for one that a later change brings (SPEC A1, B1).',
  check(subject: FileSubject, { state, base }) {
    const path = targetOf(subject);
    if (path === undefined || !metadataOf(state, 'targets')) return undefined;
    const folder = path.slice(0, path.indexOf('/'));
    const owner = owningRole(path);
    if (owner === undefined) return { folder, kind: 'reserved' };
    // Metadata without a delegation is delegations/not-delegated.
    if (delegationOf(state, owner) || state.roles.has(owner)) return undefined;
    return { folder, kind: base && delegationOf(base, owner) ? 'removed' : 'unknown' };
  },
  say({ folder, kind }, { entry }) {
    if (kind === 'removed') return `${entry.path} is left of the removed role "${folder}"`;
    return kind === 'unknown'
      ? `${entry.path} lies in the folder of no role: there is no role "${folder}"`
      : `${entry.path} lies in the folder of no role: ${folder} has none`;
  },
  remedy({ folder, kind }, { entry }) {
    if (kind === 'removed') return `Remove it: git rm -- ${entry.path}`;
    const move = `Move it to the folder of its role: git mv -- ${entry.path} <new path>`;
    return kind === 'unknown' ? `${move}; or make the role: tuf-on-ci-delegate EVENT ${folder}` : move;
  },
});

const notCovered = stateRule({
  id: 'target-files/not-covered',
  on: 'file',
  why: 'A file that its role may not list reaches no client, though it looks published (SPEC A6, B1).',
  check(subject: FileSubject, { state }) {
    const path = targetOf(subject);
    if (path === undefined) return undefined;
    const owner = ownerDelegation(state, owningRole(path));
    if (!owner || covers(owner, path) || isListed(state, owner, path)) return undefined;
    return { path, owner: owner.name, reason: reasonOf(path) };
  },
  say: ({ path, owner, reason }) => `${targetFilePath(path)} cannot be listed: ${whyNot(reason, owner)}`,
  remedy: ({ path, owner, reason }) =>
    reason === 'paths'
      ? `Move the file to where the paths of ${owner} reach, or remove it: git rm -- ${targetFilePath(path)}`
      : `Rename or remove the file: git rm -- ${targetFilePath(path)}`,
});

type Reason = 'dot-file' | 'name' | 'paths';

/** Why update-targets leaves a file out that lies in the right folder. */
function reasonOf(path: string): Reason {
  if (isListable(path)) return 'paths';
  return isDotFile(path) ? 'dot-file' : 'name';
}

function whyNot(reason: Reason, owner: string): string {
  if (reason === 'paths') return `no path of the delegation to ${owner} matches it`;
  return reason === 'dot-file' ? 'files whose names begin with a dot never are' : 'its name is no file name everywhere';
}

const notListed = stateRule({
  id: 'target-files/not-listed',
  on: 'file',
  why: 'A file that nobody signs is reviewed as if it were published (SPEC B1).',
  check(subject: FileSubject, context) {
    const path = targetOf(subject);
    if (path === undefined) return undefined;
    const owner = ownerDelegation(context.state, owningRole(path));
    if (!owner || !metadataOf(context.state, owner.name) || isListed(context.state, owner, path)) return undefined;
    return covers(owner, path) ? { owner: owner.name, mend: mendingOf(owner.name, context) } : undefined;
  },
  say: ({ owner }, { entry }) => `${entry.path} is not listed in ${metadataPath(owner)}`,
  remedy: ({ owner, mend }) => mendList(owner, mend),
});

function isListed(state: RepositoryState, { name }: Delegation, path: string): boolean {
  const signed = (metadataOf(state, name) as Metadata | undefined)?.signed;
  return signed?._type === 'targets' && has(signed.targets, path);
}

const escaping = stateRule({
  id: 'target-files/escaping-path',
  on: 'target',
  why: 'A client writes a target to its path: outside of its folder that is an attack on the client (SPEC B1).',
  check: ({ role, path }: TargetSubject, context) => (escapes(path) ? { mend: mendingOf(role, context) } : undefined),
  say: (_, { role, path }) => `${role} lists "${path}", a path that leads out of its folder`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const listedTwice = stateRule({
  id: 'target-files/listed-twice',
  on: 'target',
  why: 'Which of two entries a client takes depends on the order of delegations, and on the client (TUF 5.6.7).',
  check({ role, path }: TargetSubject, context) {
    const owner = owningRole(path);
    if (owner === undefined || owner === role || escapes(path)) return undefined;
    const { state } = context;
    const delegation = delegationOf(state, owner);
    // What metadata without a delegation lists is delegations/not-delegated.
    if (!delegation || !delegationOf(state, role) || !isListed(state, delegation, path)) return undefined;
    return { owner, mend: mendingOf(role, context) };
  },
  say: ({ owner }, { role, path }) => `${role} lists "${path}", which ${owner} lists too; it belongs to ${owner}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const foreign = stateRule({
  id: 'target-files/foreign-entry',
  on: 'target',
  why: 'Clients look for a path in the roles that may list it; an entry elsewhere is lost on them, or an attack (TUF 5.6.7).',
  check({ role, path }: TargetSubject, context) {
    const { state } = context;
    const owner = ownerDelegation(state, role);
    if (!owner || escapes(path) || covers(owner, path)) return undefined;
    const mend = mendingOf(role, context);
    const folder = owningRole(path);
    if (folder === role) return { reason: reasonOf(path), mend };
    const other = folder === undefined ? undefined : delegationOf(state, folder);
    return other && isListed(state, other, path) ? undefined : { reason: 'folder' as const, mend };
  },
  say: ({ reason }, { role, path }) =>
    `${role} lists "${path}", but ${reason === 'folder' ? 'the file does not lie in its folder' : whyNot(reason, role)}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const noFile = stateRule({
  id: 'target-files/no-file',
  on: 'target',
  why: 'A client finds the entry and then nothing to download (SPEC B1).',
  check({ role, path, file }: TargetSubject, context) {
    if (file) return undefined;
    const owner = ownerDelegation(context.state, role);
    // What is not this role's to list is another finding.
    return owner && covers(owner, path) ? { mend: mendingOf(role, context) } : undefined;
  },
  say: (_, { role, path }) => `${role} lists "${path}", but there is no ${targetFilePath(path)}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

export const targetFileRules: readonly Rule[] = [
  noRole,
  notCovered,
  notListed,
  escaping,
  listedTwice,
  foreign,
  noFile,
  ...targetHashRules,
  ...targetNameRules,
];
