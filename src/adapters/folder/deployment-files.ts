/** Reads the templates that come with this package, and reads and writes the files of a clone that they become. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TufError } from '../../errors.ts';

/** Every template by path. The folder is found above this program, wherever a build has put it. Errors: `io`. */
export function readTemplates(): Map<string, string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates', '.github'))) {
    const above = dirname(folder);
    if (above === folder)
      throw new TufError('io', 'The templates of this package are missing', { hint: 'Install it again' });
    folder = above;
  }
  const top = join(folder, 'templates');
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((name) =>
    lstatSync(join(top, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name.split(sep).join('/'), readFileSync(join(top, name), 'utf8')]));
}

/** Those of the paths that are files already. Errors: `io` for what is neither a file nor absent. */
export function readExisting(top: string, paths: Iterable<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const place = placeOf(top, path);
    const status = lstatSync(place, { throwIfNoEntry: false });
    if (status === undefined) continue;
    if (!status.isFile())
      throw new TufError('io', `${path} is no plain file`, { hint: 'Move it away and run init again' });
    found.set(path, readFileSync(place, 'utf8'));
  }
  return found;
}

/** Errors: `io`. */
export function writeFile(top: string, path: string, content: string): void {
  const place = placeOf(top, path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
  } catch (cause) {
    throw new TufError('io', `${path} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

/** A folder on the way that is a link leads elsewhere. */
function placeOf(top: string, path: string): string {
  const place = join(top, path);
  for (let folder = dirname(place); relative(top, folder) !== ''; folder = dirname(folder)) {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new TufError('io', `${relative(top, folder)} is a symbolic link`, {
        hint: 'Replace it by a folder and run init again',
      });
    }
  }
  return place;
}
