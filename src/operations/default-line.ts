/** The default branch of whatever repository lies here: a clone, a bare repository, one without a remote. */
import { TufError } from '../errors.ts';
import type { Oid, Repository } from '../ports/repository.ts';
import type { Surroundings } from './read-event.ts';

export interface DefaultLine {
  /** For people: `origin/main`, `main`. */
  readonly name: string;
  readonly commit: Oid;
}

/**
 * The remote-tracking branch of a clone (SPEC A1). A bare repository is itself what others fetch from, and a repository without
 * `origin` has nothing else: there it is the local branch of the given name, else the one that HEAD is at.
 * Errors: `git` when the branch is missing or has no commit.
 */
export async function readDefaultLine({ repository, defaultBranchNames }: Surroundings): Promise<DefaultLine> {
  if (repository.top !== undefined) {
    try {
      const { ref, commit } = await repository.defaultBranch({ names: defaultBranchNames });
      return { name: ref.replace(/^refs\/remotes\//, ''), commit };
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== 'no-remote') throw error;
    }
  }
  return localLine(repository, defaultBranchNames);
}

async function localLine(repository: Repository, names: Surroundings['defaultBranchNames']): Promise<DefaultLine> {
  const given = names.find((name) => name !== undefined && name !== '');
  const ref = given === undefined ? await repository.currentBranch() : `refs/heads/${given}`;
  const commit = await repository.resolve(ref ?? 'HEAD');
  const name = ref?.replace(/^refs\/heads\//, '') ?? 'HEAD';
  if (commit) return { name, commit };
  throw new TufError('git', `There is no commit on the branch '${name}' here`, {
    hint: 'Name the default branch in TUF_ON_CI_DEFAULT_BRANCH, or fetch it first',
  });
}
