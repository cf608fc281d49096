/**
 * Signatures, keyids and key objects made by securesystemslib (`data/vectors.json`): another implementation's opinion.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/tuf/json.ts';
import type { Key } from '../../src/tuf/key.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import { readPublicKey } from '../../src/tuf/public-key.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import { createSignatureVerifier, payloadOf } from '../../src/tuf/verify.ts';

interface Vector {
  readonly name: string;
  readonly keyid: string;
  readonly key: Key;
  readonly sig: string;
}

const path = new URL('../../../shared/data/vectors.json', import.meta.url);
const present = existsSync(path);
if (!present) console.log('key-vectors: ../shared/data/vectors.json is not there, skipped');
const { payload_hex: payloadHex, signatures } = present
  ? (JSON.parse(readFileSync(path, 'utf8')) as { payload_hex: string; signatures: Vector[] })
  : { payload_hex: '', signatures: [] };
const payload = Buffer.from(payloadHex, 'hex');

describe.skipIf(!present)('vectors of securesystemslib', () => {
  const verifier = createSignatureVerifier();
  const verifies = (key: Key, bytes: Uint8Array, sig: string): boolean =>
    verifier.verify(key, payloadOf(bytes), { keyid: keyId(key), sig });

  test('there are 16', () => expect(signatures).toHaveLength(16));

  describe.each(signatures)('$name', ({ key, keyid, sig }) => {
    test('verifies, and has the same keyid', () => {
      expect(verifies(key, payload, sig)).toBe(true);
      expect(keyId(key)).toBe(keyid);
    });

    test('does not verify with a flipped bit in the payload', () => {
      for (const changed of flipped(payload, 40)) expect(verifies(key, changed, sig)).toBe(false);
    });

    test('does not verify with a flipped bit in the signature', () => {
      for (const changed of flipped(Buffer.from(sig, 'hex'), 40)) {
        expect(verifies(key, payload, changed.toString('hex'))).toBe(false);
      }
    });

    test('is another key with a flipped bit in the key object', () => {
      let readable = 0;
      for (const changed of flipped(Buffer.from(JSON.stringify(key)), 400)) {
        const other = parsed(changed);
        if (!other) continue;
        readable++;
        expect(keyId(other)).not.toBe(keyid);
      }
      expect(readable).toBeGreaterThan(50);
    });

    test('verifies with a changed public key only when that is the same key, written otherwise', () => {
      for (const changed of flipped(Buffer.from(key.keyval['public'] as string, 'latin1'), 40)) {
        const other = { ...key, keyval: { public: changed.toString('latin1') } };
        if (verifies(other, payload, sig)) expect(materialOf(other)).toBe(materialOf(key));
      }
    });
  });
});

function materialOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : undefined;
}

/** Copies with one flipped bit each, spread evenly over the bytes, every bit of a byte in turn. */
function* flipped(bytes: Uint8Array, count: number): Generator<Buffer> {
  const step = Math.max(1, bytes.length / count);
  for (let n = 0; n * step < bytes.length; n++) {
    const copy = Buffer.from(bytes);
    const at = Math.floor(n * step);
    copy[at] = (copy[at] as number) ^ (1 << (n % 8));
    yield copy;
  }
}

function parsed(bytes: Uint8Array): JsonObject | undefined {
  try {
    return parseJson(bytes) as JsonObject;
  } catch {
    return undefined;
  }
}
