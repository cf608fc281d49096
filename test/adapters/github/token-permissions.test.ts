import { afterEach, expect, it } from 'vitest';
import { type Listening, listenWith } from '../../../lab/clouds/listen-tls.ts';
import { readTokenPermissions } from '../../../src/adapters/github/token-permissions.ts';

let github: Listening | undefined;
afterEach(() => github?.close());

/** A GitHub that answers 403 for what a token may not, else complains of what a request lacks. */
async function lookWith(forbidden: readonly string[], variables: Readonly<Record<string, string>> = {}, access = 200) {
  const asked: string[] = [];
  github = await listenWith(({ request, path, body, json }) => {
    asked.push(`${request.method} ${path} ${body}`);
    if (request.headers.authorization !== 'Bearer token') return json(401, {});
    if (request.method === 'GET') return json(access, {});
    if (forbidden.some((part) => path.includes(part)))
      return json(403, { message: 'Resource not accessible by integration' });
    return json(path.includes('/dispatches') ? 404 : 422, {});
  });
  const named = { GITHUB_TOKEN: 'token', GITHUB_REPOSITORY: 'octo/tuf', GITHUB_API_URL: github.url, ...variables };
  return { asked, report: await readTokenPermissions(named) };
}

it('tells what a token may write, without writing anything', async () => {
  const { asked, report } = await lookWith(['/pulls', '/statuses/'], {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
  });
  expect(report).toEqual({
    repository: 'octo/tuf',
    may: { contents: true, actions: true, 'pull-requests': false, issues: true, statuses: false, 'id-token': true },
  });
  expect(asked.filter((request) => !request.startsWith('GET')).every((request) => request.endsWith(' {}'))).toBe(true);
});

it.each([
  [{ GITHUB_TOKEN: 'expired' }, 200],
  [{}, 404],
  [{}, 500],
  [{ GITHUB_API_URL: 'http://127.0.0.1:9' }, 200],
])('says why it cannot tell: %o, %i', async (variables, access) => {
  const { report } = await lookWith([], variables as Record<string, string>, access);
  expect(report?.problem).toBeTypeOf('string');
  expect(report?.may).toMatchObject({ contents: undefined, 'id-token': false });
});

it('has nothing to look at without a token and a repository', async () => {
  expect(await readTokenPermissions({ GITHUB_REPOSITORY: 'octo/tuf' })).toBeUndefined();
  expect(await readTokenPermissions({ GITHUB_TOKEN: 'token' })).toBeUndefined();
  expect(await readTokenPermissions({ GITHUB_TOKEN: 'token', GITHUB_REPOSITORY: '../x/y' })).toBeUndefined();
});
