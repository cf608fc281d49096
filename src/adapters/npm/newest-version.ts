/** Which version of this program is the newest: asked of npm once a day at most, and never worth waiting for (SPEC A7). */
import { spawn } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seconds } from '../../tuf/expires.ts';
import { secondsPerDay } from '../../tuf/expires.ts';

export interface VersionQuestion {
  readonly packageName: string;
  /** The user's data folder: it keeps when npm was last asked. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Real time. */
  readonly now: Seconds;
  /** Ends the question early. */
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const patience = 5_000;

/** Undefined when it was asked today, when there is no npm, when it takes too long, or when anything else goes wrong. */
export async function newestVersion(question: VersionQuestion): Promise<string | undefined> {
  try {
    if (!(await isDue(question))) return undefined;
    const answer = (await ask(question)).trim();
    return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Once a day, whatever comes of it. */
async function isDue({ folder, now }: VersionQuestion): Promise<boolean> {
  const note = join(folder, 'newest-version-asked');
  const last = await stat(note).catch(() => undefined);
  const age = last === undefined ? secondsPerDay : now - last.mtimeMs / 1000;
  if (age >= 0 && age < secondsPerDay) return false;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(note, `${now}\n`);
  return true;
}

function ask({ packageName, folder, variables, signal }: VersionQuestion): Promise<string> {
  return new Promise((resolve, reject) => {
    // Not in the clone: an .npmrc there is somebody else's. npm is a script on Windows.
    const isWindows = process.platform === 'win32';
    const child = spawn(isWindows ? 'npm.cmd' : 'npm', ['view', packageName, 'version'], {
      cwd: folder,
      env: { ...variables },
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: isWindows,
      windowsHide: true,
      signal,
      timeout: patience,
      killSignal: 'SIGKILL',
    });
    let answer = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (answer.length < 1_000) answer += text;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(answer) : reject(new Error('npm failed'))));
  });
}

/** Is the first version newer than the second? By numbers; what is no version is not. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number));
  if (!one || !other) return false;
  const at = one.findIndex((number, i) => number !== other[i]);
  return at >= 0 && one[at]! > other[at]!;
}
