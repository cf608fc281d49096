/** Pull requests by REST; whether they are drafts GitHub changes by GraphQL alone. */
import { TufError } from '../../errors.ts';
import type { GitHub, PullRequest, Refused } from '../../ports/github.ts';
import { type Client, once, type Place, statusOf, unlessRefused } from './client.ts';

export function pullRequestsOf(
  client: Client,
  here: Place,
): Pick<GitHub, 'pullRequests' | 'isSettled' | 'openPullRequest' | 'setDraft' | 'addLabel'> {
  const pullRequests: GitHub['pullRequests'] = ({ head, base }) => listOpen(client, here, head, base);
  return {
    pullRequests,

    async isSettled(head, commit) {
      const { data } = await client.ask('Looking for pull requests that are closed', ({ rest }) =>
        rest.pulls.list({
          ...here,
          state: 'closed',
          head: `${here.owner}:${head}`,
          sort: 'updated',
          direction: 'desc',
          per_page: 100,
        }),
      );
      return data.map(pullRequest).some((one) => one.head.commit === commit);
    },

    async openPullRequest({ title, body, head, base }) {
      const find = async () => (await pullRequests({ head, base }))[0];
      const open = (draft: boolean) =>
        client.make(
          'Opening the pull request',
          async ({ rest }) =>
            pullRequest((await rest.pulls.create({ ...here, title, body, head, base, draft, ...once })).data),
          find,
        );
      try {
        return await open(true);
      } catch (error) {
        if (statusOf(error) !== 422) throw error;
        // Somebody else was faster; or a private repository on a plan without drafts.
        const found = await find();
        return found ?? (await open(false).catch(refusedAsInvalid));
      }
    },

    setDraft: ({ nodeId }, isDraft) =>
      unlessRefused(
        client.ask('Changing whether the pull request is a draft', (octokit) =>
          octokit.graphql(isDraft ? convertToDraft : markReady, { pullRequest: nodeId }),
        ),
      ),

    addLabel: (number, label) =>
      unlessRefused(
        client.ask('Adding a label', ({ rest }) =>
          rest.issues.addLabels({ ...here, issue_number: number, labels: [label] }),
        ),
      ),
  };
}

async function listOpen(client: Client, here: Place, head?: string, base?: string): Promise<readonly PullRequest[]> {
  const wanted = { ...(head !== undefined && { head: `${here.owner}:${head}` }), ...(base !== undefined && { base }) };
  const list = await client.ask('Listing pull requests', (octokit) =>
    octokit.paginate(octokit.rest.pulls.list, {
      ...here,
      state: 'open',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
      ...wanted,
    }),
  );
  const found = list.map(pullRequest);
  // A fork of the same owner may have a branch of the same name. Names of repositories differ by more than letter case.
  const own = `${here.owner}/${here.repo}`.toLowerCase();
  return head === undefined ? found : found.filter((one) => one.head.repository?.toLowerCase() === own);
}

const convertToDraft = `mutation ($pullRequest: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $pullRequest }) { pullRequest { isDraft } }
}`;

const markReady = `mutation ($pullRequest: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $pullRequest }) { pullRequest { isDraft } }
}`;

function refusedAsInvalid(error: unknown): Refused {
  if (error instanceof TufError && statusOf(error) === 422) return { refused: error.message };
  throw error;
}

/** What REST says of a pull request, as far as it is used. */
interface RestPullRequest {
  readonly number: number;
  readonly node_id: string;
  readonly html_url: string;
  readonly draft?: boolean;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo?: { readonly full_name: string } | null };
  readonly base: { readonly ref: string };
  readonly user: { readonly login: string } | null;
}

function pullRequest({ number, node_id, html_url, draft, head, base, user }: RestPullRequest): PullRequest {
  return {
    number,
    nodeId: node_id,
    url: html_url,
    isDraft: draft ?? false,
    head: { repository: head.repo?.full_name, branch: head.ref, commit: head.sha },
    base: base.ref,
    author: user?.login ?? 'ghost',
  };
}
