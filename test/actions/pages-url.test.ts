/** Where Pages serves a repository whose token may not ask (SPEC B5). */
import { expect, it } from 'vitest';
import { pagesUrl } from '../../src/actions/pages-url.ts';

it.each([
  ['octo/tuf', 'https://octo.github.io/tuf/'],
  ['Octo-Org/Tuf.Repo', 'https://octo-org.github.io/Tuf.Repo/'],
  ['octo/octo.github.io', 'https://octo.github.io/'],
])('%s is served at %s', (repository, url) => {
  expect(pagesUrl(repository)).toBe(url);
});
