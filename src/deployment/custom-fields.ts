/** The fields that tuf-on-ci adds to TUF metadata (SPEC A3). */
import { get, type JsonObject } from '../tuf/json.ts';

export const keyOwnerField = 'x-tuf-on-ci-keyowner';
export const onlineUriField = 'x-tuf-on-ci-online-uri';
export const expiryPeriodField = 'x-tuf-on-ci-expiry-period';
export const signingPeriodField = 'x-tuf-on-ci-signing-period';

const userName = /^@[0-9a-z-]+$/;

/** Is this the name of a person, as it stands in metadata (lower case, with its @)? */
export function isUserName(name: unknown): name is string {
  return typeof name === 'string' && userName.test(name);
}

/** A user name as a person types it: lower-cased, a missing `@` added; undefined when it can be none. */
export function parseUserName(text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  const name = lower.startsWith('@') ? lower : `@${lower}`;
  return isUserName(name) ? name : undefined;
}

/** The person who holds an offline key, as written. */
export function keyOwner(key: JsonObject): string | undefined {
  const owner = get(key, keyOwnerField);
  return typeof owner === 'string' ? owner : undefined;
}

/** The signer URI of an online key. */
export function onlineUri(key: JsonObject): string | undefined {
  const uri = get(key, onlineUriField);
  return typeof uri === 'string' ? uri : undefined;
}

/** How a signer is named: by owner, an online key by its URI, a key with neither by its keyid (SPEC B2). */
export function signerName(keyid: string, key: JsonObject): string {
  return keyOwner(key) ?? onlineUri(key) ?? keyid;
}
