import { expect, it } from 'vitest';
import { keyHolder } from '../../src/deployment/key-holder.ts';
import { workflowKey } from '../../src/deployment/workflow-key.ts';
import { readPublicKey } from '../../src/tuf/public-key.ts';

it('is the identity that the online-sign workflow has on the default branch (SPEC A7)', () => {
  const key = workflowKey({ owner: 'octo-org', repository: 'my.tuf_repo', defaultBranch: 'release/1.x' });
  expect(readPublicKey(key)).toMatchObject({
    ok: true,
    key: {
      kind: 'sigstore',
      identity: 'https://github.com/octo-org/my.tuf_repo/.github/workflows/online-sign.yml@refs/heads/release/1.x',
      issuer: 'https://token.actions.githubusercontent.com',
    },
  });
  expect(keyHolder(key)).toMatchObject({ kind: 'online', uri: 'sigstore:' });
  expect(Object.keys(key)).toEqual(['keytype', 'scheme', 'keyval', 'x-tuf-on-ci-online-uri']);
});

it.each([
  ['', 'r', 'main'],
  ['-o', 'r', 'main'],
  ['o/p', 'r', 'main'],
  ['o', 'r/s', 'main'],
  ['o', '', 'main'],
  ['o', 'r', ''],
  ['o', 'r', 'a b'],
  ['o', 'r', 'a..b'],
  ['o', 'r', 'main\n'],
])('is not made for what is no repository of GitHub: %j/%j@%j', (owner, repository, defaultBranch) => {
  expect(() => workflowKey({ owner, repository, defaultBranch })).toThrow(expect.objectContaining({ code: 'key' }));
});
