/** Runs the built commands as real processes, under the Node that runs the tests. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ThrowAwayRepository } from './git.ts';
import { type Draft, now } from './sound-repository.ts';

/** Where the built programs are; TUF_ON_CI_DIST names another build than the committed one, relative to the checkout. */
export const programsFolder = fileURLToPath(
  new URL(`../../${process.env['TUF_ON_CI_DIST'] || 'dist'}`, import.meta.url),
);

/** The top of this checkout. The test keys' `file2:` URIs are relative to it. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Unix seconds; `null` for real time. Default: when the stories of the sound repository happen. */
  readonly now?: number | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** Where the programs are. Default: `dist`. */
  readonly programs?: string;
}

export const allCommands = [
  'status',
  'update-targets',
  'online-sign-targets',
  'online-sign',
  'create-signing-events',
  'build-repository',
  'test-client',
  'verify',
  'audit',
  'deploy',
  'doctor',
] as const;
export type CommandName = (typeof allCommands)[number] | 'init';

/** `tuf-on-ci-<command> <args>` in a clone. */
export function runIn(
  repository: Pick<ThrowAwayRepository, 'folder' | 'env'>,
  command: CommandName,
  args: readonly string[] = [],
  options: RunOptions = {},
): Ran {
  const time = options.now === undefined ? now : options.now;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${options.programs ?? programsFolder}/tuf-on-ci-${command}.js`, ...args],
    {
      cwd: options.folder ?? repository.folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        ...repository.env,
        CRYPTO_SIGNER_PATH_PREFIX: projectFolder,
        ...(time !== null && { TUF_ON_CI_NOW: String(time) }),
        ...options.env,
      },
    },
  );
  return { code: status ?? -1, stdout, stderr };
}

/** The difference between a draft and what a clone's branch has: what to commit to get the draft. */
export function changesTo(draft: Draft, from?: Draft): Record<string, Uint8Array | null> {
  const changes: Record<string, Uint8Array | null> = {};
  for (const path of from?.files.keys() ?? []) if (!draft.files.has(path)) changes[path] = null;
  for (const path of draft.files.keys()) changes[path] = draft.bytes(path);
  return changes;
}
