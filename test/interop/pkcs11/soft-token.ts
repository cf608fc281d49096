/** Software tokens of SoftHSM2, each story with its own. */
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { projectFolder } from '../../support/commands.ts';
import { temporaryFolder } from '../../support/git.ts';

export { requireSignerTools } from '../signers/people.ts';

export const pin = '123456';

export function softHsm(): { readonly module: string; readonly util: string } {
  const tools = inject('signerTools');
  if ('missing' in tools) throw new Error(tools.missing);
  return tools;
}

export interface SoftTokens {
  /** Its configuration: for SOFTHSM2_CONF. */
  readonly variables: Readonly<Record<string, string>>;
  /** Sets up a token with a key under CKA_ID 2; gives its public key. */
  add(label: string, curve?: 'P-256' | 'P-384'): KeyObject;
}

export function softTokens(): SoftTokens {
  const { module, util } = softHsm();
  const folder = temporaryFolder();
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const variables = { SOFTHSM2_CONF: configuration };
  const run = (...args: readonly string[]) =>
    execFileSync(util, ['--module', module, ...args], { env: { ...process.env, ...variables } });
  return {
    variables,
    add(label, curve = 'P-256') {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
      const file = join(folder, 'key.pem');
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      run('--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin);
      run('--import', file, '--token', label, '--label', 'whatever', '--id', '02', '--pin', pin);
      return createPublicKey(privateKey);
    },
  };
}

/** As the build has it, or from the source with a Node that takes TypeScript. */
export const deviceProgram = join(projectFolder, process.env['TUF_ON_CI_DIST'] || 'dist', 'pkcs11-device.js');
