/**
 * Files of a work tree, replaced in two steps: a complete new file beside the old one, then a rename. Whoever looks in
 * between, or comes after a kill, sees the old content or the new. Symbolic links are never followed. Errors: `io`.
 */
import { lstat, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TufError } from '../../errors.ts';

/** Writes the new content beside the file. What can fail (no space, no permission) fails here. */
export function prepareFile(top: string, path: string, suffix: string, content: Uint8Array): Promise<void> {
  return doing('written', path, async () => {
    await findFolders(top, path, mkdir);
    await writeFile(preparedName(top, path, suffix), content, { flag: 'wx' });
  });
}

/** Puts the prepared file in the place of the old one. */
export function replaceFile(top: string, path: string, suffix: string): Promise<void> {
  return doing('written', path, () => rename(preparedName(top, path, suffix), join(top, path)));
}

/** Takes back what `prepareFile` did, if it did: what stood in its way may stand in the way of this too. */
export async function discardFile(top: string, path: string, suffix: string): Promise<void> {
  await rm(preparedName(top, path, suffix), { force: true }).catch(() => {});
}

/** Removes a file, and the folders that it leaves empty, as git does. */
export function removeFile(top: string, path: string): Promise<void> {
  return doing('removed', path, async () => {
    await findFolders(top, path, () => Promise.resolve());
    await rm(join(top, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      const isGone = await rmdir(join(top, folder)).then(
        () => true,
        () => false,
      );
      if (!isGone) return;
    }
  });
}

function preparedName(top: string, path: string, suffix: string): string {
  return join(top, `${path}.${suffix}`);
}

/** Walks down to the folder of a path: each is a real folder or missing. A link would lead out of the work tree. */
async function findFolders(top: string, path: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const segments = path.split('/').slice(0, -1);
  for (let i = 1; i <= segments.length; i++) {
    const folder = join(top, ...segments.slice(0, i));
    const found = await lstat(folder).catch(() => undefined);
    if (found === undefined) await make(folder);
    else if (!found.isDirectory()) throw new Error(`${segments.slice(0, i).join('/')} is no folder`);
  }
}

async function doing(what: string, path: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TufError('io', `${path} cannot be ${what}: ${why}`, { cause });
  }
}
