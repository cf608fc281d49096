/** A service is not trusted: what it signs is used only when the key in the metadata verifies it. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RemoteKey, remoteSigner } from '../../src/ports/remote-key.ts';
import { objectOf } from '../../src/tuf/json.ts';
import { keyFromPublicKey } from '../../src/tuf/key-from-public-key.ts';

const uri = 'gcpkms:x';
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ours = pair();
const key = keyFromPublicKey(ours.publicKey, objectOf([]));

/** A service that signs with a key; counts what it is asked. */
function service(
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  schemes = ['ecdsa-sha2-nistp256'],
  spoil = (signature: Buffer): Uint8Array => signature,
) {
  const asked: string[] = [];
  const remote: RemoteKey = {
    async sign(payload) {
      asked.push('sign');
      return spoil(sign('sha256', payload.bytes, privateKey));
    },
    async readPublicHalf() {
      asked.push('read');
      return { spki: publicKey.export({ type: 'spki', format: 'der' }), schemes };
    },
  };
  return { asked, remote };
}

const message = Buffer.from('the payload');

describe('a signer with a remote key', () => {
  it('asks once for each signature', async () => {
    const { asked, remote } = service(ours);
    const { sig } = await remoteSigner(remote, uri, key).sign(message);
    expect(sig).toMatch(/^[0-9a-f]+$/);
    expect(asked).toEqual(['sign']);
  });

  it.each([
    ['another key version', service(pair())],
    ['a key with another scheme', service(ours, ['rsassa-pss-sha256'], () => Buffer.of(1))],
    ['a damaged answer', service(ours, undefined, (signature) => signature.fill(0, 10, 20))],
    ['no answer', service(ours, undefined, () => new Uint8Array())],
  ])('uses nothing of %s', async (_, { asked, remote }) => {
    await expect(remoteSigner(remote, uri, key).sign(message)).rejects.toMatchObject({ code: 'signer' });
    expect(asked).toEqual(['sign', 'read']);
  });

  it('tells the three apart', async () => {
    const say = ({ remote }: { remote: RemoteKey }) =>
      remoteSigner(remote, uri, key)
        .sign(message)
        .catch((error: Error) => error.message);
    const said = [
      await say(service(pair())),
      await say(service(ours, ['ed25519'], () => Buffer.of(1))),
      await say(service(ours, undefined, () => Buffer.of(1))),
    ];
    expect(new Set(said).size).toBe(3);
  });

  it('is not made for a key that cannot be read, or that is an identity', () => {
    const { remote } = service(ours);
    const weak = { ...key, keyval: { public: 'nonsense' } };
    const identity = {
      keytype: 'sigstore-oidc',
      scheme: 'Fulcio',
      keyval: { identity: 'a@example.com', issuer: 'https://i' },
    };
    for (const bad of [weak, identity]) {
      expect(() => remoteSigner(remote, uri, bad)).toThrow(expect.objectContaining({ code: 'signer' }));
    }
  });
});
