/**
 * OLPC canonical JSON: the bytes that are signed, and those that keyids are made of (SPEC A2).
 */

import type { Json } from './json.ts';
import { encodeJson, type JsonStyle, refuseLoneSurrogates } from './json-text.ts';

const canonical: JsonStyle = { encoding: 'utf8', colon: ':', newline: () => '', quote: quoteRaw };

/** The canonical bytes of a value, UTF-8. @throws TufError('json') for what `parseJson` would refuse. */
export function canonicalJson(value: Json, expected?: number): Uint8Array {
  return encodeJson(value, canonical, expected);
}

/** Escapes `"` and `\` alone. Control characters stand as they are, which makes the canonical form unfit for a JSON parser. */
function quoteRaw(text: string): string {
  if (!/["\\\ud800-\udfff]/.test(text)) return `"${text}"`;
  refuseLoneSurrogates(text);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
