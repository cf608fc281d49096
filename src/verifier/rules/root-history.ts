/** Family *root history* (SPEC B1): a client of any age finds its way to the newest root. */
import { rootHistoryPath } from '../../deployment/layout.ts';
import type { Oid } from '../../ports/repository.ts';
import { equalJson } from '../../tuf/json.ts';
import { brokenLinks } from '../../tuf/root-chain.ts';
import type { Document } from '../document.ts';
import { chainStart, rootVersion } from '../root-versions.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { FileSubject, RepositorySubject, RootVersionSubject } from '../subjects.ts';

const restore = (version: number) => `Restore it: git checkout origin/HEAD -- ${rootHistoryPath(version)}`;

/** root.json's version, when it can be read. */
function newestOf(state: RepositoryState | undefined): number | undefined {
  return state && metadataOf(state, 'root')?.signed.version;
}

/** The blob that known good has for a version; its root.json counts where the copy is missing. */
function knownBlob(base: RepositoryState | undefined, version: number): Oid | undefined {
  const copy = base?.rootHistory.get(version)?.document;
  return (copy ?? (newestOf(base) === version ? base?.roles.get('root')?.document : undefined))?.oid;
}

/** One violation, one rule: what a version is judged as, worst first. */
type Flaw = 'changed' | 'beyond' | 'unreadable' | 'misnamed';

function flawOf({ version, document }: RootVersionSubject, { state, base }: Context): Flaw | undefined {
  const newest = newestOf(state);
  if (newest === undefined || version === newest) return undefined;
  const known = knownBlob(base, version);
  if (known !== undefined && known !== document.oid) return 'changed';
  if (version > newest) return 'beyond';
  const metadata = document.metadata('root');
  if (!metadata) return 'unreadable';
  return metadata.signed.version === version ? undefined : 'misnamed';
}

/** The newest version's file in the history, and root.json; undefined where there is nothing to compare. */
function newestPair({
  state,
}: RepositorySubject): { version: number; copy: Document | undefined; current: Document } | undefined {
  const version = newestOf(state);
  // A link in its place is form/link.
  if (version === undefined || (state.entries.has(rootHistoryPath(version)) && !state.rootHistory.has(version))) {
    return undefined;
  }
  return { version, copy: state.rootHistory.get(version)?.document, current: state.roles.get('root')!.document };
}

const meansTheSame = (copy: Document, current: Document): boolean =>
  copy.json.ok && current.json.ok && equalJson(copy.json.value, current.json.value);

const copyIt = ({ version }: { readonly version: number }): string =>
  `Copy it: cp metadata/root.json ${rootHistoryPath(version)}`;

const newest = stateRule({
  id: 'root-history/newest',
  on: 'repository',
  why: 'Clients get the newest root from the history, people look at root.json: both must be the same (SPEC A1).',
  check(subject: RepositorySubject) {
    const pair = newestPair(subject);
    if (!pair || (pair.copy && (pair.copy.oid === pair.current.oid || meansTheSame(pair.copy, pair.current)))) {
      return undefined;
    }
    return { version: pair.version, missing: pair.copy === undefined };
  },
  say: ({ version, missing }: { readonly version: number; readonly missing: boolean }) =>
    `${rootHistoryPath(version)} ${missing ? 'is missing' : 'differs from metadata/root.json'}; it must be a copy of it`,
  remedy: copyIt,
});

const newestBytes = stateRule({
  id: 'root-history/newest-bytes',
  on: 'repository',
  why: 'Two files of one meaning and other bytes are one edit away from two meanings (SPEC A1: byte for byte).',
  // docs/adr/0012: what an import leaves behind is not this step's doing.
  historic: true,
  check(subject: RepositorySubject) {
    const pair = newestPair(subject);
    if (!pair?.copy || pair.copy.oid === pair.current.oid || !meansTheSame(pair.copy, pair.current)) return undefined;
    return { version: pair.version };
  },
  say: ({ version }) => `${rootHistoryPath(version)} has other bytes than metadata/root.json, though it means the same`,
  remedy: copyIt,
});

const changed = stateRule({
  id: 'root-history/changed',
  on: 'root-version',
  why: 'Clients have walked over old versions already; a changed one leads some of them elsewhere (TUF 5.3.3).',
  check: (subject: RootVersionSubject, context) => (flawOf(subject, context) === 'changed' ? {} : undefined),
  say: (_, { version }) => `Root version ${version} in the history is no longer what was published`,
  remedy: (_, { version }) => restore(version),
});

const removed = stepRule({
  id: 'root-history/removed',
  on: 'removed-root-version',
  why: 'A client that trusts an older root stops at the first version that is gone (TUF 5.3.3).',
  step({ version }: RootVersionSubject, _, { state, base }) {
    // One that was beyond known good's root.json is rightly gone.
    const newest = Math.max(newestOf(base) ?? 0, newestOf(state) ?? 0);
    return version <= newest && !state.entries.has(rootHistoryPath(version)) ? {} : undefined;
  },
  say: (_, { version }) => `Root version ${version} is removed from the history`,
  remedy: (_, { version }) => restore(version),
});

const beyond = stateRule({
  id: 'root-history/beyond',
  on: 'root-version',
  why: 'Clients fetch root versions until there is none: one that is newer than root.json is followed too (TUF 5.3.3).',
  check: (subject: RootVersionSubject, context) => (flawOf(subject, context) === 'beyond' ? {} : undefined),
  say: (_, { version }) => `Root version ${version} is in the history, though metadata/root.json is older`,
  remedy: (_, { version }) => `Remove it: git rm ${rootHistoryPath(version)}`,
});

const unreadable = stateRule({
  id: 'root-history/unreadable',
  on: 'root-version',
  why: 'A version that cannot be read is a hole: clients that trust an older one cannot pass it (TUF 5.3.3).',
  historic: true,
  check: (subject: RootVersionSubject, context) => (flawOf(subject, context) === 'unreadable' ? {} : undefined),
  say: (_, { address }) => `${address} cannot be read as root metadata`,
  remedy: (_, { address }) => `Put the file there as it was once published: git log -- ${address}`,
});

const misnamed = stateRule({
  id: 'root-history/misnamed',
  on: 'root-version',
  why: 'A client that asks for root version N refuses a file that says another version (TUF 5.3.5).',
  check: (subject: RootVersionSubject, context) =>
    flawOf(subject, context) === 'misnamed' ? { says: subject.document.metadata('root')!.signed.version } : undefined,
  say: ({ says }, { address }) => `${address} says that it is version ${says}`,
  remedy: (_, { address }) => `Put the file there as it was once published: git log -- ${address}`,
});

/** More holes than this are the doing of somebody who chose a version number. */
const holesNamed = 1000;

const hole = stateRule({
  id: 'root-history/hole',
  on: 'repository',
  why: 'Clients walk from the root they trust to the newest, one version at a time (TUF 5.3.3).',
  historic: true,
  check({ state }: RepositorySubject, { base }) {
    const found: { version: number }[] = [];
    const until = newestOf(state) ?? 0;
    for (let version = 1; version < until && found.length < holesNamed; version++) {
      // What the step takes away is root-history/removed; a link is form/link.
      const isThere = state.entries.has(rootHistoryPath(version)) || base?.rootHistory.has(version);
      if (!isThere) found.push({ version });
    }
    return found;
  },
  say: ({ version }) => `Root version ${version} is missing from the history`,
  remedy: ({ version }) => `Put the file there as it was once published: ${rootHistoryPath(version)}`,
});

const added = stepRule({
  id: 'root-history/added',
  on: 'root-version',
  why: 'An old root that turns up later has nobody to vouch for it, and new clients begin with the oldest (SPEC A6).',
  severity: 'warning',
  step: ({ version }: RootVersionSubject, before, { base }) =>
    !before && version < (newestOf(base) ?? 0) ? {} : undefined,
  say: (_, { version }) =>
    `Root version ${version} is added to the history, though root is newer: nothing here vouches for it`,
  remedy: (_, { version }) => `Compare ${rootHistoryPath(version)} with what was once published before you merge`,
});

const stray = stateRule({
  id: 'root-history/stray',
  on: 'file',
  why: 'The history holds versions of root and nothing else (SPEC A1).',
  check: ({ entry, place }: FileSubject) =>
    place.kind === 'stray' && entry.path.startsWith('metadata/root_history/') ? {} : undefined,
  say: (_, { entry }) => `${entry.path} is no version of root`,
  remedy: (_, { entry }) => `Remove it: git rm -- ${entry.path}`,
});

/** In an event the newest root may wait for signatures: that is completeness (SPEC A5). */
const whileSigning: ReadonlySet<string> = new Set(['event', 'sign']);

const chain = stateRule({
  id: 'root-history/chain',
  on: 'root-version',
  why: 'Root N is signed by its own keys and by those of root N-1, or every client stops there (TUF 5.3.4).',
  check({ version }: RootVersionSubject, { state, base, door, verifier }) {
    const newest = newestOf(state);
    const root = rootVersion(state, version);
    if (newest === undefined || !root || version < chainStart(state) || version > newest) return undefined;
    // Behind the merge the newest one is signatures/threshold.
    const isNewestJudged = whileSigning.has(door) && (newestOf(base) ?? 0) >= version;
    if (version === newest && !isNewestJudged) return undefined;
    const previous = version > chainStart(state) ? rootVersion(state, version - 1) : undefined;
    return brokenLinks(root, previous, verifier).map(({ keysOf, signed, threshold }) => ({
      keysOf,
      signed,
      threshold,
    }));
  },
  say: ({ keysOf, signed, threshold }, { version }) =>
    `Root version ${version} is validly signed by ${signed} of the keys of root version ${keysOf}, and ${threshold} are needed`,
  remedy: (_, { version }) =>
    `Put the file there as it was signed and published: git log -- ${rootHistoryPath(version)}`,
});

export const rootHistoryRules: readonly Rule[] = [
  newest,
  newestBytes,
  changed,
  removed,
  beyond,
  unreadable,
  misnamed,
  hole,
  added,
  stray,
  chain,
];
