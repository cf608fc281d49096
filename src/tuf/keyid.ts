/**
 * Keyids are derived from the whole key object (SPEC A3; TUF 4.2).
 */
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { JsonObject } from './json.ts';

/** SHA-256 in hex of the key's canonical JSON, custom fields included. @throws TufError('json') for what SPEC A2 refuses. */
export function keyId(key: JsonObject): string {
  return hash('sha256', canonicalJson(key), 'hex');
}
