/**
 * What the two written forms of JSON share: the walk over the value, the refusals, and gathering bytes (SPEC A2).
 */

import { TufError } from '../errors.ts';
import { sortedByCodePoint } from '../text/code-point-order.ts';
import { isArray, type Json, type JsonObject, maxDepth, names } from './json.ts';

/** How the forms differ. */
export interface JsonStyle {
  readonly encoding: 'latin1' | 'utf8';
  readonly colon: string;
  /** The line break and indent of what stands at this depth. */
  readonly newline: (depth: number) => string;
  readonly quote: (text: string) => string;
}

/** The bytes of a value in this style. @throws TufError('json') for what `parseJson` would refuse. */
export function encodeJson(value: Json, style: JsonStyle, expected = 0): Uint8Array {
  let bytes = new Uint8Array(expected);
  let length = 0;
  new JsonWriter(style, (piece) => {
    const needed = length + piece.length;
    if (needed > bytes.length) bytes = enlarged(bytes, Math.max(needed, bytes.length * 2));
    bytes.set(piece, length);
    length = needed;
  }).writeAll(value);
  return bytes.subarray(0, length);
}

function enlarged(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

/** Are these the bytes of the value in this style? Compared piece by piece, so that nothing of their size is made. */
export function isEncodedJson(bytes: Uint8Array, value: Json, style: JsonStyle): boolean {
  let at = 0;
  let isSame = true;
  new JsonWriter(style, (piece) => {
    isSame &&= Buffer.compare(piece, bytes.subarray(at, at + piece.length)) === 0;
    at += piece.length;
  }).writeAll(value);
  return isSame && at === bytes.length;
}

/** @throws TufError('json') for half of a surrogate pair, which has no UTF-8 form. */
export function refuseLoneSurrogates(text: string): void {
  if (/[\ud800-\udfff]/u.test(text)) {
    throw new TufError('json', 'A string with half of a surrogate pair cannot be written: it is not Unicode');
  }
}

/** Text is encoded in pieces of about this many UTF-16 units: as one string it would be held twice, and as a rope it is large. */
const pieceLength = 64 * 1024;
/** Bytes of a UTF-16 unit, at most. */
const unitBytes = 3;

class JsonWriter {
  readonly #style: JsonStyle;
  readonly #take: (piece: Uint8Array) => void;
  #text = '';
  #space: Buffer = Buffer.alloc(0);

  /** @param take gets the bytes in pieces, which are valid during the call */
  constructor(style: JsonStyle, take: (piece: Uint8Array) => void) {
    this.#style = style;
    this.#take = take;
  }

  writeAll(value: Json): void {
    this.#write(value, 0);
    this.#flush();
  }

  #write(value: Json, depth: number): void {
    if (typeof value === 'string') this.#add(this.#style.quote(value));
    else if (typeof value !== 'object' || value === null) this.#add(plain(value));
    else if (depth === maxDepth)
      throw new TufError('json', `JSON nested deeper than ${maxDepth} levels cannot be written`);
    else if (isArray(value)) this.#array(value, depth + 1);
    else this.#object(value as JsonObject, depth + 1);
  }

  #array(items: readonly Json[], depth: number): void {
    if (items.length === 0) {
      this.#add('[]');
      return;
    }
    const { newline } = this.#style;
    let before = `[${newline(depth)}`;
    for (const item of items) {
      this.#add(before);
      this.#write(item, depth);
      before = `,${newline(depth)}`;
    }
    this.#add(`${newline(depth - 1)}]`);
  }

  #object(object: JsonObject, depth: number): void {
    const sorted = sortedByCodePoint(names(object));
    if (sorted.length === 0) {
      this.#add('{}');
      return;
    }
    const { newline, quote, colon } = this.#style;
    let before = `{${newline(depth)}`;
    for (const name of sorted) {
      this.#add(before + quote(name) + colon);
      this.#write(object[name] as Json, depth);
      before = `,${newline(depth)}`;
    }
    this.#add(`${newline(depth - 1)}}`);
  }

  /** Adds whole characters: a surrogate pair never comes in two calls. */
  #add(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#flush();
  }

  #flush(): void {
    const most = this.#text.length * unitBytes;
    if (this.#space.length < most) this.#space = Buffer.allocUnsafe(most);
    this.#take(this.#space.subarray(0, this.#space.write(this.#text, this.#style.encoding)));
    this.#text = '';
  }
}

/** Anything but strings, arrays and objects. The type system cannot keep `undefined` and fractions out of edits. */
function plain(value: null | boolean | number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'number')
    throw new TufError('json', `A value of type ${typeof value} cannot be written as JSON`);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  const said = Object.is(value, -0) ? '-0' : String(value);
  throw new TufError('json', `${said} cannot be written: a number in metadata is an integer within ±(2^53-1)`);
}
