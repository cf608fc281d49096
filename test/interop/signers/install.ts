/** Makes the Python signer and SoftHSM2 ready in `node_modules/.cache/interop`, without root. What cannot be had is said and left out. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectFolder } from '../../support/commands.ts';
import type { SignerTools } from './people.ts';

const run = promisify(execFile);
const cache = join(projectFolder, 'node_modules', '.cache', 'interop');

/** The release that SPEC A describes. */
const release = 'tuf-on-ci-sign==0.21.*';

export async function setup({ provide }: TestProject): Promise<void> {
  const tools = await install().catch(({ message }: Error): SignerTools => ({ missing: message.trim() }));
  process.stdout.write(
    'missing' in tools ? `signers SKIPPED: ${tools.missing}\n` : 'Python signer and SoftHSM2 ready\n',
  );
  provide('signerTools', tools);
}

async function install(): Promise<SignerTools> {
  mkdirSync(cache, { recursive: true });
  const [python, softhsm] = await Promise.all([
    installed('python-signer', async (folder) => {
      await run('python3', ['-m', 'venv', folder]);
      await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', release]);
    }),
    installed('softhsm2', async (folder) => {
      mkdirSync(folder);
      await run('apt-get', ['download', 'softhsm2', 'libsofthsm2', 'softhsm2-common'], { cwd: folder });
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
        await run('dpkg-deb', ['--extract', file, '.'], { cwd: folder });
      }
    }),
  ]);
  return {
    python: join(python, 'bin'),
    module: join(softhsm, 'usr', 'lib', 'softhsm', 'libsofthsm2.so'),
    util: join(softhsm, 'usr', 'bin', 'softhsm2-util'),
  };
}

/** Runs `make` once; a folder that was left half-made is made again. */
async function installed(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cache, name);
  const isDone = join(folder, 'done');
  if (!existsSync(isDone)) {
    rmSync(folder, { recursive: true, force: true });
    await make(folder);
    writeFileSync(isDone, '');
  }
  return folder;
}
