/** Makes the linters ready in `node_modules/.cache/interop`: actionlint (Go) and zizmor (Python). What cannot be had is said and left out. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectFolder } from '../../support/commands.ts';

const run = promisify(execFile);
const cache = join(projectFolder, 'node_modules', '.cache', 'interop');
const versions = { actionlint: '1.7.12', zizmor: '1.32.0' };

/** Path of a program, or why there is none. */
export type Linter = { readonly program: string } | { readonly missing: string };
export interface Linters {
  readonly actionlint: Linter;
  readonly zizmor: Linter;
}

declare module 'vitest' {
  interface ProvidedContext {
    linters: Linters;
  }
}

export async function setup({ provide }: TestProject): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const [actionlint, zizmor] = await Promise.all([attempt(installActionlint), attempt(installZizmor)]);
  for (const [name, linter] of Object.entries({ actionlint, zizmor })) {
    process.stdout.write('missing' in linter ? `${name} SKIPPED: ${linter.missing}\n` : `${name} ready\n`);
  }
  provide('linters', { actionlint, zizmor });
}

async function attempt(install: () => Promise<string>): Promise<Linter> {
  try {
    return { program: await install() };
  } catch (error) {
    return { missing: (error as Error).message.trim() };
  }
}

async function installActionlint(): Promise<string> {
  const folder = join(cache, `actionlint-${versions.actionlint}`);
  const program = join(folder, 'actionlint');
  if (existsSync(program)) return program;
  const from = `github.com/rhysd/actionlint/cmd/actionlint@v${versions.actionlint}`;
  await run('go', ['install', from], { env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' } });
  return program;
}

async function installZizmor(): Promise<string> {
  const folder = join(cache, `zizmor-${versions.zizmor}`);
  const isDone = join(folder, 'done');
  if (!existsSync(isDone)) {
    rmSync(folder, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `zizmor==${versions.zizmor}`]);
    writeFileSync(isDone, '');
  }
  return join(folder, 'bin', 'zizmor');
}
