/**
 * Signers of both tools in one event: the Python tool as released on PyPI and ours, each person with a software token of their own. Both
 * are answered on a pipe by the same lines (SPEC A7 "Prompts").
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, type TestContext } from 'vitest';
import { programsFolder } from '../../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder } from '../../support/git.ts';

export const tools = ['python', 'ours'] as const;
export type Tool = (typeof tools)[number];
export type SignerCommand = 'sign' | 'delegate' | 'import-repo';

export const pin = '123456';

/** Where the Python signer and SoftHSM2 are, or why they cannot be had. */
export type SignerTools =
  | { readonly python: string; readonly module: string; readonly util: string }
  | { readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    signerTools: SignerTools;
  }
}

/** Skips the test when one of the two is not there; with CI=true that is a failure. */
export function requireSignerTools({ skip }: Pick<TestContext, 'skip'>): void {
  const installed = inject('signerTools');
  if (!('missing' in installed)) return;
  if (process.env['CI'] === 'true') throw new Error(installed.missing);
  skip(installed.missing);
}

function installedTools(): Exclude<SignerTools, { missing: string }> {
  const installed = inject('signerTools');
  if ('missing' in installed) throw new Error(installed.missing);
  return installed;
}

export interface Answered {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

/** A person with a clone, a token and a tool. */
export interface Person {
  readonly name: string;
  readonly tool: Tool;
  readonly clone: ThrowAwayRepository;
  /** Runs one of the signer's commands, of the person's tool unless told otherwise; each answer is a line on its standard input. */
  run(command: SignerCommand, args: readonly string[], answers: readonly string[], by?: Tool): Answered;
  /** Another device from now on, as when a token was lost. */
  changeToken(): void;
}

/** @param name lower case, without its @ */
export function person(name: string, tool: Tool, clone: ThrowAwayRepository, onlineKey: string): Person {
  const { module } = installedTools();
  const settings = `[settings]\nuser-name = @${name}\npull-remote = origin\npush-remote = origin\npykcs11lib = ${module}\n`;
  writeFileSync(join(clone.folder, '.tuf-on-ci-sign.ini'), settings);
  clone.git('config', 'user.name', name);
  clone.git('config', 'user.email', `${name}@example.com`);
  const home = temporaryFolder();
  let token = newToken(name);
  return {
    name,
    tool,
    clone,
    run(command, args, answers, by = tool) {
      const { status, stdout, stderr } = spawnSync(...programOf(by, command, args), {
        cwd: clone.folder,
        encoding: 'utf8',
        input: answers.map((answer) => `${answer}\n`).join(''),
        env: {
          ...clone.env,
          XDG_DATA_HOME: home,
          SOFTHSM2_CONF: token,
          PYKCS11LIB: module,
          TUF_ON_CI_TEST_KEY: onlineKey,
          TUF_ON_CI_NO_VERIFY_KID: '1',
        },
        timeout: 60_000,
      });
      return { code: status ?? -1, output: `${stdout}\n${stderr}` };
    },
    changeToken() {
      token = newToken(`${name}-2`);
    },
  };
}

function programOf(tool: Tool, command: SignerCommand, args: readonly string[]): [string, string[]] {
  return tool === 'python'
    ? [join(installedTools().python, `tuf-on-ci-${command}`), [...args]]
    : [process.execPath, [join(programsFolder, `tuf-on-ci-${command}.js`), ...args]];
}

/** An initialised token with a P-256 key in PIV slot 9c's place (SPEC A4). Returns its configuration file. */
function newToken(label: string): string {
  const { module, util } = installedTools();
  const folder = temporaryFolder();
  const configuration = join(folder, 'softhsm2.conf');
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(
    configuration,
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const key = join(folder, 'key.pem');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const run = (...args: readonly string[]) =>
    execFileSync(util, ['--module', module, ...args], { env: { ...process.env, SOFTHSM2_CONF: configuration } });
  run('--init-token', '--free', '--label', `Token ${label}`, '--so-pin', '12345678', '--pin', pin);
  run('--import', key, '--token', `Token ${label}`, '--label', 'signing key', '--id', '02', '--pin', pin);
  return configuration;
}

/** A key file for the online roles. */
export function onlineKeyFile(): string {
  const file = join(temporaryFolder(), 'online.pem');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}
