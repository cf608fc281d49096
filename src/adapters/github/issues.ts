/** Issues, and the comments of issues and pull requests. */
import type { Comment, GitHub, Issue } from '../../ports/github.ts';
import { type Client, once, type Place, statusOf } from './client.ts';

export function issuesOf(client: Client, here: Place): Pick<GitHub, 'issues' | 'openIssue' | 'closeIssue'> {
  async function issues(label: string): Promise<readonly Issue[]> {
    const list = await client.ask('Listing issues', (octokit) =>
      octokit.paginate(octokit.rest.issues.listForRepo, {
        ...here,
        state: 'open',
        labels: label,
        sort: 'created',
        direction: 'asc',
        per_page: 100,
      }),
    );
    return list.filter(({ pull_request }) => !pull_request).map(({ number, title }) => ({ number, title }));
  }
  return {
    issues,

    openIssue: ({ title, body, label }) =>
      client.make(
        'Opening an issue',
        async ({ rest }) => {
          const { data } = await rest.issues.create({ ...here, title, body, labels: [label], ...once });
          return { number: data.number, title: data.title };
        },
        async () => (await issues(label)).find((issue) => issue.title === title),
      ),

    async closeIssue(number) {
      await client.ask('Closing an issue', ({ rest }) =>
        rest.issues.update({ ...here, issue_number: number, state: 'closed', state_reason: 'completed' }),
      );
    },
  };
}

export function commentsOf(
  client: Client,
  here: Place,
): Pick<GitHub, 'comments' | 'addComment' | 'editComment' | 'removeComment'> {
  async function comments(number: number): Promise<readonly Comment[]> {
    const list = await client.ask('Listing comments', (octokit) =>
      octokit.paginate(octokit.rest.issues.listComments, { ...here, issue_number: number, per_page: 100 }),
    );
    return list.map(({ id, body, user, author_association }) => ({
      id,
      body: body ?? '',
      isTrusted: user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association),
    }));
  }
  return {
    comments,

    async addComment(number, body) {
      await client.make(
        'Writing a comment',
        async ({ rest }) => (await rest.issues.createComment({ ...here, issue_number: number, body, ...once })).data.id,
        async () => (await comments(number)).findLast((comment) => comment.isTrusted && comment.body === body)?.id,
      );
    },

    async editComment(id, body) {
      await client.ask('Editing a comment', ({ rest }) => rest.issues.updateComment({ ...here, comment_id: id, body }));
    },

    async removeComment(id) {
      await client.ask('Removing a comment', async ({ rest }) => {
        try {
          await rest.issues.deleteComment({ ...here, comment_id: id });
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
      });
    },
  };
}
