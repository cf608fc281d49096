/** `online-sign` with the identity of its workflow: the built command, a runner's token, and a Sigstore on loopback (SPEC A4, A6). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listen } from '../../lab/listen.ts';
import { temporaryFolder } from '../support/git.ts';
import { everythingOf, repositoryOf, runAlongside } from '../support/online-key-repository.ts';
import { onlineSign, type Sigstore, startSigstore, workflow } from '../support/sigstore.ts';

const key = {
  keytype: 'sigstore-oidc',
  scheme: 'Fulcio',
  keyval: { identity: onlineSign.identity, issuer: onlineSign.issuer },
  'x-tuf-on-ci-online-uri': 'sigstore:',
};
const requestSecret = 'the secret of the job';

let sigstore: Sigstore;
let runner: Awaited<ReturnType<typeof listen>>;
let variables: Readonly<Record<string, string>>;
let running = onlineSign;
afterEach(() => {
  running = onlineSign;
});

beforeAll(async () => {
  sigstore = await startSigstore();
  runner = await listen((request, response) => {
    const isAllowed = request.headers.authorization === `Bearer ${requestSecret}`;
    const isForSigstore = new URL(request.url!, 'http://runner').searchParams.get('audience') === 'sigstore';
    response.writeHead(isAllowed && isForSigstore ? 200 : 403).end(JSON.stringify({ value: token() }));
  });
  const trustedRoot = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  variables = {
    TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot,
    TUF_ON_CI_SIGSTORE_FULCIO: sigstore.url,
    TUF_ON_CI_SIGSTORE_REKOR: sigstore.url,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${runner.url}token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestSecret,
  };
});
afterAll(() => Promise.all([sigstore.close(), runner.close()]));

function token(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: running.issuer,
    sub: 'repo:octo/tuf:ref:refs/heads/main',
    job_workflow_ref: running.identity.replace('https://github.com/', ''),
  };
  return `${part({ alg: 'none' })}.${part(claims)}.c2ln`;
}

test('snapshot and timestamp are signed, with their bundles, and what was signed is sound', async () => {
  const repository = repositoryOf(key);
  const ran = await runAlongside(repository, 'online-sign', ['--push'], variables);
  expect(ran.stderr).not.toMatch(/error/);
  expect(ran.code).toBe(0);
  for (const role of ['snapshot', 'timestamp']) {
    const { signatures } = JSON.parse(repository.git('show', `HEAD:metadata/${role}.json`));
    expect(signatures).toHaveLength(1);
    expect(Buffer.from(signatures[0].sig, 'base64').toString('base64')).toBe(signatures[0].sig);
    expect(signatures[0].bundle.messageSignature.signature).toBe(signatures[0].sig);
  }
  const again = await runAlongside(repository, 'online-sign', ['--push'], variables);
  expect(again.stdout).toMatch(/Nothing to do/);
});

describe('nothing changes', () => {
  test.each<[string, () => Readonly<Record<string, string>>, RegExp]>([
    [
      'without permission to have a token',
      () => ({ ...variables, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }),
      /id-token: write/,
    ],
    ['with a runner that refuses', () => ({ ...variables, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }), /no OIDC token/],
    ['without Fulcio', () => ({ ...variables, TUF_ON_CI_SIGSTORE_FULCIO: 'http://127.0.0.1:9' }), /Fulcio/],
    [
      'with an address in the clear',
      () => ({ ...variables, TUF_ON_CI_SIGSTORE_FULCIO: 'http://fulcio.example' }),
      /https/,
    ],
  ])('%s', async (_, settings, said) => {
    const repository = repositoryOf(key);
    const before = everythingOf(repository);
    const { code, stderr } = await runAlongside(repository, 'online-sign', ['--push'], settings());
    expect(stderr).toMatch(said);
    expect(stderr).not.toContain(token());
    expect(code).toBe(2);
    expect(everythingOf(repository)).toBe(before);
  });

  test('when another workflow runs it, and nothing is put into the log', async () => {
    running = workflow('evil.yml@refs/heads/main');
    const repository = repositoryOf(key);
    const before = everythingOf(repository);
    const requests = sigstore.requests.length;
    const { code, stderr } = await runAlongside(repository, 'online-sign', ['--push'], variables);
    expect(stderr).toMatch(/evil\.yml/);
    expect(code).toBe(2);
    expect(everythingOf(repository)).toBe(before);
    expect(sigstore.requests).toHaveLength(requests);
  });
});
