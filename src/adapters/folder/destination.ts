/**
 * A folder as destination: that of a web server, or one that something else copies from. A file appears under its name whole: it is
 * written beside it, then linked (which fails where the name is taken) or, in place of another, renamed under a lock.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Condition, Content, Destination, ReadObject, StoredObject } from '../../ports/destination.ts';
import { UploadError } from '../../ports/destination.ts';
import { listFiles } from './built-folder.ts';

/** What is being written; a killed run leaves one, which the next that meets it removes when it is old. */
const unfinished = '.tuf-on-ci-unfinished-';
const lockName = '.tuf-on-ci-lock';
/** Milliseconds. Who holds the lock only compares and renames: an older one belongs to nobody. */
const lockAge = 30_000;

/** The folder is made when something is written. */
export function folderDestination(path: string): Destination {
  return new FolderDestination(resolve(path));
}

class FolderDestination implements Destination {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return guarded(name, async () => {
      const file = this.#place(name);
      const found = await ifThere(stat(file));
      if (!found) return undefined;
      const sha256 = await hashOf(file);
      return { name, tag: sha256, sha256, length: found.size, modified: found.mtimeMs / 1000 };
    });
  }

  async read(name: string, limit: number): Promise<ReadObject | undefined> {
    return guarded(name, async () => {
      const file = this.#place(name);
      const found = await ifThere(stat(file));
      if (!found) return undefined;
      if (found.size > limit) return { tag: await hashOf(file), bytes: undefined };
      const bytes = await ifThere(readFile(file));
      return bytes && { tag: createHash('sha256').update(bytes).digest('hex'), bytes };
    });
  }

  async write(name: string, content: Content, _serving: unknown, condition: Condition): Promise<boolean> {
    return guarded(name, async () => {
      const file = this.#place(name);
      await mkdir(dirname(file), { recursive: true });
      const beside = join(dirname(file), `${unfinished}${randomUUID()}`);
      try {
        await writeDurably(beside, content);
        const isNew = condition === 'absent' ? await linked(beside, file) : undefined;
        if (isNew !== undefined) return isNew;
        return await this.#locked(async () => {
          const expected = condition === 'absent' ? undefined : condition.tag;
          if ((await ifThere(hashOf(file))) !== expected) return false;
          await rename(beside, file);
          return true;
        });
      } finally {
        await rm(beside, { force: true });
      }
    });
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    if (!(await ifThere(stat(this.#folder)))) return;
    for (const [name, length] of await listFiles(this.#folder)) {
      if (!name.startsWith(prefix)) continue;
      const found = await ifThere(stat(this.#place(name)));
      if (found) yield { name, tag: '', length, modified: found.mtimeMs / 1000 };
    }
  }

  async remove(name: string, _tag: string): Promise<void> {
    await guarded(name, () => rm(this.#place(name), { force: true }));
  }

  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const lock = join(this.#folder, lockName);
    for (;;) {
      try {
        await writeFile(lock, '', { flag: 'wx' });
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        await this.#forgetOldLock(lock);
        await pause(20);
      }
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }

  /** Moved away before it is removed: of two that find it old, one moves it. */
  async #forgetOldLock(lock: string): Promise<void> {
    const found = await ifThere(stat(lock));
    if (!found || Date.now() - found.mtimeMs < lockAge) return;
    const away = `${lock}-${randomUUID()}`;
    await ifThere(rename(lock, away));
    await rm(away, { force: true });
  }

  #place(name: string): string {
    const file = join(this.#folder, name);
    if (file.startsWith(`${this.#folder}${sep}`)) return file;
    throw new UploadError(`${name} would lie outside of the destination`);
  }
}

/** On the disk, so that a machine that stops does not leave an empty file under a name that never changes. */
async function writeDurably(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const piece of content.open()) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** False when the name is taken; undefined on a disk that knows no links. */
async function linked(from: string, to: string): Promise<boolean | undefined> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS') return undefined;
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Undefined for what is not there. */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** File system errors as one sentence. */
async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UploadError) throw error;
    const hint = code === 'ENOSPC' ? 'Make room on the disk and deploy again' : 'Check the path and its permissions';
    throw new UploadError(`${name} cannot be written to or read from the folder (${code})`, { hint, cause: error });
  }
}
