/**
 * The verifier remembers its answers (ARCHITECTURE "Nothing is … verified twice"): it must never mix them up.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/tuf/json.ts';
import type { Key } from '../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf, type SigstoreCheck } from '../../src/tuf/verify.ts';
import { ecdsaPair, keyWith, rsaPair } from './keys/make-key.ts';

const bytes = Buffer.from('{"_type":"timestamp"}');

describe('answers of one question are not given to another', () => {
  const [p256, other] = [ecdsaPair('p256'), ecdsaPair('p256')];
  const rsa = rsaPair('rsa-pkcs1v15-sha256');
  const signature = (pem: string, message = bytes) => sign('sha256', message, createPrivateKey(pem)).toString('hex');
  const [sig, otherSig, rsaSig] = [signature(p256.pem), signature(other.pem), signature(rsa.pem)];

  test('payload, key, scheme and signature all matter, in whatever order they are asked', () => {
    const verifier = createSignatureVerifier();
    const changed = Buffer.from('{"_type":"snapshot"}');
    const questions: [Key, Uint8Array, string, boolean][] = [
      [p256.key, bytes, sig, true],
      [p256.key, changed, sig, false],
      [other.key, bytes, sig, false],
      [p256.key, bytes, otherSig, false],
      [other.key, bytes, otherSig, true],
      [rsa.key, bytes, rsaSig, true],
      [keyWith(rsa.key, { scheme: 'rsa-pkcs1v15-sha512' }), bytes, rsaSig, false],
      [keyWith(rsa.key, { scheme: 'rsassa-pss-sha256' }), bytes, rsaSig, false],
    ];
    for (const [key, message, text, answer] of [...questions, ...questions.toReversed(), ...questions]) {
      expect(verifier.verify(key, payloadOf(message), { keyid: 'any', sig: text })).toBe(answer);
    }
  });
});

test('a payload is hashed once per algorithm', () => {
  const own = Buffer.from(bytes);
  const payload = payloadOf(own);
  const digests = [payload.digest('sha256'), payload.digest('sha512')];
  expect(digests[1]).not.toBe(digests[0]);
  own.fill(0); // nobody may do this; whoever hashed again would see it
  expect([payload.digest('sha256'), payload.digest('sha512')]).toEqual(digests);
});

describe('Sigstore signatures', () => {
  const key = (identity: string, issuer: string): Key => ({
    keytype: 'sigstore-oidc',
    scheme: 'Fulcio',
    keyval: { identity, issuer },
  });
  const ann = key('ann@example.com', 'https://github.com/login/oauth');
  const entry = (bundle: JsonObject, sig = 'MEUC') => ({ keyid: 'any', sig, bundle });

  /** Says yes to Ann's only bundle, and counts the questions. */
  function recorder(): { check: SigstoreCheck; calls: unknown[][] } {
    const calls: unknown[][] = [];
    const check: SigstoreCheck = (bundle, message, ...rest) => {
      calls.push([bundle, Buffer.from(message).toString(), ...rest]);
      return bundle['of'] === rest[0];
    };
    return { check, calls };
  }

  test('do not verify without somebody who can check them', () => {
    expect(createSignatureVerifier().verify(ann, payloadOf(bytes), entry({ of: 'ann@example.com' }))).toBe(false);
  });

  test('are given to the check with the identity that the key names', () => {
    const { check, calls } = recorder();
    const verifier = createSignatureVerifier({ sigstore: check });
    const bundle = { of: 'ann@example.com' };
    expect(verifier.verify(ann, payloadOf(bytes), entry(bundle))).toBe(true);
    expect(calls).toEqual([[bundle, bytes.toString(), 'ann@example.com', 'https://github.com/login/oauth', 'MEUC']]);
  });

  test('are not given to it when empty, malformed, or without a bundle', () => {
    const { check, calls } = recorder();
    const verifier = createSignatureVerifier({ sigstore: check });
    const bundle = { of: 'ann@example.com' };
    const bad = [
      entry(bundle, ''),
      entry(bundle, 'ME-_'),
      { keyid: 'any', sig: 'MEUC' },
      { keyid: 'any', sig: 'MEUC', bundle: 'x' },
    ];
    for (const each of bad) expect(verifier.verify(ann, payloadOf(bytes), each)).toBe(false);
    expect(calls).toEqual([]);
  });

  test('are checked once for the same question, and again for another', () => {
    const { check, calls } = recorder();
    const verifier = createSignatureVerifier({ sigstore: check });
    const ask = (asked: Key, message: Uint8Array, of: string, sig?: string) =>
      verifier.verify(asked, payloadOf(message), entry({ of }, sig));
    const questions = [
      () => ask(ann, bytes, 'ann@example.com'),
      () => ask(ann, bytes, 'bob@example.com'),
      () => ask(ann, bytes, 'ann@example.com', 'MEUD'),
      () => ask(ann, Buffer.from('{}'), 'ann@example.com'),
      () => ask(key('bob@example.com', 'https://github.com/login/oauth'), bytes, 'ann@example.com'),
      () => ask(key('ann@example.com', 'https://evil.example'), bytes, 'ann@example.com'),
    ];
    const answers = questions.map((question) => question());
    expect(questions.map((question) => question())).toEqual(answers);
    expect(answers).toEqual([true, false, true, true, false, true]);
    expect(calls).toHaveLength(questions.length);
  });
});
