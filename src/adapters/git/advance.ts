/**
 * How the checkout that a CI command runs in follows a new commit.
 *
 * `advance` takes steps, and a process killed between them leaves a state that the next one can tell:
 *   1. note:  what is about to happen, into a file of the git folder
 *   2. files: complete new ones beside the old         killed here: HEAD is not at `to`; the new files are taken away
 *   3. HEAD:  compare and swap from -> to              killed here: HEAD is at `to`; the steps below are done again
 *   4. index, then files by rename
 *   5. the note goes
 * Whatever can be refused (no space, no permission, a branch that moved) is refused before HEAD moves: then nothing has
 * changed. The next command that asks for uncommitted paths tidies up, and leaves alone what a person has edited since.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TufError } from '../../errors.ts';
import { readBlobs } from '../../ports/read-tree.ts';
import type { Oid, PathChange } from '../../ports/repository.ts';
import { moveRef, resolveRevision } from './branches.ts';
import type { BlobReader } from './cat-file.ts';
import type { Clone } from './clone.ts';
import { updateIndex } from './commit.ts';
import { differences } from './differences.ts';
import { changesBetween } from './history.ts';
import { asWritablePath, isOid } from './names.ts';
import { discardFile, prepareFile, removeFile, replaceFile } from './work-tree-files.ts';

/** See `Repository.advance`. */
export async function advance(clone: Clone, reader: BlobReader, from: Oid | undefined, to: Oid): Promise<void> {
  const note = { from: from ?? clone.nullOid, to, suffix: randomBytes(4).toString('hex') };
  const changes = await changesOf(clone, note);
  await writeNote(clone, note);
  try {
    await prepare(clone, reader, changes, note.suffix);
    await moveHead(clone, note);
  } catch (error) {
    await discard(clone, changes, note.suffix);
    await removeNote(clone);
    throw error;
  }
  await follow(clone, changes, note.suffix, new Set());
  await removeNote(clone);
}

/** Makes up for what a killed `advance` did not come to do, or takes back what it had prepared. */
export async function completeAdvance(clone: Clone, reader: BlobReader): Promise<void> {
  const note = await readNote(clone);
  if (note === undefined) return;
  // A commit that HEAD never came to may have been pruned since.
  const changes = (await resolveRevision(clone.git, note.to)) === undefined ? [] : await changesOf(clone, note);
  await discard(clone, changes, note.suffix);
  if ((await resolveRevision(clone.git, 'HEAD')) === note.to) {
    // Against the index as it was, what differs is either written already or edited by a person.
    await updateIndex(
      clone,
      changes.map(({ path, before }) => ({ path, oid: before })),
    );
    const edited = new Set((await differences(clone)).filter(({ inWorkTree }) => inWorkTree).map(({ path }) => path));
    const due = changes.filter(({ path }) => !edited.has(path));
    await prepare(clone, reader, due, note.suffix);
    await follow(clone, changes, note.suffix, edited);
  }
  await removeNote(clone);
}

function changesOf({ git, nullOid }: Clone, { from, to }: Note): Promise<PathChange[]> {
  return changesBetween(git, from === nullOid ? undefined : from, to);
}

/** The new files, complete, beside the old ones. */
async function prepare(
  clone: Clone,
  reader: BlobReader,
  changes: readonly PathChange[],
  suffix: string,
): Promise<void> {
  const { top } = clone;
  if (top === undefined) return;
  for (const { path } of changes) asWritablePath(path);
  const contents = await readBlobs(
    reader,
    changes.flatMap(({ after }) => after ?? []),
  );
  for (const { path, after } of changes) {
    if (after !== null) await prepareFile(top, path, suffix, contents.get(after) as Uint8Array);
  }
}

async function discard({ top }: Clone, changes: readonly PathChange[], suffix: string): Promise<void> {
  if (top === undefined) return;
  for (const { path } of changes) await discardFile(top, asWritablePath(path), suffix);
}

async function moveHead(clone: Clone, { from, to }: Note): Promise<void> {
  if (await moveRef(clone, 'HEAD', from, to)) return;
  throw new TufError('git', 'The checked-out branch has moved while this command was at work', {
    hint: 'Run the command again',
  });
}

/** Index and work tree follow the changes; the files of `except` stay as they are. */
async function follow(
  clone: Clone,
  changes: readonly PathChange[],
  suffix: string,
  except: ReadonlySet<string>,
): Promise<void> {
  const { top } = clone;
  if (top === undefined) return;
  await updateIndex(
    clone,
    changes.map(({ path, after }) => ({ path, oid: after })),
  );
  for (const { path, after } of changes) {
    if (!except.has(path)) await (after === null ? removeFile(top, path) : replaceFile(top, path, suffix));
  }
}

/** What `advance` is about to do, for whoever comes after a kill. */
interface Note {
  readonly from: Oid;
  readonly to: Oid;
  /** What the names of the new files end in: nothing that a commit can have put there. */
  readonly suffix: string;
}

function noteFile({ gitFolder }: Clone): string {
  return join(gitFolder, 'tuf-on-ci-advance');
}

async function writeNote(clone: Clone, { from, to, suffix }: Note): Promise<void> {
  const file = noteFile(clone);
  await writeFile(`${file}.new`, `${from} ${to} ${suffix}\n`);
  await rename(`${file}.new`, file);
}

function removeNote(clone: Clone): Promise<void> {
  return rm(noteFile(clone), { force: true });
}

async function readNote(clone: Clone): Promise<Note | undefined> {
  const text = await readFile(noteFile(clone), 'latin1').catch(() => '');
  const [from = '', to = '', suffix = ''] = text.trim().split(' ');
  return isOid(from) && isOid(to) && /^[0-9a-f]{8}$/.test(suffix) ? { from, to, suffix } : undefined;
}
