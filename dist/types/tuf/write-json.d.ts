/**
 * JSON as metadata lies on disk (SPEC A2).
 */
import { type Json } from './json.ts';
/** The bytes of a metadata file. @throws TufError('json') for what `parseJson` would refuse. */
export declare function writeJson(value: Json): Uint8Array;
/** Are these the bytes that `writeJson` makes of the value? */
export declare function isWrittenJson(bytes: Uint8Array, value: Json): boolean;
/** A JSON string of printable ASCII alone. @throws TufError('json') for a lone surrogate. */
export declare function quoteAscii(text: string): string;
