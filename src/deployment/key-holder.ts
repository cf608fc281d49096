/** Who signs with a key: the person who owns it, or the online signer that its URI names (SPEC A3, B1 *keys*). */
import { has } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { isUserName, keyOwner, keyOwnerField, onlineUri, onlineUriField } from './custom-fields.ts';
import { isOnlineSigner, parseSignerUri, type SignerUri } from './signer-uri.ts';

export type KeyHolder =
  | { readonly kind: 'person'; readonly owner: string }
  | { readonly kind: 'online'; readonly uri: string; readonly signer: SignerUri }
  /** Neither is written: a key from before tuf-on-ci. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'both' }
  | { readonly kind: 'bad-owner' }
  /** `problem` is part of a sentence. */
  | { readonly kind: 'bad-uri'; readonly problem: string };

/** Reads the custom fields of a key. Exactly one of owner and URI makes a holder. */
export function keyHolder(key: Key): KeyHolder {
  const hasOwner = has(key, keyOwnerField);
  if (has(key, onlineUriField)) return hasOwner ? { kind: 'both' } : onlineHolder(onlineUri(key));
  if (!hasOwner) return { kind: 'unnamed' };
  const owner = keyOwner(key);
  return isUserName(owner) ? { kind: 'person', owner } : { kind: 'bad-owner' };
}

function onlineHolder(uri: string | undefined): KeyHolder {
  if (uri === undefined) return { kind: 'bad-uri', problem: 'it is no string' };
  const reading = parseSignerUri(uri);
  if (!reading.ok) return { kind: 'bad-uri', problem: reading.problem };
  if (!isOnlineSigner(reading.uri)) return { kind: 'bad-uri', problem: 'a program is never named in metadata' };
  return { kind: 'online', uri, signer: reading.uri };
}
