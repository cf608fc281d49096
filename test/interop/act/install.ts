/** Makes `act` ready in `node_modules/.cache/interop`: another program that interprets workflow files. What cannot be had is said and left out. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectFolder } from '../../support/commands.ts';

const run = promisify(execFile);
const version = '0.2.87';

/** Path of the program, or why there is none. */
export type Act = { readonly program: string } | { readonly missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    act: Act;
  }
}

export async function setup({ provide }: TestProject): Promise<void> {
  const act = await attempt();
  process.stdout.write('missing' in act ? `act SKIPPED: ${act.missing}\n` : 'act ready\n');
  provide('act', act);
}

async function attempt(): Promise<Act> {
  const folder = join(projectFolder, 'node_modules', '.cache', 'interop', `act-${version}`);
  const program = join(folder, 'act');
  try {
    if (!existsSync(program)) {
      const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
      await run('go', ['install', '-tags', 'WITHOUT_DOCKER', `github.com/nektos/act@v${version}`], { env });
    }
    return { program };
  } catch (error) {
    return { missing: (error as Error).message.trim() };
  }
}
