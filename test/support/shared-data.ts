/** The real signing events of ../shared/data, when they are there (never committed; see that folder's README). */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './git.ts';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export const hasSharedData = existsSync(join(folder, 'expected.json'));

/** Says once why tests of real data do not run. */
export function sayIfSkipped(what: string): void {
  if (!hasSharedData) process.stderr.write(`skipped: ${what}: there is no ../shared/data beside this checkout\n`);
}

export interface ExpectedRole {
  readonly complete: boolean;
  readonly status: ExpectedCount & {
    readonly invites: readonly string[];
    readonly targetChanges: readonly { readonly path: string; readonly change: string }[];
  };
  readonly knownGoodRoot: ExpectedCount | null;
}

interface ExpectedCount {
  readonly threshold: number;
  readonly signed: readonly string[];
  readonly missing: readonly string[];
}

export interface ExpectedState {
  readonly dir: string;
  readonly state: string;
  readonly branch: string;
  /** Unix seconds. */
  readonly time: number;
  readonly complete?: boolean;
  readonly roles?: Readonly<Record<string, ExpectedRole>>;
  readonly error?: string;
  readonly updateTargets: Readonly<Record<string, string>>;
}

export interface Expected {
  readonly states: readonly ExpectedState[];
  /** By event folder: published path to SHA-256, or why it is `refused`. */
  readonly builds: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function readExpected(): Expected {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
}

/** Unpacks the events into a folder that is gone when the test file is done. */
export function unpackEvents(): string {
  const target = temporaryFolder();
  execFileSync('tar', ['xzf', join(folder, 'root-signing-staging-signing-events.tar.gz'), '-C', target]);
  return target;
}

/** Every file below a folder, by path. */
export function filesBelow(top: string, below = ''): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(join(top, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    if (statSync(join(top, path)).isDirectory()) Object.assign(files, filesBelow(top, path));
    else files[path] = readFileSync(join(top, path));
  }
  return files;
}
