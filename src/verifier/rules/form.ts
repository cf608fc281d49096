/** Family *form* (SPEC B1): every file is what its name says, and can be read without guessing. */
import { formatPlace } from '../../tuf/form.ts';
import { typeOfRole } from '../../tuf/metadata.ts';
import { foldedName, isJsonName, isPlainRoleName, skeleton } from '../names.ts';
import { type Rule, stateRule } from '../rule.ts';
import { isRegularFile } from '../state.ts';
import type { FileSubject } from '../subjects.ts';

const json = stateRule({
  id: 'form/json',
  on: 'file',
  why: 'Parsers differ on duplicate members, floats and lone surrogates: what one signer reads another must read (SPEC A2).',
  check({ place, document }: FileSubject) {
    if (place.kind !== 'metadata' || !document || document.json.ok) return undefined;
    return { problem: document.json.error.message };
  },
  say: ({ problem }, { entry }) => `${entry.path} is not strict JSON: ${problem}`,
  remedy: (_, { entry }) =>
    `Restore it with "git checkout origin/HEAD -- ${entry.path}", or write it with the signer's tool`,
});

const members = stateRule({
  id: 'form/members',
  on: 'file',
  why: 'Metadata with a missing or mistyped member is refused by some client or other (TUF 4, CLIENTS.md).',
  check({ place, document }: FileSubject) {
    if (place.kind !== 'metadata') return undefined;
    const reading = document?.reading(typeOfRole(place.role));
    if (!reading || reading.ok) return undefined;
    return reading.problems.map(({ at, expected }) => ({ at: formatPlace(at), expected }));
  },
  say: ({ at, expected }, { entry }) => `${entry.path}: ${at} should be ${expected}`,
  remedy: (_, { entry }) =>
    `Restore it with "git checkout origin/HEAD -- ${entry.path}", or write it with the signer's tool`,
});

const strayMetadata = stateRule({
  id: 'form/stray-metadata',
  on: 'file',
  why: 'A .json file or folder beside the roles is taken for metadata by some tools and reviewed by nobody (SPEC B1).',
  check({ entry, place }: FileSubject) {
    if (place.kind !== 'stray' || entry.path.startsWith('metadata/root_history/')) return undefined;
    const inFolder = entry.path.slice('metadata/'.length).includes('/');
    return inFolder || isJsonName(entry.path) ? { path: entry.path } : undefined;
  },
  say: ({ path }) => `${path} is no role's metadata`,
  remedy: ({ path }) => `Remove it: git rm -- ${path}`,
});

const strayFile = stateRule({
  id: 'form/stray-file',
  on: 'file',
  why: 'Only metadata lies in metadata/ (SPEC A1).',
  severity: 'warning',
  check({ entry, place }: FileSubject) {
    if (place.kind !== 'stray' || entry.path.startsWith('metadata/root_history/')) return undefined;
    return isJsonName(entry.path) || entry.path.slice('metadata/'.length).includes('/')
      ? undefined
      : { path: entry.path };
  },
  say: ({ path }) => `${path} is no metadata and is not published`,
  remedy: ({ path }) => `Remove it if nobody needs it: git rm -- ${path}`,
});

const link = stateRule({
  id: 'form/link',
  on: 'file',
  why: 'A symbolic link or submodule makes the published bytes depend on where it points (SPEC B1).',
  check: ({ entry }: FileSubject) => (isRegularFile(entry) ? undefined : { mode: entry.mode }),
  say: ({ mode }, { entry }) => `${entry.path} is a ${mode === '160000' ? 'submodule' : 'symbolic link'}`,
  remedy: (_, { entry }) => `Replace it by the file itself: git rm -- ${entry.path}, then add a regular file`,
});

const bytes = stateRule({
  id: 'form/bytes',
  on: 'file',
  why: 'Rewriting a file without a change gives the same bytes, so that a diff shows what changed (SPEC A2).',
  severity: 'warning',
  check({ place, document }: FileSubject) {
    return place.kind === 'metadata' && document?.json.ok && !document.hasOwnBytes ? {} : undefined;
  },
  say: (_, { entry }) => `${entry.path} is not written the way this tool writes it; its meaning is the same`,
  remedy: () => 'Nothing to do: the next change of the role rewrites it',
});

const roleName = stateRule({
  id: 'form/role-name',
  on: 'delegation',
  why: 'A role name becomes a file name, a folder and a line that signers read: it must be what it looks like (SPEC B1).',
  check: ({ delegation: { name } }) => (isPlainRoleName(name) ? undefined : { name }),
  say: ({ name }) =>
    `The role name "${name}" is no plain file name of one script in normal form (NFC), or has invisible characters`,
  remedy: ({ name }) => `Delegate to a role with a plain name, and remove "${name}": tuf-on-ci-delegate EVENT`,
});

const roleNameCase = stateRule({
  id: 'form/role-name-case',
  on: 'repository',
  why: 'Names that differ by letter case only are one file on many disks (SPEC B1).',
  check(_, { state }) {
    const seen = new Map<string, string>();
    const found: { name: string; other: string }[] = [];
    for (const name of new Set([...state.graph.byName.keys(), ...state.roles.keys()])) {
      const folded = name.normalize('NFKC').toLowerCase();
      const other = seen.get(folded);
      if (other === undefined) seen.set(folded, name);
      else found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The role names "${name}" and "${other}" differ by letter case only`,
  remedy: ({ name }) => `Delegate to a role with another name, and remove "${name}": tuf-on-ci-delegate EVENT`,
});

const roleNameLookalike = stateRule({
  id: 'form/role-name-lookalike',
  on: 'repository',
  why: 'A role whose name reads like that of another is reviewed, and signed, for the other.',
  severity: 'warning',
  check(_, { state, base }) {
    const known = new Set(base?.graph.byName.keys());
    const seen = new Map([...known].map((name) => [skeleton(name), name]));
    const found: { name: string; other: string }[] = [];
    for (const name of state.graph.byName.keys()) {
      const other = seen.get(skeleton(name));
      if (other === undefined) seen.set(skeleton(name), name);
      // Letter case alone is form/role-name-case.
      else if (!known.has(name) && foldedName(name) !== foldedName(other)) found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The role name "${name}" looks like "${other}"`,
  remedy: ({ name }) =>
    `Make sure that it is not taken for the other, or choose another name: tuf-on-ci-delegate EVENT ${name}`,
});

export const formRules: readonly Rule[] = [
  json,
  members,
  strayMetadata,
  strayFile,
  link,
  bytes,
  roleName,
  roleNameCase,
  roleNameLookalike,
];
