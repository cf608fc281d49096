/**
 * An output folder on disk. Everything is written to a staging folder beside or inside it and moved at the end: a
 * killed build leaves the old repository, and a staging folder that the next build throws away. Moving folders whole
 * makes 100,000 artifacts a matter of a second; renaming each file takes five times as long as writing it.
 */
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { TufError } from '../../errors.ts';
import type { OutputFolder } from '../../ports/output-folder.ts';
import type { BlobSink } from '../../ports/repository.ts';

/**
 * Opens a folder for writing; it is made at `finish`, even when nothing was written.
 * @param content what it is for: two folders that lie inside each other, or are one, keep apart by it
 * Errors: `io` when it, or the folder it would lie in, cannot be written.
 */
export function openOutputFolder(path: string, content: 'metadata' | 'artifacts'): OutputFolder {
  return new StagedFolder(resolve(path), `.tuf-on-ci-new-${content}`);
}

class StagedFolder implements OutputFolder {
  readonly #path: string;
  readonly #staging: string;
  readonly #made = new Set<string>();

  constructor(path: string, suffix: string) {
    this.#path = path;
    this.#staging = guarded(path, () => {
      const staging = stagingPath(path, suffix);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
      return staging;
    });
  }

  write(name: string, content: Uint8Array): void {
    guarded(this.#path, () => writeFileSync(this.#fileFor(name), content));
  }

  stream(names: readonly string[]): BlobSink {
    return guarded(this.#path, () => {
      const [first, ...others] = names.map((name) => this.#fileFor(name));
      const file = openSync(first!, 'w');
      return {
        write: (piece) => guarded(this.#path, () => writeAll(file, piece)),
        end: () =>
          guarded(this.#path, () => {
            closeSync(file);
            for (const other of others) linkSync(first!, other);
          }),
      };
    });
  }

  async finish(last?: string): Promise<void> {
    guarded(this.#path, () => {
      mkdirSync(dirname(this.#path), { recursive: true });
      if (isReplaceable(this.#path) && tryRename(this.#staging, this.#path)) return;
      moveInto(this.#staging, this.#path, last);
      rmSync(this.#staging, { recursive: true, force: true });
    });
  }

  async discard(): Promise<void> {
    rmSync(this.#staging, { recursive: true, force: true });
  }

  #fileFor(name: string): string {
    const file = join(this.#staging, name);
    if (!file.startsWith(`${this.#staging}${sep}`)) {
      throw new TufError('internal', `A published name leaves the output folder: ${name}`);
    }
    const folder = dirname(file);
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
    }
    return file;
  }
}

/** Beside a folder that will be put in place whole, else inside it: the one place that is surely on its disk. */
function stagingPath(path: string, suffix: string): string {
  return isReplaceable(path) ? join(nearestFolder(dirname(path)), `${basename(path)}${suffix}`) : join(path, suffix);
}

function nearestFolder(path: string): string {
  return isFolder(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Not there yet, or an empty folder that nobody works in. */
function isReplaceable(path: string): boolean {
  if (!isFolder(path)) return true;
  const isWorkedIn = !relative(path, process.cwd()).startsWith('..');
  return !isWorkedIn && readdirSync(path).length === 0;
}

/** Windows does not rename over an empty folder, and the folder beside may lie on another disk. */
function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Moves the content of a folder into another: folders that are not there yet as a whole, else file by file. */
function moveInto(from: string, to: string, last: string | undefined): void {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  entries.sort((a, b) => Number(a.name === last) - Number(b.name === last));
  for (const entry of entries) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && isFolder(target)) moveInto(source, target, undefined);
    else renameSync(source, target);
  }
}

function writeAll(file: number, piece: Uint8Array): void {
  for (let offset = 0; offset < piece.length; ) offset += writeSync(file, piece, offset);
}

/** File system errors as one sentence. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TufError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const hint =
      reason === 'ENOSPC' ? 'Make room on the disk and run the command again' : 'Check the path and its permissions';
    throw new TufError('io', `The folder ${path} cannot be written (${reason})`, { hint, cause: error });
  }
}
