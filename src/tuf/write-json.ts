/**
 * JSON as metadata lies on disk (SPEC A2).
 */

import { type Json, maxDepth } from './json.ts';
import { encodeJson, isEncodedJson, type JsonStyle, refuseLoneSurrogates } from './json-text.ts';

const newlines = Array.from({ length: maxDepth + 1 }, (_, depth) => `\n${' '.repeat(depth)}`);

const onDisk: JsonStyle = {
  encoding: 'latin1',
  colon: ': ',
  newline: (depth) => newlines[depth]!,
  quote: quoteAscii,
};

/** The bytes of a metadata file. @throws TufError('json') for what `parseJson` would refuse. */
export function writeJson(value: Json): Uint8Array {
  return encodeJson(value, onDisk);
}

/** Are these the bytes that `writeJson` makes of the value? */
export function isWrittenJson(bytes: Uint8Array, value: Json): boolean {
  return isEncodedJson(bytes, value, onDisk);
}

/** Anything but printable ASCII, and of that `"` and `\`. One class: with `|` it takes three times as long. */
const needsEscape = /[^ !#-[\]-~]/;
const everyEscape = /[^ !#-[\]-~]/g;

/** A JSON string of printable ASCII alone. @throws TufError('json') for a lone surrogate. */
export function quoteAscii(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`;
  refuseLoneSurrogates(text);
  return `"${text.replace(everyEscape, escapeUnit)}"`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeUnit(unit: string): string {
  return shortEscapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
