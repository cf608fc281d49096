/**
 * An output folder on disk. Everything is written to a staging folder beside or inside it and moved at the end: a
 * killed build leaves the old repository, and a staging folder that the next build throws away. Moving folders whole
 * makes 100,000 artifacts a matter of a second; renaming each file takes five times as long as writing it.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { TufError } from '../../errors.ts';
import type { OutputFolder } from '../../ports/output-folder.ts';
import type { BlobSink } from '../../ports/repository.ts';
import { type Batch, Batches } from './batches.ts';
import { FileWriter } from './file-writer.ts';
import { WriterThread } from './writer-thread.ts';

/**
 * Opens a folder for writing; it is made at `finish`, even when nothing was written.
 * @param content what it is for: two folders that lie inside each other, or are one, keep apart by it
 * @param program the built `writer-program.ts`: from the first full batch on files are written by a thread
 * Errors: `io` when it, or the folder it would lie in, cannot be written.
 */
export function openOutputFolder(path: string, content: 'metadata' | 'artifacts', program?: URL): OutputFolder {
  return new StagedFolder(resolve(path), `.tuf-on-ci-new-${content}`, program);
}

class StagedFolder implements OutputFolder {
  readonly #path: string;
  readonly #staging: string;
  readonly #program: URL | undefined;
  readonly #batches = new Batches((batch) => this.#handOn(batch));
  readonly #writer: FileWriter;
  #thread: WriterThread | undefined;
  #isEnding = false;

  constructor(path: string, suffix: string, program: URL | undefined) {
    this.#path = path;
    this.#program = program;
    this.#staging = guarded(path, () => {
      const staging = stagingPath(path, suffix);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
      return staging;
    });
    this.#writer = new FileWriter(this.#staging);
  }

  write(name: string, content: Uint8Array): void {
    const sink = this.stream([name]);
    sink.write(content);
    sink.end();
  }

  stream(names: readonly string[]): BlobSink {
    const batches = this.#batches;
    batches.begin(names);
    return {
      write: (piece) => guarded(this.#path, () => batches.append(piece)),
      end: () => guarded(this.#path, () => batches.end()),
    };
  }

  async finish(last?: string): Promise<void> {
    try {
      this.#isEnding = true;
      this.#batches.flush();
      await this.#thread?.finish();
      mkdirSync(dirname(this.#path), { recursive: true });
      if (isReplaceable(this.#path) && tryRename(this.#staging, this.#path)) return;
      moveInto(this.#staging, this.#path, last);
      rmSync(this.#staging, { recursive: true, force: true });
    } catch (error) {
      throw asIoError(this.#path, error);
    }
  }

  async discard(): Promise<void> {
    await this.#thread?.stop();
    rmSync(this.#staging, { recursive: true, force: true });
  }

  #handOn(batch: Batch): void {
    // What is less than a batch is written here.
    if (this.#program && !this.#isEnding) this.#thread ??= new WriterThread(this.#program, this.#staging);
    if (this.#thread) this.#thread.write(batch);
    else this.#writer.write(batch);
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

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asIoError(path, error);
  }
}

/** File system errors as one sentence. */
function asIoError(path: string, error: unknown): TufError {
  if (error instanceof TufError) return error;
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  const hint =
    reason === 'ENOSPC' ? 'Make room on the disk and run the command again' : 'Check the path and its permissions';
  return new TufError('io', `The folder ${path} cannot be written (${reason})`, { hint, cause: error });
}
