/**
 * Throw-away git repositories: a clone and its bare `origin`, apart from the configuration of whoever runs the tests, with
 * the same oids on every run. Gone when the test file is done.
 *
 *     const repository = throwAwayRepository();
 *     const first = repository.commit({ 'metadata/root.json': '{}', 'targets/link': { link: 'elsewhere' } });
 *     repository.push('main');
 *     repository.commit({ 'targets/file': null }, { branch: 'sign/event', from: first });
 *     const shallow = repository.clone('--depth=1');
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';

/** What a path shall hold: a file, a symbolic link, a submodule, or (`null`) nothing any more. */
export type Content = string | Uint8Array | { readonly link: string } | { readonly submodule: string } | null;

/** Content by path; as pairs when a path is no UTF-8. */
export type Files =
  | Readonly<Record<string, Content>>
  | Iterable<readonly [path: string | Uint8Array, content: Content]>;

export interface CommitOptions {
  /** Default: the branch that is checked out. */
  readonly branch?: string;
  /** The first parent, any revision. Default: the tip of the branch, none for a new one. */
  readonly from?: string;
  /** Further parents. The files are those of the first parent, changed. */
  readonly merges?: readonly string[];
  readonly message?: string | Uint8Array;
  /** `Name <address>` */
  readonly author?: string;
}

export interface ThrowAwayRepository {
  /** The work tree, or the bare repository. */
  readonly folder: string;
  /** The bare repository that `origin` is. */
  readonly origin: string;
  /** The environment that keeps git to itself, for whatever is started on this repository. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs git here and returns what it prints, trimmed. Throws when git fails. */
  git(...args: readonly string[]): string;
  /** As `git`, with standard input. */
  gitWithInput(input: string | Uint8Array, ...args: readonly string[]): string;
  /** Makes a commit and returns its oid. Work tree and index follow when its branch is checked out. */
  commit(files: Files, options?: CommitOptions): string;
  /** Writes a file of the work tree, and nothing else. */
  write(path: string, content: string | Uint8Array): void;
  /** Pushes branches to `origin`. */
  push(...branches: readonly string[]): void;
  /** A clone of `origin`, with the options of `git clone`. */
  clone(...options: readonly string[]): ThrowAwayRepository;
}

/** Fri, 2 Jan 2026: the first commit. Each next one is a minute later. */
const firstCommitTime = 1_767_312_000;

/** An empty repository on branch `main` with an empty `origin`. */
export function throwAwayRepository(objectFormat: 'sha1' | 'sha256' = 'sha1'): ThrowAwayRepository {
  const place = mkdtempSync(join(rootFolder(), 'r-'));
  const env = isolatedEnvironment(join(place, 'home'));
  const origin = join(place, 'origin.git');
  const init = (...args: readonly string[]) => run(place, env, ['init', '-q', '-b', 'main', ...args]);
  init(`--object-format=${objectFormat}`, '--bare', origin);
  init(`--object-format=${objectFormat}`, join(place, 'clone'));
  const repository = repositoryIn(join(place, 'clone'), origin, env, { time: firstCommitTime });
  repository.git('remote', 'add', 'origin', pathToFileURL(origin).href);
  return repository;
}

/** A new, empty folder, gone when the test file is done. */
export function temporaryFolder(): string {
  return mkdtempSync(join(rootFolder(), 'f-'));
}

function repositoryIn(
  folder: string,
  origin: string,
  env: ThrowAwayRepository['env'],
  clock: { time: number },
): ThrowAwayRepository {
  const nextTime = () => {
    clock.time += 60;
    return `${clock.time - 60} +0000`;
  };
  const gitWithInput = (input: string | Uint8Array, ...args: readonly string[]) => {
    const date = `@${nextTime()}`;
    return run(folder, { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }, args, input);
  };
  const git = (...args: readonly string[]) => gitWithInput('', ...args);
  const tip = (revision: string) => git('rev-parse', '--revs-only', `${revision}^{commit}`);
  return {
    folder,
    origin,
    env,
    git,
    gitWithInput,
    commit(files, options = {}) {
      const checkedOut = git('symbolic-ref', '-q', 'HEAD');
      const ref = options.branch === undefined ? checkedOut : `refs/heads/${options.branch}`;
      const parents = [options.from ?? ref, ...(options.merges ?? [])].map(tip).filter((oid) => oid !== '');
      const oid = run(
        folder,
        env,
        ['fast-import', '--quiet', '--force'],
        commitCommands(ref, parents, files, options, nextTime()),
      );
      if (ref === checkedOut && git('rev-parse', '--is-bare-repository') === 'false') git('reset', '-q', '--hard');
      return oid;
    },
    write(path, content) {
      const file = join(folder, path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, content);
    },
    push(...branches) {
      git('push', '-q', 'origin', ...branches.map((branch) => `refs/heads/${branch}`));
    },
    clone(...options) {
      const copy = mkdtempSync(join(rootFolder(), 'c-'));
      run(copy, env, ['clone', '-q', ...options, pathToFileURL(origin).href, copy]);
      return repositoryIn(copy, origin, env, clock);
    },
  };
}

function commitCommands(
  ref: string,
  parents: readonly string[],
  files: Files,
  { message = 'A commit', author = 'Test Author <author@example.com>' }: CommitOptions,
  time: string,
): Buffer {
  const commands: (string | Uint8Array)[] = [
    `commit ${ref}\nmark :1\nauthor ${author} ${time}\ncommitter ${author} ${time}\n`,
    ...data(message),
    ...parents.map((parent, i) => `${i === 0 ? 'from' : 'merge'} ${parent}\n`),
  ];
  const pairs = Symbol.iterator in files ? files : Object.entries(files);
  for (const [path, content] of pairs) commands.push(...fileCommand(quoted(path), content));
  commands.push('get-mark :1\n');
  return Buffer.concat(commands.map((piece) => Buffer.from(piece)));
}

function fileCommand(path: string, content: Content): (string | Uint8Array)[] {
  if (content === null) return [`D ${path}\n`];
  if (typeof content === 'string' || content instanceof Uint8Array)
    return [`M 100644 inline ${path}\n`, ...data(content)];
  if ('link' in content) return [`M 120000 inline ${path}\n`, ...data(content.link)];
  return [`M 160000 ${content.submodule} ${path}\n`];
}

function data(content: string | Uint8Array): (string | Uint8Array)[] {
  return [`data ${Buffer.from(content).length}\n`, content, '\n'];
}

/** A path as fast-import reads it whatever bytes it has. */
function quoted(path: string | Uint8Array): string {
  return `"${Array.from(Buffer.from(path), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}

function run(
  folder: string,
  env: ThrowAwayRepository['env'],
  args: readonly string[],
  input: string | Uint8Array = '',
): string {
  const options = { cwd: folder, env, input, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] as const };
  return execFileSync('git', args, { ...options, stdio: [...options.stdio] })
    .toString('utf8')
    .trim();
}

function isolatedEnvironment(home: string): Record<string, string> {
  mkdirSync(home);
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\nname = Test Maintainer\nemail = maintainer@example.com\n[advice]\ndetachedHead = false\n[gc]\nauto = 0\n',
  );
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CEILING_DIRECTORIES: tmpdir(),
  };
}

let root: string | undefined;

function rootFolder(): string {
  root ??= mkdtempSync(join(tmpdir(), 'tuf-on-ci-test-'));
  return root;
}

// Not on the exit of the process: the test runner does not let its workers come to that.
afterAll(() => {
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
});
