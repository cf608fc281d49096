/** The GitHub port on REST and GraphQL. */
import type { GitHub, RepositoryName } from '../../ports/github.ts';
import { Client, type ClientOptions } from './client.ts';
import { commentsOf, issuesOf } from './issues.ts';
import { pullRequestsOf } from './pull-requests.ts';
import { workflowsOf } from './workflows.ts';

/** Errors: `usage` when there is no token. */
export function githubRepository(repository: RepositoryName, options: ClientOptions): GitHub {
  const client = new Client(options);
  const [owner = '', repo = ''] = repository.split('/');
  const here = { owner, repo };
  return {
    repository,
    ...pullRequestsOf(client, here),
    ...commentsOf(client, here),
    ...issuesOf(client, here),
    ...workflowsOf(client, here),
  };
}
