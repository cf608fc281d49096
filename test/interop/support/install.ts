/**
 * Makes the clients ready, before the tests, in `node_modules/.cache/interop`: a Python environment with python-tuf, and the programs in Go
 * and Rust, built. Packages come from the registries; later runs find everything there. What cannot be made ready is said and left out.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectFolder } from '../../support/commands.ts';
import type { Installation, Installations, TriedClient } from './clients.ts';

const run = promisify(execFile);
const cache = join(projectFolder, 'node_modules', '.cache', 'interop');
const source = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export async function setup({ provide }: TestProject): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const begun = performance.now();
  const [python, goTuf, oldGoTuf, tough] = await Promise.all([
    attempt(pythonClient),
    attempt(() => goClient('go-tuf')),
    attempt(() => goClient('old-go-tuf')),
    attempt(toughClient),
  ]);
  const installations: Installations = {
    'tuf-js': { program: [process.execPath, source('tuf-js-client.mjs')] },
    'python-tuf': python,
    'go-tuf': goTuf,
    tough,
    'old go-tuf': oldGoTuf,
  };
  tell(installations, (performance.now() - begun) / 1000);
  provide('installations', installations);
}

function tell(installations: Installations, seconds: number): void {
  const there = (Object.entries(installations) as [TriedClient, Installation][]).map(([client, installation]) =>
    'missing' in installation ? `${client} SKIPPED: ${installation.missing}` : `${client} ready`,
  );
  const lines = [`clients (${seconds.toFixed(1)} s):`, ...there, 'sigstore-java not tried: it has no program here'];
  process.stdout.write(`${lines.join('\n  ')}\n`);
}

async function attempt(install: () => Promise<readonly string[]>): Promise<Installation> {
  try {
    return { program: await install() };
  } catch (error) {
    return { missing: reasonOf(error as Error) };
  }
}

/** A tool that is not on PATH, or the last lines of what it said. */
function reasonOf(error: Error & { code?: unknown; path?: string; stderr?: string }): string {
  if (error.code === 'ENOENT' && error.path) return `there is no "${error.path}" on PATH`;
  const said = (error.stderr ?? '').trim().split('\n').slice(-3).join(' | ');
  return said || error.message;
}

async function pythonClient(): Promise<readonly string[]> {
  const requirements = source('python-client/requirements.txt');
  const { stdout: version } = await run('python3', ['-c', 'import sys; print(sys.executable, sys.version)']);
  const hash = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const environment = join(cache, `python-${hash}`);
  const python = join(environment, 'bin', 'python');
  const isDone = join(environment, 'done');
  if (!existsSync(isDone)) {
    rmSync(environment, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
    writeFileSync(isDone, '');
  }
  return [python, source('python-client/client.py')];
}

async function goClient(name: string): Promise<readonly string[]> {
  const program = join(cache, name);
  await run('go', ['build', '-mod=readonly', '-o', program, `./${name}`], { cwd: source('go-client') });
  return [program];
}

async function toughClient(): Promise<readonly string[]> {
  const target = join(cache, 'tough');
  const cwd = source('tough-client');
  await run('cargo', ['build', '--quiet', '--locked', '--target-dir', target], { cwd, maxBuffer: 1 << 26 });
  return [join(target, 'debug', 'tough-client')];
}
