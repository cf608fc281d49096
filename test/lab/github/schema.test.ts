/** The slices of GitHub's descriptions, and what the lab makes of them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { restOperations } from '../../../lab/github/operations.ts';
import { matchRoute } from '../../../lab/github/rest.ts';
import { complete, parseQuery, wrongAnswer, wrongBody } from '../../../lab/github/schema.ts';

const slice = JSON.parse(readFileSync('lab/github/schemas/rest.json', 'utf8')) as Record<
  string,
  Record<string, unknown>
>;

test('the slice holds what is served, and nothing else', () => {
  expect(Object.keys(slice['operations']!)).toEqual([...restOperations]);
});

const labels = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';

test.each([
  [
    'GET',
    '/repos/octo/tuf/commits/sign%2Fevent/status',
    'GET /repos/{owner}/{repo}/commits/{ref}/status',
    { ref: 'sign/event' },
  ],
  ['GET', '/repos/octo/tuf/commits/sign/event', 'GET /repos/{owner}/{repo}/commits/{ref}', { ref: 'sign/event' }],
  [
    'GET',
    '/repos/octo/tuf/git/ref/heads/sign/event',
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { ref: 'heads/sign/event' },
  ],
  [
    'GET',
    '/repos/octo/tuf/issues/7/comments',
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: '7' },
  ],
  [
    'GET',
    '/repos/octo/tuf/issues/comments/7',
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { comment_id: '7' },
  ],
  ['DELETE', '/repos/octo/tuf/issues/7/labels/a%2Fb%20c', labels, { name: 'a/b c' }],
  [
    'GET',
    '/repos/octo/tuf/contents/metadata/root.json',
    'GET /repos/{owner}/{repo}/contents/{path}',
    { path: 'metadata/root.json' },
  ],
  [
    'GET',
    '/repos/octo/tuf/compare/main...octo:x/y',
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { basehead: 'main...octo:x/y' },
  ],
])('%s %s finds its way', (method, path, operation, parts) => {
  expect(matchRoute(method, path)).toMatchObject({ operation, path: { owner: 'octo', repo: 'tuf', ...parts } });
});

test('a path that is none of GitHub leads nowhere', () => {
  expect(matchRoute('PUT', '/repos/octo/tuf/pulls')).toBeUndefined();
  expect(matchRoute('GET', '/repos/octo')).toBeUndefined();
});

test('a query has numbers and truth values where GitHub has them', () => {
  const pulls = 'GET /repos/{owner}/{repo}/pulls';
  expect(parseQuery(pulls, new URLSearchParams('per_page=5&head=octo:1&unknown=x'))).toEqual({
    per_page: 5,
    head: 'octo:1',
  });
  expect(parseQuery(pulls, new URLSearchParams('per_page=many'))).toContain('per_page');
  expect(parseQuery(pulls, new URLSearchParams('state=merged'))).toContain('state');
});

test('bodies and answers are held to the description', () => {
  const merge = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
  expect(wrongBody(merge, undefined)).toBeUndefined();
  expect(wrongBody(merge, { merge_method: 'octopus' })).toContain('merge_method');
  expect(wrongAnswer(merge, 200, { merged: true, message: 'done' })).toContain("must have required property 'sha'");
  expect(wrongAnswer(merge, 418, { message: 'I am a teapot' })).toBeUndefined();
  expect(wrongAnswer(merge, 202, {})).toContain('no answer 202');
  const label = complete('label', { name: 'signing' });
  expect(wrongAnswer('GET /repos/{owner}/{repo}/labels/{name}', 200, label)).toBeUndefined();
});
