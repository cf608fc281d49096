/** Writes commits without work tree, index or branch (ARCHITECTURE "Writing is data"). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, CommitInput, Oid, Person } from '../../ports/repository.ts';
import type { Clone } from './clone.ts';
import { asOid, asWritablePath } from './names.ts';
import type { Git } from './run-git.ts';

/** See `Repository.commit`. */
export async function writeCommit(clone: Clone, changes: readonly Change[], input: CommitInput): Promise<Oid> {
  for (const { path } of changes) asWritablePath(path);
  const blobs = await writeBlobs(clone.git, changes);
  const folder = await mkdtemp(join(tmpdir(), 'tuf-on-ci-'));
  try {
    const tree = await writeTree(clone, join(folder, 'index'), input.parents[0], changes, blobs);
    return await commitTree(clone.git, tree, input);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One process for all contents. Nothing converts them: what is in a `Change` is what is in the blob. */
async function writeBlobs(git: Git, changes: readonly Change[]): Promise<ReadonlyMap<string, Oid>> {
  const written = changes.filter((change) => change.content !== null);
  if (written.length === 0) return new Map();
  const answer = await git.run(['fast-import', '--quiet', '--done'], { input: blobCommands(written) });
  const oids = answer.toString('latin1').split('\n');
  return new Map(written.map(({ path }, i) => [path, asOid(oids[i] ?? '')]));
}

function* blobCommands(written: readonly Change[]): Generator<string | Uint8Array> {
  for (const [i, { content }] of written.entries()) {
    yield `blob\nmark :${i + 1}\ndata ${content?.length ?? 0}\n`;
    if (content !== null) yield content;
    yield `\nget-mark :${i + 1}\n`;
  }
  yield 'done\n';
}

async function writeTree(
  clone: Clone,
  index: string,
  parent: Oid | undefined,
  changes: readonly Change[],
  blobs: ReadonlyMap<string, Oid>,
): Promise<Oid> {
  const env = { GIT_INDEX_FILE: index };
  if (parent !== undefined) await clone.git.run(['read-tree', asOid(parent)], { env });
  const entries = changes.map(({ path }) => ({ path, oid: blobs.get(path) ?? null }));
  await updateIndex(clone, entries, env);
  // In a partial clone git fetches what the tree names and is not there.
  return text(await clone.git.run(['write-tree'], { env, withCredentials: true }));
}

/** Sets entries of an index, or removes them (oid `null`): the work tree's, unless `env` names another. */
export async function updateIndex(
  clone: Clone,
  entries: readonly { readonly path: string; readonly oid: Oid | null }[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const lines = entries.map(({ path, oid }) => `${oid === null ? `0 ${clone.nullOid}` : `100644 ${oid}`}\t${path}\0`);
  await clone.git.run(['update-index', '-z', '--index-info'], { input: lines, env });
}

async function commitTree(git: Git, tree: Oid, { parents, message, author, now }: CommitInput): Promise<Oid> {
  const time = `@${Math.floor(now)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: time,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: time,
  };
  const parentArgs = parents.flatMap((parent) => ['-p', asOid(parent)]);
  const args = ['commit-tree', '--no-gpg-sign', ...parentArgs, '-F', '-', asOid(tree)];
  return text(await git.run(args, { env, input: signedOff(message, author) }));
}

/** The message with the trailer that all commits carry (SPEC A1). */
function signedOff(message: string, { name, email }: Person): string {
  return `${message.trimEnd()}\n\nSigned-off-by: ${name} <${email}>\n`;
}

function text(output: Buffer): string {
  return output.toString('latin1').trim();
}
