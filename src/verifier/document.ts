/**
 * A metadata file, parsed, narrowed and hashed at most once however often it is judged: documents are remembered
 * by their git object id and shared by head, base, status and audit.
 */
import { TufError } from '../errors.ts';
import type { Oid } from '../ports/repository.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import type { Json, JsonObject } from '../tuf/json.ts';
import type { MetadataType } from '../tuf/metadata.ts';
import { type MetadataReading, readMetadata } from '../tuf/read-metadata.ts';
import { parseJson } from '../tuf/strict-json.ts';
import { type Payload, payloadOf } from '../tuf/verify.ts';
import { isWrittenJson } from '../tuf/write-json.ts';

type JsonReading = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: TufError };

export class Document {
  readonly oid: Oid;
  readonly bytes: Uint8Array;
  readonly #readings = new Map<MetadataType, MetadataReading>();
  #json: JsonReading | undefined;
  #payload: Payload | undefined;
  #hasOwnBytes: boolean | undefined;

  constructor(oid: Oid, bytes: Uint8Array) {
    this.oid = oid;
    this.bytes = bytes;
  }

  /** The JSON tree, or why the bytes are none. Parsed when first asked for. */
  get json(): JsonReading {
    this.#json ??= parse(this.bytes);
    return this.#json;
  }

  /** The document as metadata of a type; undefined when it is not even JSON. */
  reading<T extends MetadataType>(type: T): MetadataReading<T> | undefined {
    if (!this.json.ok) return undefined;
    let reading = this.#readings.get(type);
    if (!reading) {
      reading = readMetadata(this.json.value, type);
      this.#readings.set(type, reading);
    }
    return reading as MetadataReading<T>;
  }

  /** The metadata, when bytes and form are sound. */
  metadata<T extends MetadataType>(type: T): (MetadataReading<T> & { ok: true })['metadata'] | undefined {
    const reading = this.reading(type);
    return reading?.ok ? reading.metadata : undefined;
  }

  /** Are the bytes those that this tool would write (SPEC A2)? */
  get hasOwnBytes(): boolean {
    this.#hasOwnBytes ??= this.json.ok && isWrittenJson(this.bytes, this.json.value);
    return this.#hasOwnBytes;
  }

  /** The part that is signed. Only for a document whose form is sound. */
  get signed(): JsonObject {
    if (!this.json.ok) throw new TufError('internal', 'There is no signed part in a file that is not JSON');
    return (this.json.value as JsonObject)['signed'] as JsonObject;
  }

  /** The bytes that signatures are made over (SPEC A2). Only for a document whose form is sound. */
  get payload(): Payload {
    this.#payload ??= payloadOf(canonicalJson(this.signed, this.bytes.length));
    return this.#payload;
  }
}

function parse(bytes: Uint8Array): JsonReading {
  try {
    return { ok: true, value: parseJson(bytes) };
  } catch (error) {
    if (error instanceof TufError) return { ok: false, error };
    throw error;
  }
}

/** Documents by object id, for as long as a command runs. */
export class Documents {
  readonly #byOid = new Map<Oid, Document>();

  get(oid: Oid): Document | undefined {
    return this.#byOid.get(oid);
  }

  add(oid: Oid, bytes: Uint8Array): Document {
    const known = this.#byOid.get(oid);
    if (known) return known;
    const document = new Document(oid, bytes);
    this.#byOid.set(oid, document);
    return document;
  }
}
