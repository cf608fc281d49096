/** What the rules about signatures ask of single entries. Each keyid of a role is looked at once, however often it occurs. */
import { signerName } from '../deployment/custom-fields.ts';
import { equalJson } from '../tuf/json.ts';
import type { Key, SignatureEntry } from '../tuf/key.ts';
import { type Metadata, typeOfRole } from '../tuf/metadata.ts';
import { type SignatureEncoding, type SignatureVerifier, signatureEncoding } from '../tuf/verify.ts';
import type { Document } from './document.ts';
import type { RepositoryState } from './state.ts';

/** An entry and the document that it is in. */
export interface Entry {
  readonly document: Document;
  readonly entry: SignatureEntry;
}

/** Whose entry it is. */
export interface EntrySigner {
  readonly keyid: string;
  /** As SPEC B2 names signers. */
  readonly signer: string;
}

const indexes = new WeakMap<Metadata, ReadonlyMap<string, number>>();

/** Keyid -> the place of its first entry. */
export function firstEntries(metadata: Metadata): ReadonlyMap<string, number> {
  let first = indexes.get(metadata);
  if (!first) {
    // Backwards, so that the first entry of a keyid stays.
    first = new Map(metadata.signatures.map(({ keyid }, index) => [keyid, index] as const).reverse());
    indexes.set(metadata, first);
  }
  return first;
}

/** The (first) entry of a keyid in a role's document. */
export function entryIn(document: Document, role: string, keyid: string): Entry | undefined {
  const metadata = document.metadata(typeOfRole(role));
  const index = metadata && firstEntries(metadata).get(keyid);
  return index === undefined ? undefined : { document, entry: metadata!.signatures[index]! };
}

/** The same in a state, for a role whose file is sound in form. */
export function entryOf(state: RepositoryState, role: string, keyid: string): Entry | undefined {
  const document = state.roles.get(role)?.document;
  return document && entryIn(document, role, keyid);
}

/** Is it written as the key wants it? Nobody's entry counts as empty. */
export function encodingOf({ entry }: Entry, keys: readonly Key[]): SignatureEncoding {
  return keys[0] ? signatureEncoding(entry.sig, keys[0]) : 'empty';
}

/** Is it a signature over the document as it stands, by one of the keys that its keyid stands for? */
export function verifies({ document, entry }: Entry, keys: readonly Key[], verifier: SignatureVerifier): boolean {
  return keys.some((key) => verifier.verify(key, document.payload, entry));
}

/** Written as it should be, and wrong all the same. */
export function isWrong(entry: Entry, keys: readonly Key[], verifier: SignatureVerifier): boolean {
  return !['empty', 'malformed'].includes(encodingOf(entry, keys)) && !verifies(entry, keys, verifier);
}

/**
 * Compared by digest: an attacker chooses how many entries there are, and how long what they sign is. Another version tells without the
 * canonical form, which of 100,000 target files takes as long as all else.
 */
export function samePayload(a: Document, b: Document): boolean {
  if (a.oid === b.oid) return true;
  return a.signed['version'] === b.signed['version'] && a.payload.digest('sha256') === b.payload.digest('sha256');
}

/** Has known good the same entry over the same signed part? */
export function isUntouched(now: Entry, before: Entry | undefined): boolean {
  return before !== undefined && equalJson(now.entry, before.entry) && samePayload(now.document, before.document);
}

export function signerOf(keyid: string, keys: readonly Key[]): EntrySigner {
  return { keyid, signer: keys[0] ? signerName(keyid, keys[0]) : keyid };
}
