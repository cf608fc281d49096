/** Finds the repository that a folder belongs to. */
import { TufError } from '../../errors.ts';
import type { Oid } from '../../ports/repository.ts';
import { line } from './bytes.ts';
import { reason } from './failure.ts';
import { Git, type GitOptions } from './run-git.ts';

/** A repository on this machine, bare or with a work tree. */
export interface Clone {
  /** Works in `top`, or in the bare repository. */
  readonly git: Git;
  /** Top of the work tree (absolute), none in a bare repository. */
  readonly top: string | undefined;
  /** Where this work tree's HEAD and index are (absolute). */
  readonly gitFolder: string;
  /** The oid that stands for nothing: 40 or 64 zeros. */
  readonly nullOid: Oid;
}

/** Errors: `no-repository`; `git` when git cannot be started. */
export async function findClone(folder: string, options: GitOptions): Promise<Clone> {
  const git = new Git(folder, options);
  const answer = await git.ask(['rev-parse', '--is-inside-work-tree', '--show-object-format', '--absolute-git-dir']);
  if (answer.status !== 0) throw unusable(folder, answer.stderr);
  const [inWorkTree, objectFormat, ...rest] = line(answer.stdout).split('\n');
  const gitFolder = rest.join('\n');
  const top = inWorkTree === 'true' ? line(await git.run(['rev-parse', '--show-toplevel'])) : undefined;
  const nullOid = '0'.repeat(objectFormat === 'sha256' ? 64 : 40);
  return { git: git.in(top ?? gitFolder), top, gitFolder, nullOid };
}

function unusable(folder: string, stderr: string): TufError {
  if (stderr.includes('not a git repository')) {
    return new TufError('no-repository', `There is no git repository in ${folder}`, {
      hint: 'Run the command inside a clone of the TUF repository',
    });
  }
  // Most of all a folder that belongs to somebody else, as in a container.
  const hint = 'Where git speaks of ownership and you trust it: `git config --global --add safe.directory FOLDER`';
  return new TufError('no-repository', `git does not open the repository in ${folder}: ${reason(stderr)}`, { hint });
}
