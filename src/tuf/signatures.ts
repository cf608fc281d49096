/**
 * Counting signatures against a role's keys (TUF 4.2.1, 5.3.4): by distinct keys, never by entries.
 */

import { get } from './json.ts';
import type { Key, SignatureEntry } from './key.ts';
import type { Keys, Metadata, Role, Signed } from './metadata.ts';
import { readPublicKey } from './public-key.ts';
import type { Payload, SignatureVerifier } from './verify.ts';

/** Somebody who may sign: a role with the key list that its keyids refer to. */
export interface Signers {
  readonly role: Role;
  readonly keys: Keys;
}

export interface Signer {
  readonly keyid: string;
  readonly key: Key;
}

export interface Signatures {
  /** Keys with a valid signature, in the order of the role's keyids. */
  readonly signed: readonly Signer[];
  /** Keys without one. */
  readonly missing: readonly Signer[];
  /** At least one, and as many distinct keys as the threshold asks for. */
  readonly complete: boolean;
}

/** The keys of a role that its key list has, each keyid once. */
export function signersOf({ role, keys }: Signers): readonly Signer[] {
  return [...new Set(role.keyids)].flatMap((keyid) => {
    const key = get(keys, keyid) as Key | undefined;
    return key ? [{ keyid, key }] : [];
  });
}

/**
 * Which of a role's keys have validly signed the document.
 * Two keyids with the same key material count once (TUF 4.2.1: "distinct keys").
 */
export function countSignatures(
  metadata: Metadata<Signed>,
  payload: Payload,
  signers: Signers,
  verifier: SignatureVerifier,
): Signatures {
  const entries = entriesByKeyid(metadata.signatures);
  const signed: Signer[] = [];
  const missing: Signer[] = [];
  const materials = new Set<string>();
  for (const signer of signersOf(signers)) {
    const entry = entries.get(signer.keyid);
    if (entry && verifier.verify(signer.key, payload, entry)) {
      signed.push(signer);
      materials.add(materialOf(signer));
    } else missing.push(signer);
  }
  return { signed, missing, complete: materials.size > 0 && materials.size >= signers.role.threshold };
}

/** Entries by keyid; a keyid that occurs twice is refused by clients, so neither counts. */
function entriesByKeyid(entries: readonly SignatureEntry[]): Map<string, SignatureEntry | undefined> {
  const byKeyid = new Map<string, SignatureEntry | undefined>();
  for (const entry of entries) byKeyid.set(entry.keyid, byKeyid.has(entry.keyid) ? undefined : entry);
  return byKeyid;
}

function materialOf({ keyid, key }: Signer): string {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : keyid;
}
