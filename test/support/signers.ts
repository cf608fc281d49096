/** Signers at their clones: the built `tuf-on-ci-sign` and `tuf-on-ci-delegate` on a pipe, with key files of test/keys. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programsFolder, projectFolder, type Ran } from './commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from './git.ts';
import { now } from './sound-repository.ts';

export interface SignerClone extends ThrowAwayRepository {
  /** `@tuf-test-…` */
  readonly user: string;
  /** The user's data folder. */
  readonly data: string;
  /** The environment of this person's commands. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface CloneOptions {
  readonly pull?: string;
  readonly push?: string;
  /** More lines of the settings. */
  readonly settings?: string;
}

/** The origin of a deployment to be: a default branch with one file, pushed. */
export function emptyDeployment(): ThrowAwayRepository {
  const origin = throwAwayRepository();
  origin.commit({ 'README.md': 'A TUF repository\n' }, { message: 'First commit' });
  origin.push('main');
  return origin;
}

/** A person's clone, with their settings, and a data folder that remembers nothing yet. */
export function signerClone(origin: ThrowAwayRepository, name: string, options: CloneOptions = {}): SignerClone {
  const clone = origin.clone();
  const user = `@tuf-test-${name}`;
  const data = temporaryFolder();
  const { pull = 'origin', push = 'origin', settings = '' } = options;
  clone.write(
    '.tuf-on-ci-sign.ini',
    `[settings]\nuser-name = ${user}\npull-remote = ${pull}\npush-remote = ${push}\n${settings}`,
  );
  clone.git('config', 'user.name', name);
  clone.git('config', 'user.email', `${name}@example.com`);
  const variables = {
    ...clone.env,
    XDG_DATA_HOME: data,
    CRYPTO_SIGNER_PATH_PREFIX: projectFolder,
    TUF_ON_CI_TEST_KEY: 'test/keys/online.pem',
    TUF_ON_CI_NOW: String(now),
  };
  return { ...clone, user, data, variables };
}

/** Writes where a person's keys are, as an earlier run would have remembered it. */
export function rememberKeys(clone: SignerClone, keys: Readonly<Record<string, string>>): void {
  const folder = join(clone.data, 'tuf-on-ci-sign');
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(keys).map(([keyid, uri]) => `${keyid} = ${uri}`);
  writeFileSync(join(folder, 'signing-keys.ini'), `[signing-keys]\n${lines.join('\n')}\n`);
}

/** Answers to *signing key* that take a key file. */
export const keyFile = (name: string): readonly string[] => ['4', `file2:test/keys/${name}.pem`];

/** The enter that pushes, and the one that leaves a menu. */
export const enter = '';

export interface SignerRunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** `tuf-on-ci-<command> <args>` with one line of standard input for each answer. */
export function runSigner(
  clone: SignerClone,
  command: 'sign' | 'delegate' | 'import-repo',
  args: readonly string[],
  answers: readonly string[] = [],
  options: SignerRunOptions = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${programsFolder}/tuf-on-ci-${command}.js`, ...args],
    {
      cwd: options.folder ?? clone.folder,
      encoding: 'utf8',
      input: answers.map((answer) => `${answer}\n`).join(''),
      env: { ...clone.variables, ...options.env },
    },
  );
  return { code: status ?? -1, stdout, stderr };
}

/** A file of a branch at the origin. */
export function fileOf(clone: ThrowAwayRepository, branch: string, path: string): string {
  clone.git('fetch', '-q', 'origin', `+refs/heads/${branch}:refs/test/${branch}`);
  return clone.git('show', `refs/test/${branch}:${path}`);
}

/** The subjects of a branch's commits at the origin, newest first. */
export function subjectsOf(clone: ThrowAwayRepository, branch: string): readonly string[] {
  clone.git('fetch', '-q', 'origin', `+refs/heads/${branch}:refs/test/${branch}`);
  return clone.git('log', '--format=%s', `refs/test/${branch}`).split('\n');
}

/** Everything of a clone that a signer's command may not touch: branch, index, stash, configuration, files; by path. */
export function untouchable(clone: ThrowAwayRepository): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(clone.folder, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // New objects that no ref names, and what the remote had when it was last asked.
      if (/^\.git\/(objects|refs\/remotes|logs\/refs\/remotes|refs\/test)$/.test(path)) continue;
      if (entry.isDirectory()) walk(path);
      else found.set(path, readFileSync(join(clone.folder, path)).toString('base64'));
    }
  };
  walk('');
  return found;
}

/** A clone in the middle of other work: staged, unstaged, untracked and stashed changes, on a branch of its own. */
export function withWorkInProgress(clone: SignerClone): SignerClone {
  clone.git('checkout', '-q', '-b', 'my-own-work');
  clone.write('stashed.txt', 'for later');
  clone.git('add', 'stashed.txt');
  clone.git('stash', 'push', '-q');
  clone.write('staged.txt', 'staged');
  clone.git('add', 'staged.txt');
  clone.write('README.md', 'edited\n');
  clone.write('metadata/root.json', 'my own draft');
  clone.write('untracked.txt', 'untracked');
  return clone;
}

/** A command that goes on while the test does something else: answers are given one by one. */
export interface Conversation {
  /** Waits until the command has printed this. */
  said(text: string): Promise<void>;
  /** Waits until it has asked so many questions. */
  asked(count: number): Promise<void>;
  answer(...lines: readonly string[]): void;
  kill(): void;
  readonly ended: Promise<Ran>;
}

export function converse(
  clone: SignerClone,
  command: 'sign' | 'delegate',
  args: readonly string[],
  options: SignerRunOptions = {},
): Conversation {
  const child = spawn(process.execPath, [`${programsFolder}/tuf-on-ci-${command}.js`, ...args], {
    cwd: clone.folder,
    env: { ...clone.variables, ...options.env },
  });
  let [stdout, stderr] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!isSo()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended before that:\n${stdout}\n${stderr}`)));
    });
  return {
    ended,
    said: (text) => until(() => stdout.includes(text)),
    // A question ends its line with a colon and a blank.
    asked: (count) => until(() => stdout.split(/: (?=\n|$)/).length > count),
    answer: (...lines) => void child.stdin.write(lines.map((line) => `${line}\n`).join('')),
    kill: () => void child.kill('SIGKILL'),
  };
}
