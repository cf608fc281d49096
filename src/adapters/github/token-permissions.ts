/**
 * Which permissions a GitHub token has. GitHub does not tell for the token of a workflow, so each is tried with a request to write
 * that lacks what it needs: "unprocessable" from who may, "forbidden" from who may not. Nothing can come of any of them.
 */
import type { GithubPermission, TokenReport } from '../../ports/doctor.ts';

/** Milliseconds per request. */
const timeLimit = 10_000;

/** Paths below the repository; a POST with an empty object is refused for what it lacks. */
const probes: readonly (readonly [GithubPermission, path: string])[] = [
  ['contents', 'git/refs'],
  ['actions', 'actions/workflows/0/dispatches'],
  ['pull-requests', 'pulls'],
  ['issues', 'issues'],
  ['statuses', `statuses/${'0'.repeat(40)}`],
];

const unknown = {
  contents: undefined,
  actions: undefined,
  'pull-requests': undefined,
  issues: undefined,
  statuses: undefined,
};

type Variables = Readonly<Record<string, string | undefined>>;

/** Undefined without GITHUB_TOKEN (or GH_TOKEN) and GITHUB_REPOSITORY: then there is nothing to look at. */
export async function readTokenPermissions(variables: Variables): Promise<TokenReport | undefined> {
  const token = variables['GITHUB_TOKEN'] || variables['GH_TOKEN'];
  const repository = variables['GITHUB_REPOSITORY'];
  if (!token || !repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined;
  const api = variables['GITHUB_API_URL'] || 'https://api.github.com';
  const ask = (method: 'GET' | 'POST', path: string) => statusOf(method, `${api}/repos/${repository}${path}`, token);
  const mayLogIn = Boolean(variables['ACTIONS_ID_TOKEN_REQUEST_URL'] && variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
  const access = await ask('GET', '');
  if (access !== 200) {
    return { repository, may: { ...unknown, 'id-token': mayLogIn }, problem: problemOf(access) };
  }
  const answers = await Promise.all(probes.map(async ([name, path]) => [name, mayOf(await ask('POST', `/${path}`))]));
  return { repository, may: { ...unknown, ...Object.fromEntries(answers), 'id-token': mayLogIn } };
}

/** The status of the answer; undefined without one. */
async function statusOf(method: 'GET' | 'POST', url: string, token: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'tuf-on-ci',
        ...(method === 'POST' && { 'content-type': 'application/json' }),
      },
      ...(method === 'POST' && { body: '{}' }),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

function mayOf(status: number | undefined): boolean | undefined {
  if (status === 403) return false;
  // The repository can be seen, so "not found" is the workflow that was named, and 410 are issues that are switched off.
  return status === 422 || status === 400 || status === 404 || status === 410 ? true : undefined;
}

function problemOf(status: number | undefined): string {
  if (status === undefined) return 'GitHub cannot be reached';
  if (status === 401) return 'GitHub does not accept the token';
  return status === 404 || status === 403
    ? 'the token does not see the repository'
    : `GitHub answers with status ${status}`;
}
