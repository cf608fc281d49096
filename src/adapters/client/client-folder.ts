/** What a client has on disk, and the folders that test-client compares with and writes to (SPEC A6). */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TufError } from '../../errors.ts';
import type { HeldRole } from '../../ports/client.ts';

/** The metadata that tuf-js keeps in its folder. It has verified all of it. */
export async function readHeldRoles(folder: string): Promise<readonly HeldRole[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(folder, file));
      const { signed } = JSON.parse(bytes.toString('utf8')) as { signed: Pick<HeldRole, 'version' | 'expires'> };
      const role = decodeURIComponent(file.slice(0, -'.json'.length));
      return { role, version: signed.version, expires: signed.expires, bytes };
    }),
  );
}

/** A role's file in a checkout's `metadata/`, else in the folder itself. Undefined when it is in neither. */
export async function readSource(folder: string, role: string): Promise<Uint8Array | undefined> {
  for (const path of [join(folder, 'metadata', `${role}.json`), join(folder, `${role}.json`)]) {
    try {
      return await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw ioError(`Cannot read ${path}`, error);
    }
  }
  return undefined;
}

/** Writes `<role>.json` for each role, each whole or not at all. @throws TufError('io'). */
export async function keepRoles(folder: string, roles: readonly HeldRole[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { role, bytes } of roles) await writeWhole(folder, `${fileNameOf(role)}.json`, bytes);
  } catch (error) {
    throw ioError(`Cannot write the client's metadata to ${folder}`, error);
  }
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}.unfinished`);
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, join(folder, name));
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A role's name comes from the repository under test: it must not lead out of the folder. */
function fileNameOf(role: string): string {
  return /^[^/\\\p{C}]+$/u.test(role) ? role : encodeURIComponent(role);
}

function ioError(what: string, cause: unknown): TufError {
  const { code } = cause as NodeJS.ErrnoException;
  return new TufError('io', `${what} (${code ?? String(cause)})`, { cause });
}
