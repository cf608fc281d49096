/** Commits and what they changed: one `git log` or `git diff-tree` process, parsed as it streams. */
import { TufError } from '../../errors.ts';
import type { CommitRecord, FileMode, HistoryOptions, Oid, PathChange } from '../../ports/repository.ts';
import { recordBatches, records } from './bytes.ts';
import { failure } from './failure.ts';
import { asOid } from './names.ts';
import type { Git } from './run-git.ts';

/** See `Repository.eventCommits`. */
export async function eventCommits(
  git: Git,
  base: Oid,
  head: Oid,
  options: HistoryOptions = {},
): Promise<CommitRecord[]> {
  const range = ['--topo-order', '--reverse', '--diff-merges=combined', asOid(head), `^${asOid(base)}`];
  const commits: CommitRecord[] = [];
  for await (const commit of log(git, range, options)) commits.push(commit);
  return commits;
}

/** See `Repository.firstParentLine`. */
export async function* firstParentLine(
  git: Git,
  head: Oid,
  options: HistoryOptions & { readonly from?: Oid } = {},
): AsyncGenerator<CommitRecord> {
  const from = options.from === undefined ? [] : [`^${asOid(options.from)}`];
  yield* log(git, ['--first-parent', '--diff-merges=first-parent', asOid(head), ...from], options);
}

/** See `Repository.mergeBase`. */
export async function mergeBase(git: Git, one: Oid, other: Oid): Promise<Oid> {
  const args = ['merge-base', '--all', asOid(one), asOid(other)];
  const answer = await git.ask(args);
  if (answer.status === 0) {
    const [base, ...others] = answer.stdout.toString('latin1').trim().split('\n');
    if (others.length === 0) return base!;
    // Which of them git would take depends on commit dates, and those are the pusher's to choose.
    throw new TufError(
      'no-common-ancestor',
      'The two branches have been merged into each other crosswise: what is known good is not clear',
      {
        hint: 'Start the signing event anew from the default branch',
      },
    );
  }
  if (answer.status !== 1) throw failure(args, answer);
  if (await isShallow(git)) {
    throw new TufError('no-common-ancestor', 'This clone lacks the commit that the two branches have in common', {
      hint: 'The clone is shallow: run `git fetch --unshallow`',
    });
  }
  throw new TufError('no-common-ancestor', 'The two branches have no commit in common', {
    hint: 'Start the signing event from the default branch',
  });
}

/** See `Repository.isShallow`. */
export async function isShallow(git: Git): Promise<boolean> {
  return (await git.run(['rev-parse', '--is-shallow-repository'])).toString('latin1').trim() === 'true';
}

/** See `Repository.changesBetween`. Without `from`: everything that `to` holds. */
export async function changesBetween(git: Git, from: Oid | undefined, to: Oid): Promise<PathChange[]> {
  const before = from === undefined ? emptyTree(to) : asOid(from);
  const list = records(await git.run(['diff-tree', '-r', ...rawDiff, before, asOid(to)]));
  const changes: PathChange[] = [];
  for (let i = 0; i + 1 < list.length; i += 2) changes.push(parseChange(list[i] as string, list[i + 1] as string));
  return changes;
}

/** git knows the empty tree without having it. */
function emptyTree(like: Oid): Oid {
  return like.length === 40
    ? '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
    : '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321';
}

/** `.gitmodules` may ask to leave submodules out: it is part of what is judged, so it has no say. */
const rawDiff = ['--raw', '-z', '--no-renames', '--no-abbrev', '--no-relative', '--ignore-submodules=none'];

/** Oid, parents, author, address, time, subject: a line each. No text can hold a newline or NUL, git cuts it there. */
const format = '--format=tformat:%H%n%P%n%an%n%ae%n%ct%n%s';

/** Every commit of the range, also one that changes nothing below the folders, whatever `log.*` settings there are. */
async function* log(git: Git, range: readonly string[], options: HistoryOptions): AsyncGenerator<CommitRecord> {
  const folders = options.folders ?? ['metadata', 'targets'];
  const whole = ['--full-history', '--sparse', '--root', '--no-follow', '--encoding=none'];
  const args = ['log', format, ...whole, ...rawDiff, ...range, '--', ...folders];
  let commit: CommitRecord | undefined;
  let changes: PathChange[] = [];
  let change: string | undefined;
  for await (const record of recordsOf(git.stream(args))) {
    if (change !== undefined) {
      changes.push(parseChange(change, record));
      change = undefined;
    } else if (/^\n?:/.test(record)) {
      change = record.trimStart();
    } else if (record !== '') {
      if (commit !== undefined) yield commit;
      changes = [];
      commit = parseCommit(record, changes);
    }
  }
  if (commit !== undefined) yield commit;
}

/** The NUL-separated records of a stream. */
async function* recordsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const batch of recordBatches(pieces)) yield* batch;
}

function parseCommit(record: string, changes: readonly PathChange[]): CommitRecord {
  const [oid = '', parents = '', name = '', email = '', time = '', subject = ''] = record.split('\n');
  return {
    oid: asOid(oid),
    parents: parents === '' ? [] : parents.split(' '),
    author: { name, email },
    time: Number(time),
    subject,
    changes,
  };
}

/**
 * `:<mode> <mode> <oid> <oid> <status>`; of a merge, `::<mode> <mode> <mode> <oid> <oid> <oid> <status>`: a side for
 * each parent, then the commit's own. `before` is the first parent's.
 */
function parseChange(record: string, path: string): PathChange {
  const fields = record.split(/[: ]/).filter((field) => field !== '');
  const sides = (fields.length - 1) / 2;
  const orNull = (oid: string) => (/^0+$/.test(oid) ? null : oid);
  const after = orNull(fields[2 * sides - 1] as string);
  return {
    path,
    before: orNull(fields[sides] as string),
    after,
    mode: after === null ? null : (fields[sides - 1] as FileMode),
  };
}
