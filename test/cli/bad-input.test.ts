/**
 * Every command where it cannot work: one clear sentence on stderr with what to do, exit code 2 or more, nothing written.
 * A crash is never taken for a "no".
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandName, changesTo, projectFolder, type Ran, runIn } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { day, signedAt, soundRepository } from '../support/sound-repository.ts';

/** Each command that works on a checkout, as it is called. */
const calls: [CommandName, ...string[]][] = [
  ['status'],
  ['status', '--json'],
  ['update-targets'],
  ['online-sign-targets', 'targets'],
  ['online-sign', '--push'],
  ['create-signing-events', '--push'],
  ['build-repository', '--metadata', 'out/m', '--artifacts', 'out/a'],
];

function published(): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(soundRepository()));
  git.push('main');
  return git;
}

/** One error, in one sentence, with a hint below it; no stack trace. */
function expectClearError({ code, stdout, stderr }: Ran, about: string | RegExp): void {
  expect(code, stderr).toBeGreaterThanOrEqual(2);
  expect(stdout).toBe('');
  const lines = stderr.split('\n').filter((line) => !line.startsWith('WARNING: TUF_ON_CI_NOW'));
  expect(lines[0]).toMatch(/^error: \S/);
  expect(lines[1]).toMatch(/^ {2}\S/);
  expect(lines.slice(2)).toEqual(['']);
  expect(stderr).toMatch(about);
}

const everything = (git: ThrowAwayRepository) =>
  [git.git('for-each-ref'), git.git('status', '--porcelain', '-uall'), git.git('ls-remote', 'origin')].join('\n');

describe.each(calls)('%s %s', (command: CommandName, ...args: string[]) => {
  it('outside of a git repository', () => {
    const folder = temporaryFolder();
    const ran = runIn({ folder, env: throwAwayRepository().env }, command, args);
    expectClearError(ran, /git repository/);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('with uncommitted changes below metadata/: refused, in status a warning', () => {
    const git = published();
    git.write('metadata/targets.json', '{}');
    const before = everything(git);
    const ran = runIn(git, command, args);
    if (command === 'status') {
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('metadata/targets.json');
    } else expectClearError(ran, /metadata\/targets.json/);
    expect(everything(git)).toBe(before);
    expect(existsSync(join(git.folder, 'out'))).toBe(false);
  });
});

describe.each(calls.filter(([command]) => !['build-repository', 'online-sign'].includes(command)))(
  '%s %s',
  (command: CommandName, ...args: string[]) => {
    it('without the origin remote', () => {
      const git = published();
      git.git('remote', 'remove', 'origin');
      expectClearError(runIn(git, command, args), /origin/);
    });
  },
);

describe.each(calls.filter(([command]) => /status|targets/.test(command)))(
  '%s %s',
  (command: CommandName, ...args: string[]) => {
    it('on a shallow clone that lacks the merge base', () => {
      const git = published();
      git.commit({ 'targets/x': 'x' }, { branch: 'sign/x', from: 'main' });
      git.commit({ 'targets/y': 'y' });
      git.push('main', 'sign/x');
      const shallow = git.clone('--depth=1', '--no-single-branch', '--branch=sign/x');
      const before = everything(shallow);
      expectClearError(runIn(shallow, command, args), /git fetch --unshallow/);
      expect(everything(shallow)).toBe(before);
    });
  },
);

describe('a folder that cannot be written', () => {
  const isRoot = process.getuid?.() === 0;

  it.skipIf(isRoot)('stops build-repository before anything is there', () => {
    const git = published();
    const readOnly = join(temporaryFolder(), 'read-only');
    mkdirSync(readOnly);
    chmodSync(readOnly, 0o555);
    expectClearError(runIn(git, 'build-repository', ['--metadata', join(readOnly, 'm')]), /cannot be written/);
  });

  it('stops build-repository where a file stands in the way', () => {
    const git = published();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expectClearError(runIn(git, 'build-repository', ['--metadata', join(folder, 'file', 'm')]), /cannot be written/);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
  });
});

describe('metadata that cannot be read', () => {
  const broken = (text: string) => {
    const git = published();
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit({ 'metadata/targets.json': text, 'targets/new.txt': 'new\n' });
    return git;
  };

  it.each(['', '{', '[]', '{"signed": 1.5}', '{"signed": {}, "signed": {}}', '\ufeff{}', 'null'])(
    '%j is a finding in status',
    (text) => {
      const git = broken(text);
      const ran = runIn(git, 'status', ['--json']);
      expect(ran.code).toBe(1);
      const { complete, roles } = JSON.parse(ran.stdout);
      expect(complete).toBe(false);
      const targets = roles.find(({ role }: { role: string }) => role === 'targets');
      expect(targets).toMatchObject({ version: null, complete: false });
      expect(targets.findings[0].rule).toMatch(/^form\//);
      expect(runIn(git, 'status').stdout).toContain('metadata/targets.json');
    },
  );

  it('is refused by the commands that write', () => {
    const git = broken('{');
    git.git('push', '-q', 'origin', 'sign/x:main');
    git.git('fetch', '-q');
    git.git('checkout', '-q', '-B', 'main', 'origin/main');
    const before = everything(git);
    const later = { now: signedAt + 310 * day };
    for (const [command, ...args] of [
      ['online-sign', '--push'],
      ['create-signing-events', '--push'],
      ['build-repository', '--metadata', 'm'],
    ] as const) {
      const ran = runIn(git, command, args, later);
      expect(ran.code, command).toBe(2);
      expect(ran.stderr).toContain('metadata/targets.json is not strict JSON');
    }
    expect(everything(git)).toBe(before);
  });
});

describe('no metadata yet', () => {
  it('status says how to start; the others have nothing to do or say so', () => {
    const git = throwAwayRepository();
    git.commit({ 'README.md': 'hello\n' });
    git.push('main');
    expect(runIn(git, 'status')).toMatchObject({ code: 1, stdout: expect.stringContaining('tuf-on-ci-delegate') });
    expect(JSON.parse(runIn(git, 'status', ['--json']).stdout)).toMatchObject({
      complete: false,
      roles: [],
      findings: [],
    });
    expect(runIn(git, 'update-targets').code).toBe(1);
    expect(runIn(git, 'online-sign-targets', ['targets']).code).toBe(1);
    expect(runIn(git, 'create-signing-events')).toMatchObject({ code: 0, stdout: '\n' });
    expectClearError(runIn(git, 'online-sign'), /tuf-on-ci-delegate/);
    expectClearError(runIn(git, 'build-repository', ['--metadata', 'm']), /tuf-on-ci-delegate/);
  });

  it('a repository without a commit is said to be one', () => {
    const git = throwAwayRepository();
    for (const [command, ...args] of calls) expectClearError(runIn(git, command, args), /no commit yet/);
  });
});

describe('a command line that makes no sense', () => {
  const git = published();
  it.each([
    ['status', '--jsno'],
    ['status', 'extra'],
    ['status', '--no-json'],
    ['build-repository'],
    ['build-repository', '--metadata'],
    ['online-sign-targets'],
    ['test-client', '-m', 'http://localhost'],
    ['test-client', '-m', 'http://localhost', '-a', 'http://localhost', '-t', 'tomorrow'],
    ['test-client', '-m', 'not a url', '-a', 'http://localhost'],
  ] as const)('%s %s', (command: CommandName, ...args: string[]) => {
    expectClearError(runIn(git, command, args), /./);
  });

  it('an online-sign-targets role that does not exist is named', () => {
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit({ 'targets/hello.txt': 'changed\n' });
    expectClearError(runIn(git, 'online-sign-targets', ['relaeses']), /relaeses/);
  });

  it.each(['yesterday', '2030-13-01', '1e9', '-5', '999999999999'])('TUF_ON_CI_NOW=%s', (time) => {
    expectClearError(runIn(git, 'status', [], { now: null, env: { TUF_ON_CI_NOW: time } }), /TUF_ON_CI_NOW/);
  });
});

describe('an online key that cannot be used', () => {
  it('a missing key file is named, and nothing changes', () => {
    const git = published();
    const before = everything(git);
    const late = { now: signedAt + 16 * day, env: { CRYPTO_SIGNER_PATH_PREFIX: temporaryFolder() } };
    expectClearError(runIn(git, 'online-sign', ['--push'], late), /online\.pem/);
    expect(everything(git)).toBe(before);
  });
});

describe.skipIf(process.platform === 'win32')('a disk that is full', () => {
  /** The nearest thing without being root: no file may grow past 512 bytes. */
  function runOnFullDisk(git: ThrowAwayRepository, command: CommandName, ...args: string[]): Ran {
    const script = `ulimit -f 1; exec "${process.execPath}" "${projectFolder}dist/tuf-on-ci-${command}.js" "$@"`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', ...args], {
      cwd: git.folder,
      encoding: 'utf8',
      env: { ...git.env, CRYPTO_SIGNER_PATH_PREFIX: projectFolder, TUF_ON_CI_NOW: String(signedAt + 400 * day) },
    });
    return { code: status ?? -1, stdout, stderr };
  }

  it('leaves no published repository behind', () => {
    const git = published();
    runIn(git, 'online-sign', [], { now: signedAt + 400 * day });
    const out = temporaryFolder();
    const ran = runOnFullDisk(git, 'build-repository', '--metadata', `${out}/m`);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/cannot be written/);
    expect(readdirSync(out)).toEqual([]);
  });

  it('moves no branch and touches no file', () => {
    const git = published();
    const before = everything(git);
    const ran = runOnFullDisk(git, 'online-sign', '--push');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^error: /m);
    expect(ran.stderr).not.toContain('    at ');
    expect(everything(git)).toBe(before);
  });
});
