/** Family *target files* (SPEC B1), the names: one that people, disks and clients read alike. */
import { targetFilePath } from '../../deployment/layout.ts';
import { hasInvisible, isLostOnWindows } from '../names.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
import type { RepositoryState } from '../state.ts';
import type { FileSubject } from '../subjects.ts';

const nameCase = stateRule({
  id: 'target-files/name-case',
  on: 'file',
  why: 'Names that differ by letter case only are one file on many disks, and one of the two is lost (SPEC B1).',
  severity: 'warning',
  check({ place }: FileSubject, { state }) {
    if (place.kind !== 'target') return undefined;
    const shared = firstOfShared(state);
    const other = shared.size === 0 ? undefined : shared.get(folded(place.target));
    return other === undefined || other === place.target ? undefined : { other };
  },
  say: ({ other }, { entry }) => `${entry.path} and ${targetFilePath(other)} differ by letter case only`,
  remedy: (_, { entry }) => `Rename one of them: git mv -- ${entry.path} <new name>`,
});

/** Letter case and Unicode's two ways to write an accent are what disks do not tell apart. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

const sharedNames = new WeakMap<RepositoryState, ReadonlyMap<string, string>>();

/** The first path of each folded name that several paths have. */
function firstOfShared(state: RepositoryState): ReadonlyMap<string, string> {
  let shared = sharedNames.get(state);
  if (!shared) {
    shared = readShared(state.targetFiles.keys());
    sharedNames.set(state, shared);
  }
  return shared;
}

function readShared(paths: Iterable<string>): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const path of paths) {
    const name = folded(path);
    const other = first.get(name);
    if (other === undefined) first.set(name, path);
    else shared.set(name, other);
  }
  return shared;
}

const unclearName = stateRule({
  id: 'target-files/name-unclear',
  on: 'file',
  why: 'A name with characters that do not show, or that a system reads as a folder, is not the one people read (SPEC B1).',
  severity: 'warning',
  check({ place }: FileSubject) {
    if (place.kind !== 'target') return undefined;
    // Bytes that are not UTF-8 are shown as \xHH.
    if (place.target.includes('\\')) return { what: 'a backslash or bytes that are not UTF-8' };
    return hasInvisible(place.target) ? { what: 'characters that do not show' } : undefined;
  },
  say: ({ what }, { entry }) => `The name ${entry.path} has ${what}`,
  remedy: (_, { entry }) => `Rename the file: git mv -- ${entry.path} <new name>`,
});

const windowsName = stepRule({
  id: 'target-files/name-windows',
  on: 'file',
  why: 'Nobody can clone a repository on Windows that has a file which no disk there can hold, and some client runs there.',
  severity: 'warning',
  // Said once: who has such files knows.
  step: ({ place }: FileSubject, before) =>
    place.kind === 'target' && !before && isLostOnWindows(place.target) ? {} : undefined,
  say: (_, { entry }) => `Windows cannot hold a file named ${entry.path}`,
  remedy: (_, { entry }) => `Rename the file unless that does not matter: git mv -- ${entry.path} <new name>`,
});

export const targetNameRules: readonly Rule[] = [nameCase, unclearName, windowsName];
