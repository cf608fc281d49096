/**
 * What the two written forms of JSON share: the walk over the value, the refusals, and gathering bytes (SPEC A2).
 */
import { type Json } from './json.ts';
/** How the forms differ. */
export interface JsonStyle {
    readonly encoding: 'latin1' | 'utf8';
    readonly colon: string;
    /** The line break and indent of what stands at this depth. */
    readonly newline: (depth: number) => string;
    readonly quote: (text: string) => string;
}
/** The bytes of a value in this style. @throws TufError('json') for what `parseJson` would refuse. */
export declare function encodeJson(value: Json, style: JsonStyle, expected?: number): Uint8Array;
/** Are these the bytes of the value in this style? Compared piece by piece, so that nothing of their size is made. */
export declare function isEncodedJson(bytes: Uint8Array, value: Json, style: JsonStyle): boolean;
/** @throws TufError('json') for half of a surrogate pair, which has no UTF-8 form. */
export declare function refuseLoneSurrogates(text: string): void;
