/** What merging a pull request would give: made when somebody asks, and again when a side has moved. */
import type { Repository } from './facts.ts';
import { git } from './git/run.ts';
import { makeMerge } from './git/write.ts';
import type { PullRequest, World } from './world.ts';

const made = new WeakMap<PullRequest, { readonly sides: string; readonly commit: Promise<string | undefined> }>();

/** The commit at `refs/pull/N/merge`. Undefined when it conflicts: the ref stays where it was. */
export function testMerge(world: World, repository: Repository, issue: PullRequest): Promise<string | undefined> {
  const sides = `${issue.pull.baseSha} ${issue.pull.headSha}`;
  const known = made.get(issue);
  if (known?.sides === sides) return known.commit;
  const commit = make(world, repository, issue);
  made.set(issue, { sides, commit });
  return commit;
}

async function make(world: World, { folder }: Repository, { pull, number }: PullRequest): Promise<string | undefined> {
  const commit = await makeMerge(folder, {
    base: pull.baseSha,
    head: pull.headSha,
    method: 'merge',
    message: `Merge ${pull.headSha} into ${pull.baseSha}`,
    who: { name: 'GitHub', email: 'noreply@github.com', date: world.now() },
  });
  if (commit !== undefined) await git(folder, ['update-ref', `refs/pull/${number}/merge`, commit]);
  return commit;
}
