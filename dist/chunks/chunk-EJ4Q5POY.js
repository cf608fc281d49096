import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  emptyObject,
  has,
  isArray,
  maxDepth,
  names,
  setMember
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/json-error.ts
var JsonError = class extends TufError {
  line;
  column;
  constructor(problem, line, column) {
    super("json", `Line ${line}, column ${column}: ${problem}`, {
      hint: "Mend the file there, or restore it from git."
    });
    this.line = line;
    this.column = column;
  }
};
function errorAfter(text, problem) {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  let column = 1;
  for (let at = start; at < text.length; at += text.codePointAt(at) > 65535 ? 2 : 1) column++;
  return new JsonError(problem, line, column);
}
function soundPrefix(bytes) {
  const mended = Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  let end = 0;
  while (end < bytes.length && bytes[end] === mended[end]) end++;
  while (end > 0 && isContinuation(mended[end])) end--;
  return mended.toString("utf8", 0, end);
}
function isContinuation(byte) {
  return byte !== void 0 && byte >= 128 && byte < 192;
}

// src/tuf/json-text.ts
function encodeJson(value, style, expected = 0) {
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
function enlarged(bytes, length) {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
function isEncodedJson(bytes, value, style) {
  let at = 0;
  let isSame = true;
  new JsonWriter(style, (piece) => {
    isSame &&= Buffer.compare(piece, bytes.subarray(at, at + piece.length)) === 0;
    at += piece.length;
  }).writeAll(value);
  return isSame && at === bytes.length;
}
function refuseLoneSurrogates(text) {
  if (/[\ud800-\udfff]/u.test(text)) {
    throw new TufError("json", "A string with half of a surrogate pair cannot be written: it is not Unicode");
  }
}
var pieceLength = 64 * 1024;
var unitBytes = 3;
var JsonWriter = class {
  #style;
  #take;
  #text = "";
  #space = Buffer.alloc(0);
  /** @param take gets the bytes in pieces, which are valid during the call */
  constructor(style, take) {
    this.#style = style;
    this.#take = take;
  }
  writeAll(value) {
    this.#write(value, 0);
    this.#flush();
  }
  #write(value, depth) {
    if (typeof value === "string") this.#add(this.#style.quote(value));
    else if (typeof value !== "object" || value === null) this.#add(plain(value));
    else if (depth === maxDepth)
      throw new TufError("json", `JSON nested deeper than ${maxDepth} levels cannot be written`);
    else if (isArray(value)) this.#array(value, depth + 1);
    else this.#object(value, depth + 1);
  }
  #array(items, depth) {
    if (items.length === 0) {
      this.#add("[]");
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
  #object(object, depth) {
    const sorted = sortedByCodePoint(names(object));
    if (sorted.length === 0) {
      this.#add("{}");
      return;
    }
    const { newline, quote: quote2, colon } = this.#style;
    let before = `{${newline(depth)}`;
    for (const name of sorted) {
      this.#add(before + quote2(name) + colon);
      this.#write(object[name], depth);
      before = `,${newline(depth)}`;
    }
    this.#add(`${newline(depth - 1)}}`);
  }
  /** Adds whole characters: a surrogate pair never comes in two calls. */
  #add(text) {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#flush();
  }
  #flush() {
    const most = this.#text.length * unitBytes;
    if (this.#space.length < most) this.#space = Buffer.allocUnsafe(most);
    this.#take(this.#space.subarray(0, this.#space.write(this.#text, this.#style.encoding)));
    this.#text = "";
  }
};
function plain(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value !== "number")
    throw new TufError("json", `A value of type ${typeof value} cannot be written as JSON`);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  const said = Object.is(value, -0) ? "-0" : String(value);
  throw new TufError("json", `${said} cannot be written: a number in metadata is an integer within ±(2^53-1)`);
}

// src/tuf/write-json.ts
var newlines = Array.from({ length: maxDepth + 1 }, (_, depth) => `
${" ".repeat(depth)}`);
var onDisk = {
  encoding: "latin1",
  colon: ": ",
  newline: (depth) => newlines[depth],
  quote: quoteAscii
};
function writeJson(value) {
  return encodeJson(value, onDisk);
}
function isWrittenJson(bytes, value) {
  return isEncodedJson(bytes, value, onDisk);
}
var needsEscape = /[^ !#-[\]-~]/;
var everyEscape = /[^ !#-[\]-~]/g;
function quoteAscii(text) {
  if (!needsEscape.test(text)) return `"${text}"`;
  refuseLoneSurrogates(text);
  return `"${text.replace(everyEscape, escapeUnit)}"`;
}
var shortEscapes = /* @__PURE__ */ new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"]
]);
function escapeUnit(unit) {
  return shortEscapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/tuf/strict-json.ts
var mostBytes = 64 * 1024 * 1024;
function parseJson(bytes, limits = {}) {
  const most = Math.min(limits.bytes ?? mostBytes, mostBytes);
  if (bytes.length > most) throw new JsonError(`the text is longer than ${most} bytes`, 1, 1);
  return new Parser(bytes, Math.min(limits.depth ?? maxDepth, maxDepth)).parse();
}
function decodeUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw errorAfter(soundPrefix(bytes), "the bytes here are not UTF-8");
  }
}
var shortestSlice = 13;
var quote = 34;
var backslash = 92;
var zero = 48;
var nine = 57;
var shortEscapes2 = /* @__PURE__ */ new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "	"]
]);
var Parser = class {
  #text;
  /** The bytes, where each is a character: what is copied from them does not hold the text, as a slice of it would. */
  #ascii;
  #maxDepth;
  #at = 0;
  constructor(bytes, depth) {
    this.#text = decodeUtf8(bytes);
    const isAscii = this.#text.length === bytes.length;
    this.#ascii = isAscii ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : void 0;
    this.#maxDepth = depth;
  }
  parse() {
    if (this.#text.startsWith("\uFEFF")) throw this.#error("a byte order mark is not allowed");
    const value = this.#value(0);
    if (this.#next() !== "") throw this.#error("nothing may follow the value");
    return value;
  }
  #value(depth) {
    const first = this.#next();
    if (first === '"') return this.#string();
    if (first === "{") return this.#object(depth + 1);
    if (first === "[") return this.#array(depth + 1);
    if (first === "-" || isDigit(first.charCodeAt(0))) return this.#number();
    if (first === "t") return this.#word("true", true);
    if (first === "f") return this.#word("false", false);
    if (first === "n") return this.#word("null", null);
    throw this.#expected("a value");
  }
  #object(depth) {
    this.#open(depth);
    const object = emptyObject();
    if (this.#closed("}")) return object;
    do {
      const name = this.#newName(object);
      if (this.#next() !== ":") throw this.#expected("a colon");
      this.#at++;
      setMember(object, name, this.#value(depth));
    } while (this.#more("}"));
    return object;
  }
  #newName(object) {
    if (this.#next() !== '"') throw this.#expected("a name in double quotes");
    const start = this.#at;
    const name = this.#string();
    if (has(object, name)) throw this.#error(`a second member with the name ${quoteAscii(beginning(name))}`, start);
    return name;
  }
  #array(depth) {
    this.#open(depth);
    if (this.#closed("]")) return [];
    const items = [this.#value(depth)];
    while (this.#more("]")) items.push(this.#value(depth));
    return items.length < 16 ? items.slice() : items;
  }
  #string() {
    const text = this.#text;
    let value = "";
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
      } else if (!(unit >= 32)) {
        throw this.#error(at < text.length ? "a control character must be escaped" : "the string has no end", at);
      }
    }
  }
  #copy(from, to) {
    const isShort = to - from < shortestSlice;
    return isShort || !this.#ascii ? this.#text.slice(from, to) : this.#ascii.toString("latin1", from, to);
  }
  /** The character of the escape that begins at `start`. */
  #escape(start) {
    const kind = this.#text.charAt(start + 1);
    const char = shortEscapes2.get(kind);
    if (char !== void 0) {
      this.#at = start + 2;
      return char;
    }
    if (kind !== "u") throw this.#error("there is no such escape", start);
    const unit = this.#escapedUnit(start);
    if (unit < 55296 || unit >= 57344) return String.fromCharCode(unit);
    const low = unit < 56320 && this.#text.startsWith("\\u", this.#at) ? this.#escapedUnit(this.#at) : 0;
    if (low < 56320 || low >= 57344) throw this.#error("half of a surrogate pair is not a character", start);
    return String.fromCharCode(unit, low);
  }
  #escapedUnit(start) {
    const digits = this.#text.slice(start + 2, start + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#error("\\u must be followed by four hexadecimal digits", start);
    this.#at = start + 6;
    return Number.parseInt(digits, 16);
  }
  #number() {
    const start = this.#at;
    const negative = this.#text.charAt(start) === "-";
    const first = negative ? start + 1 : start;
    let at = first;
    let value = 0;
    for (let unit = this.#text.charCodeAt(at); isDigit(unit); unit = this.#text.charCodeAt(++at)) {
      value = value * 10 + (unit - zero);
      if (value > Number.MAX_SAFE_INTEGER)
        throw this.#error("an integer outside ±(2^53-1) is not exact everywhere", start);
    }
    if (at === first) throw this.#error("a digit must follow the minus sign", start);
    if (at > first + 1 && this.#text.charCodeAt(first) === zero)
      throw this.#error("a number must not begin with 0", start);
    if (/[.eE]/.test(this.#text.charAt(at)))
      throw this.#error("only integers are allowed, without fraction or exponent", start);
    if (negative && value === 0)
      throw this.#error("-0 is not allowed: for some readers it is 0, for others not", start);
    this.#at = at;
    return negative ? -value : value;
  }
  #word(word, value) {
    if (!this.#text.startsWith(word, this.#at)) throw this.#expected("a value");
    this.#at += word.length;
    return value;
  }
  #open(depth) {
    if (depth > this.#maxDepth) throw this.#error(`arrays and objects are nested deeper than ${this.#maxDepth} levels`);
    this.#at++;
  }
  /** Does the container end before its first item? */
  #closed(end) {
    if (this.#next() !== end) return false;
    this.#at++;
    return true;
  }
  /** After an item: does another one follow, or does the container end? */
  #more(end) {
    const next = this.#next();
    if (next !== "," && next !== end) throw this.#expected(`a comma or ${end}`);
    this.#at++;
    return next === ",";
  }
  /** The next character that is no white space, or the empty string at the end. */
  #next() {
    const text = this.#text;
    let at = this.#at;
    for (let unit = text.charCodeAt(at); unit === 32 || unit === 10 || unit === 13 || unit === 9; ) {
      unit = text.charCodeAt(++at);
    }
    this.#at = at;
    return text.charAt(at);
  }
  #expected(what) {
    return this.#error(
      this.#at < this.#text.length ? `${what} should be here` : `the text ends where ${what} should be`
    );
  }
  #error(problem, at = this.#at) {
    return errorAfter(this.#text.slice(0, at), problem);
  }
};
function isDigit(unit) {
  return unit >= zero && unit <= nine;
}
function beginning(name) {
  return /^.{0,60}/su.exec(name)[0];
}

export {
  JsonError,
  encodeJson,
  refuseLoneSurrogates,
  writeJson,
  isWrittenJson,
  parseJson
};
