/** Family *delegations* (SPEC B1), the paths: what a role may list is clear, and nobody else's. */
import { type DelegatedRole, isTopLevelRole, pathHashPrefixes, pathPatterns } from '../../tuf/metadata.ts';
import {
  arePathsSound,
  hasTooManyPaths,
  maxPatterns,
  outsideEntries,
  pathEntries,
  pathsOf,
  unsoundPaths,
} from '../delegated-paths.ts';
import { foreignCoverageOf } from '../foreign-coverage.ts';
import { hasInvisible } from '../names.ts';
import { type Rule, stateRule } from '../rule.ts';
import type { RepositoryState } from '../state.ts';
import type { DelegationSubject } from '../subjects.ts';

/** Some of many, and how many there are: an attacker chooses the number. */
interface Some {
  readonly first: readonly string[];
  readonly count: number;
}

function some(texts: readonly string[]): Some | undefined {
  return texts.length === 0 ? undefined : { first: texts.slice(0, 3), count: texts.length };
}

function list({ first, count }: Some): string {
  const named = first.map((text) => `"${text}"`).join(', ');
  return count > first.length ? `${named} and ${count - first.length} more` : named;
}

const setPaths = ({ delegation: { name } }: DelegationSubject): string =>
  `Delegate to "${name}" again with the paths ${name}/*, ${name}/*/* and so on: tuf-on-ci-delegate EVENT ${name}`;

/** The delegation's paths, when it is one that has paths. */
function of<E>({ delegation }: DelegationSubject, check: (role: DelegatedRole) => E | undefined): E | undefined {
  const paths = pathsOf(delegation);
  return paths && !isTopLevelRole(paths.name) ? check(paths) : undefined;
}

const noPaths = stateRule({
  id: 'delegations/no-paths',
  on: 'delegation',
  why: 'A role that covers no path can list nothing, whoever signs it (TUF 4.5).',
  check: (subject: DelegationSubject) => of(subject, (role) => (pathEntries(role).length === 0 ? {} : undefined)),
  say: (_, { delegation: { name } }) => `The delegation of "${name}" has an empty list of paths`,
  remedy: (_, subject) => setPaths(subject),
});

const tooManyPaths = stateRule({
  id: 'delegations/too-many-paths',
  on: 'delegation',
  why: 'Nobody reviews a list that long, and each pattern is compared with each file: it wears out tools and clients (SPEC B1).',
  check: (subject: DelegationSubject, { state }) =>
    of(subject, (role) => {
      if (hasTooManyPaths(role)) return { outside: false };
      return foreignCoverageOf(state).unjudged.has(subject.delegation) ? { outside: true } : undefined;
    }),
  say: ({ outside }, { delegation: { name } }) =>
    outside
      ? `"${name}" is not judged: more than ${maxPatterns} patterns lie outside of their role's folder`
      : `"${name}" is not judged: its delegation has more than ${maxPatterns} patterns`,
  remedy: (_, subject) => setPaths(subject),
});

const pathForm = stateRule({
  id: 'delegations/path-form',
  on: 'delegation',
  why: 'Clients agree on * alone: other wildcards, dot segments and slashes are read differently, or never match (SPEC B1).',
  check: (subject: DelegationSubject) =>
    of(subject, (role) => {
      const unsound = unsoundPaths(role);
      const [first] = unsound;
      return first && { text: first[0], problem: first[1], count: unsound.length };
    }),
  say: ({ text, problem, count }, { delegation: { name } }) =>
    `The path "${text}" of "${name}" ${problem}${count > 1 ? ` (and ${count - 1} more are unsound)` : ''}`,
  remedy: (_, subject) => setPaths(subject),
});

const hiddenPath = stateRule({
  id: 'delegations/path-unseen',
  on: 'delegation',
  why: 'A path with characters that do not show is not the one that signers read (SPEC B1).',
  severity: 'warning',
  check: (subject: DelegationSubject) => of(subject, (role) => some(pathEntries(role).filter(hasInvisible))),
  say: (found, { delegation: { name } }) => `Paths of "${name}" have characters that do not show: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject),
});

const repeatedPath = stateRule({
  id: 'delegations/repeated-path',
  on: 'delegation',
  why: 'A path that stands there twice is taken away once and stays (SPEC B1).',
  severity: 'warning',
  check: (subject: DelegationSubject) =>
    of(subject, (role) => {
      const seen = new Set<string>();
      return some([...new Set(pathEntries(role).filter((path) => seen.size === seen.add(path).size))]);
    }),
  say: (found, { delegation: { name } }) => `The delegation of "${name}" lists paths more than once: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject),
});

const hashPrefixes = stateRule({
  id: 'delegations/hash-prefixes',
  on: 'delegation',
  why: 'What a hash prefix covers nobody can see, and it keeps to no folder; SPEC A5 delegates by paths.',
  severity: 'warning',
  check: (subject: DelegationSubject, { state }) =>
    of(subject, (role) => {
      const prefixes = pathHashPrefixes(role);
      return prefixes && !foreignFiles(subject, state) ? { count: prefixes.length } : undefined;
    }),
  say: (_, { delegation: { name } }) => `The delegation of "${name}" is by hash prefixes, not by paths`,
  remedy: (_, subject) => setPaths(subject),
});

const outsideFolder = stateRule({
  id: 'delegations/outside-folder',
  on: 'delegation',
  why: 'A role that covers more than its own folder can take a path from another role the day it appears (SPEC B1).',
  severity: 'warning',
  check: (subject: DelegationSubject, { state }) =>
    of(subject, (role) => {
      if (!pathPatterns(role) || !arePathsSound(role) || foreignFiles(subject, state)) return undefined;
      return some(outsideEntries(role));
    }),
  say: (found, { delegation: { name } }) => `"${name}" may list files outside of targets/${name}: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject),
});

const coversOthers = stateRule({
  id: 'delegations/covers-others',
  on: 'delegation',
  why: "Clients would take another role's file from whoever signs this one (SPEC B1, TUF 5.6.7).",
  check: (subject: DelegationSubject, { state }) => of(subject, () => foreignFiles(subject, state)),
  say: (found, { delegation: { name } }) => `The paths of "${name}" cover files of other roles: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject),
});

function foreignFiles({ delegation }: DelegationSubject, state: RepositoryState): Some | undefined {
  return some(foreignCoverageOf(state).files.get(delegation) ?? []);
}

export const delegatedPathRules: readonly Rule[] = [
  noPaths,
  tooManyPaths,
  pathForm,
  hiddenPath,
  repeatedPath,
  hashPrefixes,
  outsideFolder,
  coversOthers,
];
