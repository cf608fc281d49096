/** Where work tree, index and HEAD differ. */
import { records } from './bytes.ts';
import type { Clone } from './clone.ts';

export interface Difference {
  readonly path: string;
  /** The work tree differs from the index, or has a file that git does not know; else the index alone differs from HEAD. */
  readonly inWorkTree: boolean;
}

/**
 * Paths below `metadata/` and `targets/` that differ from HEAD. git reads a file again, through the clean filters of the user's own configuration,
 * only where its size or time is not what the index remembers.
 */
export async function differences({ git }: Clone): Promise<Difference[]> {
  const options = ['--porcelain=v2', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty'];
  return records(await git.run(['status', ...options, '--', 'metadata', 'targets'])).map(parseDifference);
}

/** Blanks before the path, by kind of record: `1` changed, `u` unmerged, `?` untracked. */
const fieldsBefore: Readonly<Record<string, number>> = { '1': 8, u: 10, '?': 1 };

function parseDifference(record: string): Difference {
  const kind = record.charAt(0);
  const path = record.split(' ').slice(fieldsBefore[kind]).join(' ');
  return { path, inWorkTree: kind !== '1' || record.charAt(3) !== '.' };
}
