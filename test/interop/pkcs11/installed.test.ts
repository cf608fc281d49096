/** The whole way of a signer: install the package without scripts and compilers, and sign with a device (issue 5). */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { programsFolder, projectFolder } from '../../support/commands.ts';
import { temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { onlineKeyFile } from '../signers/people.ts';
import { pin, requireSignerTools, softHsm, softTokens } from './soft-token.ts';

beforeEach(requireSignerTools);

/** A PATH with node, npm and git, and nothing else: no compiler, no Python. */
function barePath(): string {
  const folder = temporaryFolder();
  const git = execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim();
  symlinkSync(process.execPath, join(folder, 'node'));
  symlinkSync(npmProgram(), join(folder, 'npm'));
  symlinkSync(realpathSync(join(git, 'git')), join(folder, 'git'));
  return folder;
}

const npmProgram = () => realpathSync(join(dirname(process.execPath), 'npm'));

/** The package as `npm publish` would have it, made of the programs that are tested. */
function packed(): string {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'LICENSE', 'README.md']) cpSync(join(projectFolder, name), join(folder, name));
  cpSync(programsFolder, join(folder, 'dist'), { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], { cwd: folder });
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!);
}

test('a global install needs node, npm and git alone, takes seconds, and signs', () => {
  const archive = packed();
  const path = barePath();
  const prefix = temporaryFolder();
  const home = temporaryFolder();
  // The registry and the certificates are whatever this machine uses; npm has nothing in store.
  const environment = { ...process.env, PATH: path, npm_config_cache: join(home, 'npm') };
  const begun = performance.now();
  const npm = ['install', '--global', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix, archive];
  execFileSync(join(path, 'npm'), npm, { env: environment, stdio: 'pipe' });
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`installed in ${seconds.toFixed(1)} s\n`);

  const soft = softTokens();
  soft.add('YubiKey PIV #15835999');
  const clone = throwAwayRepository();
  clone.commit({ 'README.md': 'a repository to come' });
  clone.push('main');
  clone.git('config', 'user.name', 'Ann');
  clone.git('config', 'user.email', 'ann@example.com');
  const settings = `[settings]\nuser-name = @ann\npull-remote = origin\npush-remote = origin\npykcs11lib = ${softHsm().module}\n`;
  writeFileSync(join(clone.folder, '.tuf-on-ci-sign.ini'), settings);
  mkdirSync(join(home, 'data'));
  const data = { XDG_DATA_HOME: join(home, 'data'), TUF_ON_CI_TEST_KEY: onlineKeyFile() };
  // Root and targets as they are, a key file for the online roles, a hardware key, two PINs, push (SPEC A7).
  const answers = ['', '', '1', '0', '', '2', '', pin, pin, ''];
  const ran = spawnSync(join(prefix, 'bin', 'tuf-on-ci'), ['delegate', 'sign/init'], {
    cwd: clone.folder,
    env: { ...environment, ...clone.env, PATH: path, ...soft.variables, ...data },
    input: answers.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
  });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  for (const role of ['root', 'targets']) {
    const document = JSON.parse(clone.git('--git-dir', clone.origin, 'show', `sign/init:metadata/${role}.json`));
    expect(document.signatures.map(({ sig }: { sig: string }) => sig.length > 0)).toEqual([true]);
  }
}, 120_000);
