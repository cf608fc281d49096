/** Makes the object stores ready in `node_modules/.cache/interop/servers`, without root. What cannot be had is said and left out. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectFolder } from '../../support/commands.ts';

const run = promisify(execFile);
const cache = join(projectFolder, 'node_modules', '.cache', 'interop', 'servers');

/** The program of a server, or why there is none. */
export type InstalledServer = { readonly program: string } | { readonly missing: string };
export type StorageServerName = 'fake-gcs-server' | 'versitygw' | 'ministack' | 'azurite';

declare module 'vitest' {
  export interface ProvidedContext {
    storageServers: Readonly<Record<StorageServerName, InstalledServer>>;
  }
}

export async function setup({ provide }: TestProject): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const servers = {
    'fake-gcs-server': await goProgram('github.com/fsouza/fake-gcs-server@v1.56.1', 'fake-gcs-server'),
    versitygw: await goProgram('github.com/versity/versitygw/cmd/versitygw@v1.8.0', 'versitygw'),
    ministack: await installed('ministack-1.5.33', join('bin', 'ministack'), async (folder) => {
      await run('python3', ['-m', 'venv', folder]);
      await run(join(folder, 'bin', 'python'), [
        '-m',
        'pip',
        'install',
        '--quiet',
        'ministack==1.5.33',
        'cryptography',
      ]);
    }),
    azurite: await installed('azurite-3.35.0', join('node_modules', '.bin', 'azurite-blob'), async (folder) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), '{"private": true}');
      await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', 'azurite@3.35.0'], { cwd: folder });
    }),
  };
  for (const [name, server] of Object.entries(servers)) {
    process.stdout.write('missing' in server ? `${name} SKIPPED: ${server.missing}\n` : `${name} ready\n`);
  }
  if (process.env['CI'] === 'true' && Object.values(servers).some((server) => 'missing' in server)) {
    throw new Error('Every server must be there when CI=true');
  }
  provide('storageServers', servers);
}

function goProgram(module: string, name: string): Promise<InstalledServer> {
  return installed(module.replace(/.*\/(.*)@/, '$1-'), name, async (folder) => {
    mkdirSync(folder);
    await run('go', ['install', module], { cwd: folder, env: { ...process.env, GOBIN: folder }, maxBuffer: 1 << 26 });
  });
}

/** Runs `make` once; a folder that was left half-made is made again. */
async function installed(
  name: string,
  program: string,
  make: (folder: string) => Promise<void>,
): Promise<InstalledServer> {
  const folder = join(cache, name);
  const isDone = join(folder, 'done');
  try {
    if (!existsSync(isDone)) {
      rmSync(folder, { recursive: true, force: true });
      await make(folder);
      writeFileSync(isDone, '');
    }
    return { program: join(folder, program) };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return { missing: (stderr || message).trim().split('\n').slice(-2).join(' | ') };
  }
}
