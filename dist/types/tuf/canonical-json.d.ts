/**
 * OLPC canonical JSON: the bytes that are signed, and those that keyids are made of (SPEC A2).
 */
import type { Json } from './json.ts';
/** The canonical bytes of a value, UTF-8. @throws TufError('json') for what `parseJson` would refuse. */
export declare function canonicalJson(value: Json, expected?: number): Uint8Array;
