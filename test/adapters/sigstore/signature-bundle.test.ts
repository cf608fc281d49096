/** What the library compares pair by pair comes in small numbers only. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseSignatureBundle } from '../../../src/adapters/sigstore/signature-bundle.ts';
import type { JsonObject } from '../../../src/tuf/json.ts';
import { onlineSign, type Sigstore, startSigstore } from '../../support/sigstore.ts';
import type { Loose } from '../../support/sound-repository.ts';

let sigstore: Sigstore;
let bundle: JsonObject;
beforeAll(async () => {
  sigstore = await startSigstore();
  ({ bundle } = await sigstore.sign(Buffer.from('{}'), onlineSign, { timestamp: true }));
});
afterAll(() => sigstore.close());

function bundleWith(entries: number, timestamps: number): JsonObject {
  const changed: Loose = structuredClone(bundle);
  const { tlogEntries, timestampVerificationData } = changed.verificationMaterial;
  changed.verificationMaterial.tlogEntries = Array(entries).fill(tlogEntries[0]);
  timestampVerificationData.rfc3161Timestamps = Array(timestamps).fill(timestampVerificationData.rfc3161Timestamps[0]);
  return changed;
}

it('entries of the log', () => {
  expect(parseSignatureBundle(bundleWith(8, 1))).toBeDefined();
  expect(parseSignatureBundle(bundleWith(9, 1))).toBeUndefined();
});

it('timestamps', () => {
  expect(parseSignatureBundle(bundleWith(1, 8))).toBeDefined();
  expect(parseSignatureBundle(bundleWith(1, 9))).toBeUndefined();
});
