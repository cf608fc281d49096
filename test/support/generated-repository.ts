/**
 * Repositories of any size on disk, soundly signed with the test keys: a bare `origin` and a clone of it. Written straight into git's
 * objects by one `git fast-import`, so that 100,000 target files take seconds. Shared by tests and `npm run bench`; the caller removes
 * the folder.
 *
 *     main           everything at version 1, published at `signedAt`
 *     sign/changed   an event: of the first role a target file changed, one came, one went; its list does not know yet
 *     sign/signed    the same event after update-targets and signing: complete, and what the default branch is after the merge
 */
import { execFileSync } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatTime } from '../../src/tuf/expires.ts';
import type { Json } from '../../src/tuf/json.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { alice, bob, carol, day, now, online, signatureOf, signedAt, type TestKey } from './sound-repository.ts';

export interface RepositorySize {
  /** Target files directly in `targets/`, listed by the top-level role. */
  readonly topLevelFiles: number;
  /** Delegated roles `role-1`, `role-2`, …, each for its own folder. */
  readonly roles: number;
  /** Target files of each delegated role, a thousand to a folder. */
  readonly filesPerRole: number;
}

export interface GeneratedRepository {
  /** A clone with a work tree, at first on `main`. */
  readonly folder: string;
  /** For commands that are to run on it: git kept to itself, the clock at `now`, the online key at hand. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs git in the clone and returns what it prints. */
  git(...args: readonly string[]): string;
}

/** Generates a repository in an empty folder. Equal sizes give equal trees but for the signatures. */
export function generateRepository(place: string, size: RepositorySize): GeneratedRepository {
  const env = environment(place);
  const origin = join(place, 'origin.git');
  const folder = join(place, 'clone');
  git(place, env, ['init', '-q', '--bare', '-b', 'main', origin]);
  writeCommits(origin, env, commitsOf(size));
  git(place, env, ['clone', '-q', '--local', origin, folder]);
  git(folder, env, ['remote', 'set-url', 'origin', pathToFileURL(origin).href]);
  return { folder, env, git: (...args) => git(folder, env, args) };
}

function environment(place: string): Record<string, string> {
  const home = join(place, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.gitconfig'), '[user]\nname = Test Maintainer\nemail = maintainer@example.com\n');
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_SYSTEM: '/dev/null',
    TUF_ON_CI_NOW: String(now),
    CRYPTO_SIGNER_PATH_PREFIX: fileURLToPath(new URL('../../', import.meta.url)),
  };
}

type Content = string | Uint8Array;
/** Content by path; `null` removes. */
type Files = Map<string, Content | null>;

/** A commit on a new branch, on top of the one before. */
interface Commit {
  readonly branch: string;
  readonly time: number;
  readonly files: Files;
}

function commitsOf(size: RepositorySize): readonly Commit[] {
  const roleNames = Array.from({ length: size.roles }, (_, i) => `role-${i + 1}`);
  const lists = new Map([
    ['targets', Array.from({ length: size.topLevelFiles }, (_, i) => `file-${i}.txt`)],
    ...roleNames.map((role) => [role, filesOf(role, size.filesPerRole)] as const),
  ]);
  const published: Files = new Map();
  for (const paths of lists.values()) for (const path of paths) published.set(`targets/${path}`, contentOf(path));
  const entries = new Map([...lists].map(([role, paths]) => [role, entriesOf(paths)]));
  for (const [role, list] of entries) published.set(...targetsFile(role, roleNames, 1, signedAt, list));
  for (const [path, bytes] of onlineAndRootFiles([...lists.keys()])) published.set(path, bytes);

  const [role, list] = [...entries].find(([, { size: files }]) => files > 1)!;
  const { files: changed, entries: after } = change(list);
  return [
    { branch: 'main', time: signedAt, files: published },
    { branch: 'sign/changed', time: now, files: changed },
    { branch: 'sign/signed', time: now, files: new Map([targetsFile(role, roleNames, 2, now, after)]) },
  ];
}

function filesOf(role: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${role}/${Math.floor(i / 1000)}/file-${i}.txt`);
}

function contentOf(path: string): string {
  return `This is ${path}\n`;
}

type Entries = Map<string, Json>;

function entriesOf(paths: readonly string[]): Entries {
  return new Map(paths.map((path) => [path, entryOf(contentOf(path))]));
}

function entryOf(content: string): Json {
  return { hashes: { sha256: hash('sha256', content, 'hex') }, length: content.length };
}

/** The first file changes, one more comes beside it, the last one goes. */
function change(list: Entries): { files: Files; entries: Entries } {
  const paths = [...list.keys()];
  const [first, last] = [paths[0]!, paths.at(-1)!];
  const added = first.replace(/[^/]*$/, 'added.txt');
  const changed = 'This has changed\n';
  const entries = new Map(list).set(first, entryOf(changed)).set(added, entryOf(contentOf(added)));
  entries.delete(last);
  const files: Files = new Map([
    [`targets/${first}`, changed],
    [`targets/${added}`, contentOf(added)],
    [`targets/${last}`, null],
  ]);
  return { files, entries };
}

const targetsSigners = [alice, bob];
const delegatedSigners = [bob, carol];

function targetsFile(
  role: string,
  roleNames: readonly string[],
  version: number,
  at: number,
  list: Entries,
): [path: string, bytes: Uint8Array] {
  const delegations = {
    keys: keysOf(delegatedSigners),
    roles: roleNames.map((name) => ({
      ...keyidsOf(delegatedSigners, 1),
      name,
      terminating: true,
      paths: [`${name}/*`, `${name}/*/*`, `${name}/*/*/*`, `${name}/*/*/*/*`],
    })),
  };
  const members = {
    targets: Object.fromEntries(list),
    ...(role === 'targets' && roleNames.length > 0 && { delegations }),
  };
  const [signer] = role === 'targets' ? targetsSigners : delegatedSigners;
  return metadataFile(role, signedPart('targets', version, at, 365, { ...members, ...periods(365) }), [signer!]);
}

function onlineAndRootFiles(targetsRoles: readonly string[]): Files {
  const people = [alice, bob, carol];
  const root = signedPart('root', 1, signedAt, 365, {
    consistent_snapshot: true,
    keys: keysOf([...people, online]),
    roles: {
      root: keyidsOf(people, 2),
      targets: keyidsOf(targetsSigners, 1),
      snapshot: { ...keyidsOf([online], 1), ...periods(365) },
      timestamp: { ...keyidsOf([online], 1), ...periods(20) },
    },
    ...periods(365),
  });
  const meta = Object.fromEntries(targetsRoles.map((role) => [`${role}.json`, { version: 1 }]));
  const snapshot = signedPart('snapshot', 1, signedAt, 365, { meta });
  const timestamp = signedPart('timestamp', 1, signedAt, 20, { meta: { 'snapshot.json': { version: 1 } } });
  const [path, bytes] = metadataFile('root', root, people);
  return new Map([
    [path, bytes],
    ['metadata/root_history/1.root.json', bytes],
    metadataFile('snapshot', snapshot, [online]),
    metadataFile('timestamp', timestamp, [online]),
  ]);
}

function metadataFile(role: string, signed: Json, signers: readonly TestKey[]): [path: string, bytes: Uint8Array] {
  const signatures = signers.map((key) => signatureOf(signed, key));
  return [`metadata/${role}.json`, writeJson({ signatures, signed })];
}

function signedPart(
  type: string,
  version: number,
  at: number,
  expiryDays: number,
  members: Record<string, Json>,
): Json {
  return { _type: type, spec_version: '1.0.31', version, expires: formatTime(at + expiryDays * day), ...members };
}

function periods(expiry: number): Record<string, Json> {
  return { 'x-tuf-on-ci-expiry-period': expiry, 'x-tuf-on-ci-signing-period': Math.floor(expiry / 4) };
}

function keyidsOf(keys: readonly TestKey[], threshold: number): { keyids: string[]; threshold: number } {
  return { keyids: keys.map(({ keyid }) => keyid), threshold };
}

function keysOf(keys: readonly TestKey[]): Record<string, Json> {
  return Object.fromEntries(keys.map(({ keyid, key }) => [keyid, key]));
}

function git(
  folder: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input: string | Uint8Array = '',
): string {
  return execFileSync('git', args, {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  }).trim();
}

/** All blobs by one fast-import, the trees by way of an index: fast-import itself is quadratic in the files of one folder. */
function writeCommits(origin: string, env: Readonly<Record<string, string>>, commits: readonly Commit[]): void {
  const contents = commits.flatMap(({ files }) => [...files.values()]).filter((content) => content !== null);
  git(origin, env, ['-c', 'core.compression=0', 'fast-import', '--quiet'], blobCommands(contents));
  const withIndex = { ...env, GIT_INDEX_FILE: join(origin, 'generated-index') };
  let parent: string | undefined;
  for (const { branch, time, files } of commits) {
    git(origin, withIndex, ['update-index', '-z', '--index-info'], [...files].map(indexLine).join(''));
    const tree = git(origin, withIndex, ['write-tree']);
    const dated = { ...env, GIT_AUTHOR_DATE: `@${time} +0000`, GIT_COMMITTER_DATE: `@${time} +0000` };
    parent = git(origin, dated, ['commit-tree', tree, '-m', 'A commit', ...(parent ? ['-p', parent] : [])]);
    git(origin, env, ['update-ref', `refs/heads/${branch}`, parent]);
  }
}

function blobCommands(contents: readonly Content[]): Buffer {
  return Buffer.concat(
    contents.flatMap((content) => [Buffer.from(`blob\ndata ${content.length}\n`), Buffer.from(content), newline]),
  );
}

const newline = Buffer.from('\n');

/** Contents are ASCII text or bytes, so that their length is that of the blob. */
function indexLine([path, content]: readonly [string, Content | null]): string {
  if (content === null) return `0 ${'0'.repeat(40)}\t${path}\0`;
  const oid = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  return `100644 ${oid}\t${path}\0`;
}
