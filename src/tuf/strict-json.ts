/**
 * The strict parser of SPEC A2: RFC 8259 without anything that two readers could understand differently. `JSON.parse` under a
 * checking scan would not do: in Node 24 it takes one escaped name for another (nodejs/node#63785).
 */

import { emptyObject, has, type Json, type JsonObject, maxDepth, setMember } from './json.ts';
import { errorAfter, JsonError, soundPrefix } from './json-error.ts';
import { quoteAscii } from './write-json.ts';

export { JsonError };

export interface JsonLimits {
  /** Bytes of the whole text. At most, and unless told, 64 MiB: some 400,000 target files. */
  readonly bytes?: number;
  /** Arrays and objects inside each other. At most, and unless told, `maxDepth`. */
  readonly depth?: number;
}

/** Hostile text such as `[{},{},…` takes up to 30 bytes of memory per byte: more of it than this would end the process. */
const mostBytes = 64 * 1024 * 1024;

/** Reads one JSON value; its objects have no prototype. @throws JsonError and nothing else. */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = {}): Json {
  const most = Math.min(limits.bytes ?? mostBytes, mostBytes);
  if (bytes.length > most) throw new JsonError(`the text is longer than ${most} bytes`, 1, 1);
  return new Parser(bytes, Math.min(limits.depth ?? maxDepth, maxDepth)).parse();
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw errorAfter(soundPrefix(bytes), 'the bytes here are not UTF-8');
  }
}

/** Shorter parts of a string V8 copies by itself. */
const shortestSlice = 13;

const quote = 0x22;
const backslash = 0x5c;
const zero = 0x30;
const nine = 0x39;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Recursive descent; its recursion is bounded by the depth. `#at` is the index of the next UTF-16 unit. */
class Parser {
  readonly #text: string;
  /** The bytes, where each is a character: what is copied from them does not hold the text, as a slice of it would. */
  readonly #ascii: Buffer | undefined;
  readonly #maxDepth: number;
  #at = 0;

  constructor(bytes: Uint8Array, depth: number) {
    this.#text = decodeUtf8(bytes);
    const isAscii = this.#text.length === bytes.length;
    this.#ascii = isAscii ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : undefined;
    this.#maxDepth = depth;
  }

  parse(): Json {
    if (this.#text.startsWith('\ufeff')) throw this.#error('a byte order mark is not allowed');
    const value = this.#value(0);
    if (this.#next() !== '') throw this.#error('nothing may follow the value');
    return value;
  }

  #value(depth: number): Json {
    const first = this.#next();
    if (first === '"') return this.#string();
    if (first === '{') return this.#object(depth + 1);
    if (first === '[') return this.#array(depth + 1);
    if (first === '-' || isDigit(first.charCodeAt(0))) return this.#number();
    if (first === 't') return this.#word('true', true);
    if (first === 'f') return this.#word('false', false);
    if (first === 'n') return this.#word('null', null);
    throw this.#expected('a value');
  }

  #object(depth: number): JsonObject {
    this.#open(depth);
    const object = emptyObject();
    if (this.#closed('}')) return object;
    do {
      const name = this.#newName(object);
      if (this.#next() !== ':') throw this.#expected('a colon');
      this.#at++;
      setMember(object, name, this.#value(depth));
    } while (this.#more('}'));
    return object;
  }

  #newName(object: JsonObject): string {
    if (this.#next() !== '"') throw this.#expected('a name in double quotes');
    const start = this.#at;
    const name = this.#string();
    if (has(object, name)) throw this.#error(`a second member with the name ${quoteAscii(beginning(name))}`, start);
    return name;
  }

  #array(depth: number): Json[] {
    this.#open(depth);
    if (this.#closed(']')) return [];
    const items = [this.#value(depth)];
    while (this.#more(']')) items.push(this.#value(depth));
    // The second push makes room for 17. Short arrays give it back, or `[0,0]` would take 150 bytes.
    return items.length < 16 ? items.slice() : items;
  }

  #string(): string {
    const text = this.#text;
    let value = '';
    let from = ++this.#at;
    for (let at = from; ; at++) {
      const unit = text.charCodeAt(at);
      if (unit === quote) {
        this.#at = at + 1;
        return value + this.#copy(from, at);
      }
      if (unit === backslash) {
        value += text.slice(from, at) + this.#escape(at);
        from = this.#at;
        at = from - 1;
      } else if (!(unit >= 0x20)) {
        throw this.#error(at < text.length ? 'a control character must be escaped' : 'the string has no end', at);
      }
    }
  }

  #copy(from: number, to: number): string {
    const isShort = to - from < shortestSlice;
    return isShort || !this.#ascii ? this.#text.slice(from, to) : this.#ascii.toString('latin1', from, to);
  }

  /** The character of the escape that begins at `start`. */
  #escape(start: number): string {
    const kind = this.#text.charAt(start + 1);
    const char = shortEscapes.get(kind);
    if (char !== undefined) {
      this.#at = start + 2;
      return char;
    }
    if (kind !== 'u') throw this.#error('there is no such escape', start);
    const unit = this.#escapedUnit(start);
    if (unit < 0xd800 || unit >= 0xe000) return String.fromCharCode(unit);
    const low = unit < 0xdc00 && this.#text.startsWith('\\u', this.#at) ? this.#escapedUnit(this.#at) : 0;
    if (low < 0xdc00 || low >= 0xe000) throw this.#error('half of a surrogate pair is not a character', start);
    return String.fromCharCode(unit, low);
  }

  #escapedUnit(start: number): number {
    const digits = this.#text.slice(start + 2, start + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#error('\\u must be followed by four hexadecimal digits', start);
    this.#at = start + 6;
    return Number.parseInt(digits, 16);
  }

  #number(): number {
    const start = this.#at;
    const negative = this.#text.charAt(start) === '-';
    const first = negative ? start + 1 : start;
    let at = first;
    let value = 0;
    for (let unit = this.#text.charCodeAt(at); isDigit(unit); unit = this.#text.charCodeAt(++at)) {
      value = value * 10 + (unit - zero);
      if (value > Number.MAX_SAFE_INTEGER)
        throw this.#error('an integer outside ±(2^53-1) is not exact everywhere', start);
    }
    if (at === first) throw this.#error('a digit must follow the minus sign', start);
    if (at > first + 1 && this.#text.charCodeAt(first) === zero)
      throw this.#error('a number must not begin with 0', start);
    if (/[.eE]/.test(this.#text.charAt(at)))
      throw this.#error('only integers are allowed, without fraction or exponent', start);
    if (negative && value === 0)
      throw this.#error('-0 is not allowed: for some readers it is 0, for others not', start);
    this.#at = at;
    return negative ? -value : value;
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#expected('a value');
    this.#at += word.length;
    return value;
  }

  #open(depth: number): void {
    if (depth > this.#maxDepth) throw this.#error(`arrays and objects are nested deeper than ${this.#maxDepth} levels`);
    this.#at++;
  }

  /** Does the container end before its first item? */
  #closed(end: string): boolean {
    if (this.#next() !== end) return false;
    this.#at++;
    return true;
  }

  /** After an item: does another one follow, or does the container end? */
  #more(end: string): boolean {
    const next = this.#next();
    if (next !== ',' && next !== end) throw this.#expected(`a comma or ${end}`);
    this.#at++;
    return next === ',';
  }

  /** The next character that is no white space, or the empty string at the end. */
  #next(): string {
    const text = this.#text;
    let at = this.#at;
    for (let unit = text.charCodeAt(at); unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09; ) {
      unit = text.charCodeAt(++at);
    }
    this.#at = at;
    return text.charAt(at);
  }

  #expected(what: string): JsonError {
    return this.#error(
      this.#at < this.#text.length ? `${what} should be here` : `the text ends where ${what} should be`,
    );
  }

  #error(problem: string, at = this.#at): JsonError {
    return errorAfter(this.#text.slice(0, at), problem);
  }
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= nine;
}

/** As much of a name as an error shows; never half of a surrogate pair. */
function beginning(name: string): string {
  return /^.{0,60}/su.exec(name)![0];
}
