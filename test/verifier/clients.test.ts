import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { createSignatureVerifier } from '../../src/tuf/verify.ts';
import { type ClientReport, judgeClients } from '../../src/verifier/clients.ts';
import { Documents } from '../../src/verifier/document.ts';
import { readState } from '../../src/verifier/state.ts';
import { add, type ListedKey, listed, newRoot, newTargets, owned } from '../support/key-stories.ts';
import { alice, bob, type Draft, type Loose, soundRepository } from '../support/sound-repository.ts';
import { withSignatures } from '../support/stories.ts';
import { ecdsaPair, mlDsaPair } from '../tuf/keys/make-key.ts';

const sound = soundRepository();
const verifier = createSignatureVerifier();

async function reportsOf(draft: Draft): Promise<Map<string, ClientReport>> {
  const state = await readState(draft.tree, new Documents(), { digests: false });
  return new Map(judgeClients(state, verifier).map((report) => [report.client, report]));
}

/** `client: matter role` of whatever stops a client. */
async function stopped(draft: Draft): Promise<string[]> {
  const reports = await reportsOf(draft);
  return [...reports.values()].flatMap(({ client, stops }) =>
    stops.map(({ matter, role }) => `${client}: ${matter} ${role}`),
  );
}

const pair = ecdsaPair('p384');
const p384: ListedKey = listed({ ...pair.key, ...owned('@zoe') });
const mlDsa: ListedKey = listed({ ...mlDsaPair('ml-dsa-44').key, ...owned('@zoe') });

/** releases may be signed by zoe's P-384 key too, and only she has signed it. */
const zoeReleases = (() => {
  const draft = newTargets((delegations) => add(delegations, p384, 'releases'));
  return withSignatures(draft, 'releases', () => [
    {
      keyid: p384.keyid,
      sig: sign('sha384', canonicalJson(draft.document('releases').signed), createPrivateKey(pair.pem)).toString('hex'),
    },
  ]);
})();

describe('which clients can use a repository', () => {
  it('works for all of them when everything is plain; tough misses what lies in folders', async () => {
    const reports = [...(await reportsOf(sound)).values()];
    expect(reports.map(({ client, works }) => [client, works])).toEqual([
      ['tuf-js', true],
      ['python-tuf', true],
      ['go-tuf', true],
      ['tough', true],
      ['sigstore-java', true],
      ['old go-tuf', true],
    ]);
    expect(reports.flatMap(({ client, misses }) => misses.map((miss) => ({ client, ...miss })))).toMatchObject([
      { client: 'tough', role: 'releases', matter: 'folder-target', items: ['releases/1.0/tool.txt'], count: 1 },
    ]);
  });

  it('stops tough at a root with a P-384 key, though nobody needs that key', async () => {
    expect(await stopped(newRoot((signed) => add(signed, p384, 'targets')))).toEqual(['tough: p-384 root']);
  });

  it('stops clients that know too few of the keys that have signed', async () => {
    expect(await stopped(zoeReleases)).toEqual([
      'tough: p-384 targets',
      'tough: threshold releases',
      'sigstore-java: threshold releases',
      'old go-tuf: threshold releases',
    ]);
    expect(await stopped(zoeReleases.resign('releases', [bob]))).toEqual(['tough: p-384 targets']);
  });

  it('counts for a new root the keys of the version before, too', async () => {
    const head = newRoot(() => {}, zoeReleases).resign('root', []);
    const { stops } = (await reportsOf(head)).get('tuf-js')!;
    expect(stops.map(({ role, what }) => `${role}: ${what}`)).toEqual([
      'root: 0 of 2 signatures that it can verify',
      'root: 0 of 2 signatures that it can verify of the keys of the root version before',
    ]);
  });

  it('is not content with some of the signatures, nor with none where none are asked for', async () => {
    const half = newRoot(() => {}).resign('root', [alice]);
    expect((await stopped(half)).filter((line) => line.startsWith('tuf-js'))).toEqual([
      'tuf-js: threshold root',
      'tuf-js: threshold root',
    ]);
    const free = newTargets(({ roles }: Loose) => {
      roles[0].threshold = 0;
    });
    expect(await stopped(free.resign('releases', []))).toContain('tuf-js: threshold releases');
  });

  it('tells an unused key from one that a role lists', async () => {
    const unused = newRoot((signed) => {
      signed.keys[mlDsa.keyid] = mlDsa.key;
    });
    expect(await stopped(unused)).toEqual(['tough: ml-dsa root', 'old go-tuf: ml-dsa root']);
    const used = newRoot((signed) => add(signed, mlDsa, 'targets'));
    expect(await stopped(used)).toContain('go-tuf: ml-dsa root');
  });

  it('knows what other families refuse', async () => {
    const twice = withSignatures(sound, 'targets', (entries) => [...entries, { keyid: bob.keyid, sig: '' }]);
    expect(await stopped(twice)).toEqual(expect.arrayContaining(['tuf-js: repeated-signature targets']));
    expect((await stopped(twice)).filter((line) => line.includes('repeated'))).not.toContainEqual(
      expect.stringContaining('old go-tuf'),
    );
    const keyless = newTargets(({ roles }: Loose) => roles[0].keyids.push('ab'.repeat(32)));
    expect(await stopped(keyless)).toEqual(['go-tuf: keyid-without-key targets']);
    const slash = newTargets(({ roles }: Loose) => roles.push({ ...roles[0], name: 'a/b' }));
    expect(await stopped(slash)).toEqual(['old go-tuf: role-name-slash targets']);
    const unknown = newRoot((signed) => {
      signed.keys[p384.keyid] = { ...p384.key, scheme: 'ecdsa-sha3' };
    });
    expect(await stopped(unknown)).toEqual([
      'python-tuf: unknown-key root',
      'tough: unknown-key root',
      'tough: keyid root',
      'old go-tuf: unknown-key root',
    ]);
  });

  it('names a few target files and counts the others', async () => {
    const head = sound.step('releases', ({ targets }) => {
      for (let i = 0; i < 100; i++) targets[`releases/%20${i}`] = targets['releases/1.0/tool.txt'];
    });
    const [miss] = (await reportsOf(head.resign('releases'))).get('python-tuf')!.misses;
    expect(miss).toMatchObject({ matter: 'percent-name', count: 100 });
    expect(miss!.items).toHaveLength(5);
  });
});
