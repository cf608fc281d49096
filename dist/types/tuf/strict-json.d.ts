/**
 * The strict parser of SPEC A2: RFC 8259 without anything that two readers could understand differently. `JSON.parse` under a
 * checking scan would not do: in Node 24 it takes one escaped name for another (nodejs/node#63785).
 */
import { type Json } from './json.ts';
import { JsonError } from './json-error.ts';
export { JsonError };
export interface JsonLimits {
    /** Bytes of the whole text. At most, and unless told, 64 MiB: some 400,000 target files. */
    readonly bytes?: number;
    /** Arrays and objects inside each other. At most, and unless told, `maxDepth`. */
    readonly depth?: number;
}
/** Reads one JSON value; its objects have no prototype. @throws JsonError and nothing else. */
export declare function parseJson(bytes: Uint8Array, limits?: JsonLimits): Json;
