/** Which lines of `schedule` are due on a repository's default branch. */
import type { Repository } from '../github/facts.ts';
import { lastOccurrence } from './cron.ts';
import { commitOf, workflowFiles } from './git-objects.ts';
import { type Event, schedulesOf } from './trigger.ts';
import { parseWorkflow } from './workflow.ts';

export interface Due {
  /** Unix seconds. */
  readonly time: number;
  /** Made when its turn comes: the branch may have moved until then. */
  readonly event: () => Event;
}

/** Each line at the last time in `(after, until]` that it names. */
export async function dueSchedules(repository: Repository, after: number, until: number): Promise<Due[]> {
  const head = commitOf(repository.folder, repository.defaultBranch);
  if (head === undefined) return [];
  const files = workflowFiles(repository.folder, head);
  const workflows = await Promise.all(files.map(({ path, content }) => parseWorkflow(path, content)));
  return workflows.flatMap((workflow) =>
    schedulesOf(workflow).flatMap((cron) => {
      const time = lastOccurrence(cron, after, until);
      return time === undefined ? [] : [{ time, event: () => scheduleEvent(repository, workflow.path, cron) }];
    }),
  );
}

function scheduleEvent(repository: Repository, workflow: string, cron: string): Event {
  const { name, fullName, defaultBranch, owner } = repository;
  return {
    name: 'schedule',
    repository,
    workflow,
    cron,
    ref: `refs/heads/${defaultBranch}`,
    sha: commitOf(repository.folder, defaultBranch)!,
    actor: owner,
    startsWorkflows: true,
    fromFork: false,
    payload: {
      schedule: cron,
      workflow,
      repository: { name, full_name: fullName, default_branch: defaultBranch, owner: { login: owner } },
    },
  };
}
