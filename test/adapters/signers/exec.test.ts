/** `exec:`: the protocol of docs/exec-signer.md, with real programs that keep to it, and some that do not. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { execSigner, readPublicHalfOfProgram } from '../../../src/adapters/signers/exec.ts';
import { objectOf } from '../../../src/tuf/json.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { keyFromSpki } from '../../../src/tuf/key-from-public-key.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import { projectFolder } from '../../support/commands.ts';
import { ecdsaPair, ed25519Pair, type KeyPair, keyWith, mlDsaPair, rsaPair } from '../../tuf/keys/make-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'exec-signer-'));
afterAll(() => rmSync(folder, { recursive: true }));
const variables = { PATH: process.env['PATH'], HOME: folder };
const payload = Buffer.from('{"_type":"targets"}');

let programs = 0;
function program(body: string): string {
  const path = join(folder, `helper-${programs++}.mjs`);
  writeFileSync(path, `#!${process.execPath}\nimport { readFileSync } from 'node:fs';\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A helper that does what the manual says, with one exception: whatever `spoil` makes of its signature. */
function goodHelper({ pem, key }: KeyPair, spoil = 'signature'): string {
  writeFileSync(join(folder, `${programs}.pem`), pem);
  return program(`
import { constants, createPrivateKey, createPublicKey, privateEncrypt, sign } from 'node:crypto';
const question = JSON.parse(readFileSync(0, 'utf8'));
const key = createPrivateKey(readFileSync(${JSON.stringify(join(folder, `${programs}.pem`))}));
const answer = () => {
  if (question['tuf-on-ci-signer'] !== 1 || process.argv.length !== 2) return { error: 'not the protocol' };
  if (question.ask === 'public-key') return { public: createPublicKey(key).export({ type: 'spki', format: 'pem' }) };
  if (question.scheme !== ${JSON.stringify(key.scheme)}) return { error: 'not the scheme' };
  const signature = sign(null, Buffer.from(question.message, 'base64'), key).toString('hex');
  return { signature: ${spoil} };
};
console.error('touch the device now');
process.stdout.write(JSON.stringify(answer()));`);
}

const signed = async (path: string, key: Key, options = {}) =>
  (await execSigner(path, key, { variables, ...options }).sign(payload)).sig;
const verifies = (key: Key, sig: string) =>
  createSignatureVerifier().verify(key, payloadOf(payload), { keyid: 'any', sig });
const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'signer', message: expect.stringMatching(message) });

test('a helper that keeps to the manual', async () => {
  const pair = ed25519Pair();
  const path = goodHelper(pair);
  expect(verifies(pair.key, await signed(path, pair.key))).toBe(true);
  const { spki, schemes } = await readPublicHalfOfProgram(path, { variables });
  expect(keyFromSpki(spki, objectOf([]), schemes[0])).toEqual(pair.key);
});

test('the example of the manual', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, '.my-signing-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const example = join(projectFolder, 'test/support/example-helper.mjs');
  const { spki } = await readPublicHalfOfProgram(example, { variables });
  expect(Buffer.from(spki)).toEqual(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  const key = keyFromSpki(spki, objectOf([]));
  expect(verifies(key, await signed(example, key))).toBe(true);
});

test.each([
  [ecdsaPair('p384'), { digest: expect.stringMatching(/^.{64}$/), 'digest-algorithm': 'sha384' }],
  [rsaPair(), { digest: expect.stringMatching(/^.{44}$/), 'digest-algorithm': 'sha256' }],
  [ed25519Pair(), { message: payload.toString('base64') }],
  [mlDsaPair('ml-dsa-44'), { message: expect.stringMatching(/^dHVmA.{87}/) }],
])('what it is asked ($0.key.scheme)', async ({ key }, expected) => {
  const asked = join(folder, 'asked.json');
  const path = program(
    `(await import('node:fs')).writeFileSync(${JSON.stringify(asked)}, readFileSync(0)); process.exit(1);`,
  );
  await expect(signed(path, key)).rejects.toEqual(refused(/failed/));
  const question = JSON.parse(readFileSync(asked, 'utf8'));
  const common = { 'tuf-on-ci-signer': 1, ask: 'sign', scheme: key.scheme, public: key.keyval['public'] };
  expect(question).toEqual({ ...common, ...expected });
});

describe('refused is', () => {
  const pair = ed25519Pair();
  const answering = (text: string) => program(`readFileSync(0); process.stdout.write(${JSON.stringify(text)});`);
  test.each<[string, string, RegExp]>([
    ['a signature by another key', goodHelper(ed25519Pair()), /does not verify/],
    ['one in upper case', goodHelper(pair, 'signature.toUpperCase()'), /hexadecimal/],
    ['a list', answering('[]'), /one JSON object/],
    ['no JSON', answering('signature: 00'), /one JSON object/],
    ['a member twice', answering('{"signature":"00","signature":"01"}'), /one JSON object/],
    ['no signature', answering('{}'), /"signature"/],
    ['a failure', program('process.exit(3)'), /failed \(3\)/],
    ['a program that is killed', program(`process.kill(process.pid, 'SIGKILL')`), /failed \(SIGKILL\)/],
    [
      'an answer without end',
      program(`for (;;) (await import('node:fs')).writeSync(1, Buffer.alloc(65536, 32));`),
      /65536/,
    ],
    ['its own refusal', answering('{"error":"the device is asleep"}'), /the device is asleep/],
    ['a file that is no program', join(folder, '0.pem'), /cannot be started/],
    ['a relative path: it would be taken from a clone', './helper.mjs', /relative/],
    ['a name that is not in PATH', 'no-such-helper', /no program/],
  ])('%s', async (_, path, message) => {
    await expect(signed(path, pair.key)).rejects.toEqual(refused(message));
  });

  test('one that never answers', async () => {
    const path = program('setTimeout(() => {}, 60_000)');
    await expect(signed(path, pair.key, { patience: 0.5 })).rejects.toEqual(refused(/within 0.5 s/));
  });

  test('a Sigstore identity as its key', () => {
    const key = { keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity: 'a', issuer: 'b' } };
    expect(() => execSigner('/bin/true', key, { variables })).toThrow(refused(/sigstore-oidc/));
  });

  test('a public key that is none', async () => {
    const path = answering('{"public":"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----"}');
    await expect(readPublicHalfOfProgram(path, { variables })).rejects.toMatchObject({ code: 'key' });
  });
});

test('a name is found in PATH, but never in the current folder or a relative entry', async () => {
  const pair = ed25519Pair();
  const path = goodHelper(pair);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  cpSync(path, join(bin, 'my-helper'));
  const inPath = { ...variables, PATH: [bin, dirname(process.execPath)].join(delimiter) };
  expect(verifies(pair.key, await signed('my-helper', pair.key, { variables: inPath }))).toBe(true);
  const relative = { ...variables, PATH: ['test/support', '', '.'].join(delimiter) };
  await expect(signed('example-helper.mjs', pair.key, { variables: relative })).rejects.toEqual(refused(/no program/));
});

test('historic key types are signed for like the others', async () => {
  const { key } = ecdsaPair('p256');
  const path = program(`process.stdout.write(JSON.stringify({ error: JSON.parse(readFileSync(0, 'utf8')).scheme }));`);
  const historic = keyWith(key, { keytype: 'ecdsa-sha2-nistp256' });
  await expect(signed(path, historic)).rejects.toEqual(refused(/ecdsa-sha2-nistp256/));
});
