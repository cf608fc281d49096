/** Family *around it* (SPEC B1): what an event brings along besides metadata and target files. */
import { sortedByCodePoint } from '../../text/code-point-order.ts';
import { listInWords } from '../../text/quantities.ts';
import { foldedName } from '../names.ts';
import { type Rule, stateRule } from '../rule.ts';

const noCommonAncestor = stateRule({
  id: 'around/no-common-ancestor',
  on: 'repository',
  why: 'Without a common ancestor nothing is known good, and every version is new (SPEC A5).',
  check: (_, { history }) => (history.hasCommonAncestor ? undefined : {}),
  say: () => 'This branch has no common ancestor with the default branch',
  remedy: () => 'Start the event from the default branch: git switch -c EVENT origin/HEAD',
});

/** What can run code, or change what others see: read first. */
const sensitive: readonly RegExp[] = [
  /^\.github\/(workflows|actions)\/|(^|\/)action\.ya?ml$/,
  /(^|\/)\.git(attributes|modules)$/,
  /^\.github\/|^\.tuf-on-ci-sign\.ini$/,
];

function rankOf(path: string): number {
  const rank = sensitive.findIndex((pattern) => pattern.test(path));
  return rank < 0 ? sensitive.length : rank;
}

const filesNamed = 20;

/** The files that matter most, by code point among equals. */
function mostSensitive(paths: readonly string[]): readonly string[] {
  const byRank = sensitive.map((): string[] => []).concat([[]]);
  for (const path of new Set(paths)) byRank[rankOf(path)]!.push(path);
  return byRank.flatMap(sortedByCodePoint).slice(0, filesNamed);
}

const filesElsewhere = stateRule({
  id: 'around/files-elsewhere',
  on: 'repository',
  why: 'Signers look at metadata and target files; a workflow that comes along is merged unseen (SPEC B1).',
  severity: 'warning',
  check(_, { history: { filesElsewhere } }) {
    if (filesElsewhere.length === 0) return undefined;
    const files = mostSensitive(filesElsewhere);
    return { files, more: new Set(filesElsewhere).size - files.length };
  },
  say: ({ files, more }) =>
    `This event changes files outside metadata/ and targets/: ${files.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  remedy: () => 'Change them in a pull request of their own, or look at each of them before you merge',
});

const lookalikeFolder = stateRule({
  id: 'around/lookalike-folder',
  on: 'repository',
  why: 'On a disk without letter case Metadata/root.json is metadata/root.json, and replaces it unjudged.',
  check(_, { history: { filesElsewhere } }) {
    const files = new Set(
      filesElsewhere.filter((path) => ['metadata', 'targets'].includes(foldedName(path.split('/', 1)[0]!))),
    );
    const [first] = sortedByCodePoint(files);
    return first === undefined ? undefined : { first, more: files.size - 1 };
  },
  say: ({ first, more }) =>
    `${first}${more > 0 ? ` (and ${more} more)` : ''} lies in a folder that some disks take for metadata or targets`,
  remedy: ({ first }) => `Remove it: git rm -- ${first}`,
});

/** They say who signs the others. */
const delegators: ReadonlySet<string> = new Set(['metadata/root.json', 'metadata/targets.json']);

const defaultMoved = stateRule({
  id: 'around/default-moved',
  on: 'repository',
  why: 'Who was taken off a role since can still complete an event that began before: what is judged is not what will be merged.',
  severity: 'warning',
  check(_, { history: { changedSince = [] } }) {
    const files = sortedByCodePoint(new Set(changedSince.filter((path) => delegators.has(path))));
    return files.length > 0 ? { files } : undefined;
  },
  say: ({ files }) => `The default branch has changed ${listInWords(files)} since this event began`,
  remedy: () =>
    'Merge the default branch into the event, so that it is judged as it will be merged: git merge origin/HEAD',
});

export const aroundRules: readonly Rule[] = [noCommonAncestor, filesElsewhere, lookalikeFolder, defaultMoved];
