import type { JsonObject } from './json.ts';
/** SHA-256 in hex of the key's canonical JSON, custom fields included. @throws TufError('json') for what SPEC A2 refuses. */
export declare function keyId(key: JsonObject): string;
