import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  readMetadata
} from "./chunk-J3GAEHAW.js";
import {
  isWrittenJson,
  parseJson
} from "./chunk-EJ4Q5POY.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/verifier/document.ts
var Document = class {
  oid;
  bytes;
  #readings = /* @__PURE__ */ new Map();
  #json;
  #payload;
  #hasOwnBytes;
  constructor(oid, bytes) {
    this.oid = oid;
    this.bytes = bytes;
  }
  /** The JSON tree, or why the bytes are none. Parsed when first asked for. */
  get json() {
    this.#json ??= parse(this.bytes);
    return this.#json;
  }
  /** The document as metadata of a type; undefined when it is not even JSON. */
  reading(type) {
    if (!this.json.ok) return void 0;
    let reading = this.#readings.get(type);
    if (!reading) {
      reading = readMetadata(this.json.value, type);
      this.#readings.set(type, reading);
    }
    return reading;
  }
  /** The metadata, when bytes and form are sound. */
  metadata(type) {
    const reading = this.reading(type);
    return reading?.ok ? reading.metadata : void 0;
  }
  /** Are the bytes those that this tool would write (SPEC A2)? */
  get hasOwnBytes() {
    this.#hasOwnBytes ??= this.json.ok && isWrittenJson(this.bytes, this.json.value);
    return this.#hasOwnBytes;
  }
  /** The part that is signed. Only for a document whose form is sound. */
  get signed() {
    if (!this.json.ok) throw new TufError("internal", "There is no signed part in a file that is not JSON");
    return this.json.value["signed"];
  }
  /** The bytes that signatures are made over (SPEC A2). Only for a document whose form is sound. */
  get payload() {
    this.#payload ??= payloadOf(canonicalJson(this.signed, this.bytes.length));
    return this.#payload;
  }
};
function parse(bytes) {
  try {
    return { ok: true, value: parseJson(bytes) };
  } catch (error) {
    if (error instanceof TufError) return { ok: false, error };
    throw error;
  }
}
var Documents = class {
  #byOid = /* @__PURE__ */ new Map();
  get(oid) {
    return this.#byOid.get(oid);
  }
  add(oid, bytes) {
    const known = this.#byOid.get(oid);
    if (known) return known;
    const document = new Document(oid, bytes);
    this.#byOid.set(oid, document);
    return document;
  }
};

export {
  Document,
  Documents
};
