/** Software tokens (PKCS#11) in place of the maintainers' hardware keys, where SoftHSM2 and koffi are on this machine. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { defaultHsmKeyId, formatSignerUri } from '../../src/deployment/signer-uri.ts';
import type { Processes } from './processes.ts';
import { StepFailure } from './story.ts';
import { projectFolder } from './test-keys.ts';

export const pin = '123456';

/** SoftHSM2: its module, and the program that sets tokens up. */
export interface SoftHsm {
  readonly module: string;
  readonly util: string;
}

/** An initialised token that holds a key. */
export interface SoftToken {
  readonly uri: string;
  /** What the signer's tool has in its environment, to find it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where `npm run test:interop` has put it, when the machine itself has none. */
const interopCache = join(projectFolder, 'node_modules', '.cache', 'interop', 'softhsm2', 'usr');

const moduleFolders = [
  '/usr/lib/softhsm',
  '/usr/lib/x86_64-linux-gnu/softhsm',
  '/usr/lib/aarch64-linux-gnu/softhsm',
  '/usr/lib64',
  '/usr/lib64/softhsm',
  '/usr/lib/pkcs11',
  '/usr/lib64/pkcs11',
  '/usr/local/lib/softhsm',
  '/opt/homebrew/lib/softhsm',
  join(interopCache, 'lib', 'softhsm'),
];

/** @param dist folder of the built programs: koffi must be found from there */
export function findSoftHsm(dist: string): SoftHsm | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(interopCache, 'bin')];
  const util = folders.map((folder) => join(folder, 'softhsm2-util')).find((path) => existsSync(path));
  const module = moduleFolders.map((folder) => join(folder, 'libsofthsm2.so')).find((path) => existsSync(path));
  return util !== undefined && module !== undefined && isKoffiThere(dist) ? { module, util } : undefined;
}

function isKoffiThere(dist: string): boolean {
  try {
    createRequire(join(dist, 'x.js'))('koffi');
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a token with the key in PIV slot 9c's place (SPEC A4). None when this SoftHSM2 does not do it: the log says why.
 * @param folder for the token; made
 * @param keyFile PKCS#8 PEM
 */
export async function makeSoftToken(
  processes: Processes,
  { module, util }: SoftHsm,
  folder: string,
  keyFile: string,
  label: string,
): Promise<SoftToken | undefined> {
  const configuration = join(folder, 'softhsm2.conf');
  mkdirSync(join(folder, 'tokens'), { recursive: true });
  writeFileSync(configuration, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`);
  const env = { SOFTHSM2_CONF: configuration, PYKCS11LIB: module };
  const run = (...args: readonly string[]) => processes.run(util, ['--module', module, ...args], { cwd: folder, env });
  try {
    await run('--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin);
    await run('--import', keyFile, '--token', label, '--label', 'signing key', '--id', '02', '--pin', pin);
    return { uri: formatSignerUri({ kind: 'hsm', keyId: defaultHsmKeyId, label }), env };
  } catch (error) {
    if (error instanceof StepFailure) return undefined;
    throw error;
  }
}
