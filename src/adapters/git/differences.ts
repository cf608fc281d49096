/** Where work tree, index and HEAD differ. */
import { records } from './bytes.ts';
import type { Clone } from './clone.ts';

export interface Difference {
  readonly path: string;
  /** The file differs from the index, or git does not know it; else the index alone differs from HEAD. */
  readonly inWorkTree: boolean;
}

/**
 * Paths below `metadata/` and `targets/` that differ from HEAD. Where size or time are not what the index remembers git
 * reads the file, through the clean filters that the user's own configuration defines (the branch can only choose one).
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
