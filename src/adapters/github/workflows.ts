/** Workflows, their runs, and what else a commit has on GitHub. The workflow's own token has the permissions for these. */
import type { GitHub } from '../../ports/github.ts';
import { type Client, type Place, statusOf, unlessRefused } from './client.ts';

export function workflowsOf(
  client: Client,
  here: Place,
): Pick<GitHub, 'setCommitStatus' | 'dispatchWorkflow' | 'standing' | 'readFile' | 'pagesUrl'> {
  return {
    setCommitStatus: (commit, { context, state, description, url }) =>
      unlessRefused(
        client.askAsWorkflow('Setting a commit status', ({ rest }) =>
          rest.repos.createCommitStatus({
            ...here,
            sha: commit,
            context,
            state,
            description,
            ...(url !== undefined && { target_url: url }),
          }),
        ),
      ),

    async dispatchWorkflow(file, ref, inputs = {}) {
      await client.askAsWorkflow(`Starting the workflow ${file}`, ({ rest }) =>
        rest.actions.createWorkflowDispatch({ ...here, workflow_id: file, ref, inputs }),
      );
    },

    async standing(file, branch, commit) {
      const { data } = await client.askAsWorkflow(`Looking for runs of ${file}`, ({ rest }) =>
        rest.actions.listWorkflowRuns({ ...here, workflow_id: file, branch, head_sha: commit, per_page: 100 }),
      );
      if (data.workflow_runs.some(({ status }) => status !== 'completed')) return 'good';
      // Who cancels a run, or skips it, has wanted that.
      const counting = data.workflow_runs.filter((run) => run.conclusion !== null && run.conclusion in ends);
      const newest = counting.sort((a, b) => b.id - a.id)[0];
      return newest ? ends[newest.conclusion as keyof typeof ends] : 'none';
    },

    readFile: (path, revision) =>
      unlessHidden(async () => {
        const { data } = await client.askAsWorkflow(`Reading ${path}`, ({ rest }) =>
          rest.repos.getContent({ ...here, path, ref: revision }),
        );
        if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return undefined;
        return Buffer.from(data.content, 'base64').toString('utf8');
      }),

    pagesUrl: () =>
      unlessHidden(async () => {
        const { data } = await client.askAsWorkflow('Looking for GitHub Pages', ({ rest }) =>
          rest.repos.getPages({ ...here }),
        );
        return data.html_url ? data.html_url.replace(/\/?$/, '/') : undefined;
      }),
  };
}

const ends = { success: 'good', failure: 'failed', timed_out: 'failed' } as const;

/** `undefined` for what is not there, or not for these tokens. */
async function unlessHidden<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}
