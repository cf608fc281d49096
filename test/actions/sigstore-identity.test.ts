/** The online key is the identity of the workflow (issue 7, SPEC A4): signed, published, verified; and nobody else's identity will do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../lab/github/archive.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { changesTo } from '../support/commands.ts';
import { temporaryFolder } from '../support/git.ts';
import { draftWith, runAlongside } from '../support/online-key-repository.ts';
import { type Sigstore, startSigstore } from '../support/sigstore.ts';
import { type Ran, type Workplace, workplace } from './workplace.ts';

const file = '.github/workflows/online-sign.yml';
const identity = `https://github.com/octo/tuf/${file}@refs/heads/main`;

let sigstore: Sigstore;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => {
  sigstore = await startSigstore();
  const trustedRoot = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  variables = {
    TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot,
    TUF_ON_CI_SIGSTORE_FULCIO: sigstore.url,
    TUF_ON_CI_SIGSTORE_REKOR: sigstore.url,
    // Real time: Sigstore does not sign by a clock that is set (SPEC B12).
    TUF_ON_CI_NOW: '',
  };
});
afterAll(() => sigstore.close());

/** A deployment whose root has just given snapshot and timestamp to the workflow. The issuer is that of the lab. */
async function deployment(): Promise<Workplace> {
  const place = await workplace({ draft: null });
  const key = {
    keytype: 'sigstore-oidc',
    scheme: 'Fulcio',
    keyval: { identity, issuer: place.github.issuer },
    'x-tuf-on-ci-online-uri': 'sigstore:',
  };
  await place.push('main', changesTo(draftWith(key)));
  return place;
}

interface Job {
  readonly repository?: string;
  /** `<file>@<ref>` */
  readonly workflow?: string;
}

/** The action, in a job with a login token of its own. */
async function signIn(
  place: Workplace,
  { repository = 'octo/tuf', workflow = `${file}@refs/heads/main` }: Job = {},
): Promise<Ran> {
  const { url, token } = place.github.idTokenRequest({
    repository,
    ref: workflow.slice(workflow.indexOf('@') + 1),
    sha: (await place.tip('main'))!,
    workflowRef: `${repository}/${workflow}`,
    eventName: 'push',
    runId: 1,
  });
  const env = { ...variables, ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token };
  return place.run('online-sign', { env });
}

describe('online-sign as the workflow that runs', () => {
  it('signs with its identity; what it signed is published, and verifies', async () => {
    const place = await deployment();
    expect(await signIn(place)).toMatchObject({ code: 0, outputs: { signed: 'true', published: 'true' } });
    const { signatures } = (await place.draftOf('main')).document('timestamp');
    expect(signatures[0].bundle.messageSignature.signature).toBe(signatures[0].sig);

    expect(await place.run('publish', { env: variables })).toMatchObject({ code: 0 });
    const folder = temporaryFolder();
    for (const { name, content } of place.repository.artifacts) {
      for (const [path, bytes] of readZip(content)) if (!path.includes('/')) writeFileSync(join(folder, path), bytes);
      expect(['metadata', 'artifacts']).toContain(name);
    }
    await place.git('pull', '-q', 'origin', 'main');
    const verified = await runAlongside(place.clone, 'verify', [], variables);
    expect(verified.code).toBe(0);

    // tuf-js knows no such key: said, and never taken for a test that was passed.
    const site = await startStaticServer(folder);
    const tested = await runAlongside(place.clone, 'test-client', ['-m', site.url, '-a', site.url], variables);
    await site.close();
    expect(tested.code).toBe(2);
    expect(`${tested.stdout}${tested.stderr}`).toMatch(/cannot be judged, tuf-js cannot verify/);
  });

  it('has nothing to sign the next time, and asks nobody for a signature', async () => {
    const place = await deployment();
    await signIn(place);
    const asked = sigstore.requests.length;
    expect(await signIn(place)).toMatchObject({ code: 0, outputs: { signed: 'false' } });
    expect(sigstore.requests).toHaveLength(asked);
  });

  it.each<[string, Job]>([
    ['another workflow', { workflow: '.github/workflows/other.yml@refs/heads/main' }],
    ['a workflow whose name begins alike', { workflow: `${file}x@refs/heads/main` }],
    ['another branch', { workflow: `${file}@refs/heads/sign/x` }],
    ['a tag of the name', { workflow: `${file}@refs/tags/main` }],
    ['a fork', { repository: 'mallory/tuf' }],
  ])('refuses the identity of %s: nothing is pushed, and it says whose it needs', async (_, job) => {
    const place = await deployment();
    if (job.repository) await place.github.fork('octo/tuf', 'mallory');
    const before = await place.tip('main');
    const ran = await signIn(place, job);
    expect(ran.code).toBe(1);
    expect(ran.log).toContain(identity);
    expect(await place.tip('main')).toBe(before);
    expect(place.repository.dispatches).toEqual([]);
  });

  it('does not publish a signature of another identity, however it came to main', async () => {
    const place = await deployment();
    await signIn(place);
    const draft = await place.draftOf('main');
    const { sig, bundle } = await sigstore.sign(canonicalJson(draft.document('timestamp').signed), {
      identity: identity.replace('octo', 'mallory'),
      issuer: place.github.issuer,
    });
    const forged = draft.document$('timestamp', (document) => Object.assign(document.signatures[0], { sig, bundle }));
    await place.pushDraft('main', forged);
    const ran = await place.run('publish', { env: variables });
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('::error::Nothing was written');
    expect(place.repository.artifacts).toEqual([]);
  });
});
