/** A folder that `build-repository` wrote, to be read. Links are not followed: what is published is what lies in the folder. */
import { createReadStream } from 'node:fs';
import { lstat, opendir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { TufError } from '../../errors.ts';
import type { BuiltFolder } from '../../ports/destination.ts';

/** Bytes. */
const pieceLength = 1 << 18;

/** Errors come when it is read: `io`. */
export function builtFolder(path: string): BuiltFolder {
  const folder = resolve(path);
  let files: Promise<ReadonlyMap<string, number>> | undefined;
  return {
    path,
    files() {
      files ??= listFiles(folder);
      return files;
    },
    async *open(file) {
      const place = join(folder, file);
      if (!place.startsWith(`${folder}${sep}`)) throw new TufError('internal', `${file} is not in ${path}`);
      try {
        const length = (await this.files()).get(file) ?? 0;
        // Most target files are small: a stream for each of 100,000 takes longer than reading them.
        if (length <= pieceLength) yield await readFile(place);
        else yield* createReadStream(place, { highWaterMark: pieceLength }) as AsyncIterable<Buffer>;
      } catch (error) {
        throw unreadable(place, error);
      }
    },
  };
}

/** Bytes of each regular file by its path below the folder, `/` between segments. */
export async function listFiles(folder: string): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, number>();
  const waiting = [''];
  try {
    for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
      for await (const entry of await opendir(join(folder, below))) {
        const path = `${below}${entry.name}`;
        if (entry.isDirectory()) waiting.push(`${path}/`);
        else if (entry.isFile()) files.set(path, (await lstat(join(folder, path))).size);
      }
    }
  } catch (error) {
    throw unreadable(folder, error);
  }
  return files;
}

function unreadable(path: string, cause: unknown): TufError {
  if (cause instanceof TufError) return cause;
  const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new TufError('io', `${path} cannot be read (${reason})`, {
    hint: 'Build the repository first: tuf-on-ci-build-repository --metadata DIR --artifacts DIR',
    cause,
  });
}
