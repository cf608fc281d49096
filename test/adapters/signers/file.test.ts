/**
 * Key files of a repository whose online keys are local (`file2:`, SPEC A4).
 */
import { execFileSync } from 'node:child_process';
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filePathOf, fileSigner } from '../../../src/adapters/signers/file.ts';
import { parseMlDsaPrivateKey } from '../../../src/adapters/signers/ml-dsa-private-key.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import {
  ecdsaPair,
  ed25519Pair,
  type KeyPair,
  keyWith,
  type MlDsaForm,
  mlDsaNames,
  mlDsaPair,
  publicOf,
  rsaPair,
} from '../../tuf/keys/make-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-signer-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileWith(content: string | Uint8Array): string {
  const path = join(folder, `${files++}.pem`);
  writeFileSync(path, content);
  return path;
}

const payload = Buffer.from('{"_type":"timestamp"}');
const verifies = (key: Key, sig: string) =>
  createSignatureVerifier().verify(key, payloadOf(payload), { keyid: 'any', sig });

describe('signs what verifies', () => {
  const rsa = rsaPair();
  const rsaSchemes = ['rsassa-pss', 'rsa-pkcs1v15'].flatMap((kind) =>
    ['sha224', 'sha256', 'sha384', 'sha512'].map((digest) => `${kind}-${digest}`),
  );
  const pairs: KeyPair[] = [
    ed25519Pair(),
    ecdsaPair('p256'),
    ecdsaPair('p384'),
    ecdsaPair('p521'),
    ...rsaSchemes.map((scheme) => ({ key: keyWith(rsa.key, { scheme }), pem: rsa.pem })),
    ...mlDsaNames.map((name) => mlDsaPair(name)),
  ];

  test.each(pairs.map((pair) => [pair.key.scheme, pair] as const))('with %s', async (_, { key, pem }) => {
    const signer = await fileSigner(fileWith(pem), key);
    const { sig } = await signer.sign(payload);
    expect(sig).toMatch(/^[0-9a-f]+$/);
    expect(verifies(key, sig)).toBe(true);
    expect((await signer.sign(Buffer.from('{}'))).sig).not.toBe(sig);
  });

  test('PSS has a salt as long as the digest', async () => {
    const key = keyWith(rsa.key, { scheme: 'rsassa-pss-sha384' });
    const { sig } = await (await fileSigner(fileWith(rsa.pem), key)).sign(payload);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const options = { key: createPublicKey(publicOf(key)), padding, saltLength: 48 };
    expect(verify('sha384', payload, options, Buffer.from(sig, 'hex'))).toBe(true);
  });

  test('a key of the historic type, from a file in the older form of OpenSSL', async () => {
    const { key, pem } = ecdsaPair('p256');
    const historic = keyWith(key, { keytype: 'ecdsa-sha2-nistp256' });
    const sec1 = createPrivateKey(pem).export({ type: 'sec1', format: 'pem' });
    const { sig } = await (await fileSigner(fileWith(sec1), historic)).sign(payload);
    expect(verifies(historic, sig)).toBe(true);
  });
});

describe.each(mlDsaNames)('%s private keys', (name) => {
  const seed = new Uint8Array(32).fill(3);

  test.each<MlDsaForm>(['seed', 'expanded', 'both'])(
    '%s, on a Node that knows it and on one that does not',
    async (form) => {
      const { key, pem } = mlDsaPair(name, form, seed);
      const { sig } = await (await fileSigner(fileWith(pem), key)).sign(payload);
      expect(verifies(key, sig)).toBe(true);
      const scheme = { family: 'ml-dsa', parameters: name } as const;
      const byNoble = parseMlDsaPrivateKey(pem)?.sign(payloadOf(payload), scheme) as Uint8Array;
      expect(verifies(key, Buffer.from(byNoble).toString('hex'))).toBe(true);
    },
  );

  test('seed and expanded key of two keys: damaged', async () => {
    const { key, pem } = mlDsaPair(name, 'contradicting', seed);
    await expect(fileSigner(fileWith(pem), key)).rejects.toMatchObject({ code: 'signer' });
    expect(() => parseMlDsaPrivateKey(pem)).toThrow(expect.objectContaining({ code: 'signer' }));
  });

  test('a key that is cut off is no key', async () => {
    const { key, pem } = mlDsaPair(name, 'short', seed);
    await expect(fileSigner(fileWith(pem), key)).rejects.toMatchObject({ code: 'signer' });
    expect(parseMlDsaPrivateKey(pem)).toBeUndefined();
  });
});

describe('refuses, before anything is signed', () => {
  const { key, pem } = ecdsaPair('p256');
  const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'secret' } as const;
  const x25519 = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' });

  test.each<[string, string | Uint8Array, Key]>([
    ['the file of another key', ecdsaPair('p256').pem, key],
    ['the file of a key on another curve', ecdsaPair('p384').pem, key],
    ['the file of a key of another type', ed25519Pair().pem, key],
    ['the file of a key that never signs', x25519, key],
    ['a key whose scheme does not fit', pem, keyWith(key, { scheme: 'ecdsa-sha2-nistp384' })],
    ['a key of an unknown type', pem, keyWith(key, { keytype: 'unknown' })],
    [
      'a Sigstore identity',
      pem,
      { keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity: 'a', issuer: 'b' } },
    ],
    ['a public key', publicOf(key), key],
    ['an empty file', '', key],
    ['bytes', Buffer.from([0, 255, 254, 3]), key],
    ['a very long file', pem + '\n'.repeat(200_000), key],
  ])('%s', async (_, content, wanted) => {
    const failure = fileSigner(fileWith(content), wanted);
    await expect(failure).rejects.toMatchObject({ code: 'signer', hint: expect.any(String) });
  });

  test('an encrypted file, with the command that decrypts it', async () => {
    const file = fileWith(createPrivateKey(pem).export(encrypted));
    const failure = { code: 'signer', hint: expect.stringContaining('openssl pkcs8') };
    await expect(fileSigner(file, key)).rejects.toMatchObject(failure);
  });

  test.skipIf(process.platform === 'win32')('a pipe, without waiting for somebody to write', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(fileSigner(path, key)).rejects.toMatchObject({ code: 'signer' });
  });

  test.each([
    ['no such file', 'none.pem'],
    ['a folder', '.'],
  ])('%s', async (_, path) => {
    await expect(fileSigner(join(folder, path), key)).rejects.toMatchObject({
      code: 'signer',
      hint: expect.any(String),
    });
  });

  test('and never repeats what is in the file', async () => {
    const secret = 'MIGHAgEAMBMGByqGSM49-very-secret';
    const error: unknown = await fileSigner(fileWith(`-----BEGIN PRIVATE KEY-----\n${secret}\n`), key).catch(
      (e: unknown) => e,
    );
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('very-secret');
  });
});

describe('the path of a file2: URI', () => {
  test.each([
    ['file2:key.pem', undefined, 'key.pem'],
    ['file2:keys/key.pem', '', 'keys/key.pem'],
    ['file2:/abs/key.pem', undefined, '/abs/key.pem'],
    ['file2:key.pem', '/keys', '/keys/key.pem'],
    ['file2:key.pem', '/keys/', '/keys/key.pem'],
    ['file2:a/b.pem', 'keys', 'keys/a/b.pem'],
    ['file2:/abs/key.pem', '/keys', '/keys/abs/key.pem'],
    ['file2:a/../key.pem', '/keys', '/keys/key.pem'],
    ['file2:..key.pem', '/keys', '/keys/..key.pem'],
    ['file2:with blank%20.pem', '/keys', '/keys/with blank%20.pem'],
  ])('%s below %s is %s', (uri, prefix, path) => {
    expect(filePathOf(uri, prefix)).toBe(path);
  });

  test.each([
    ['file2:../key.pem', '/keys'],
    ['file2:..', '/keys'],
    ['file2:.', '/keys'],
    ['file2:a/../../key.pem', '/keys'],
    ['file2:/../key.pem', '/keys'],
    ['file2:../keys-of-others/key.pem', '/keys'],
    ['file2:', '/keys'],
    ['file2:', undefined],
    ['file2:a\0b', undefined],
    ['file:key.pem', undefined],
    ['hsm:', '/keys'],
  ])('%j below %s is refused', (uri, prefix) => {
    expect(() => filePathOf(uri, prefix)).toThrow(expect.objectContaining({ code: 'signer' }));
  });
});
