/**
 * Where strict parsing failed. Line and column are worked out only when there is an error to place.
 */
import { TufError } from '../errors.ts';
/** Bytes that are not the strict JSON of SPEC A2, and where: `line` and `column` count from 1, columns in code points. */
export declare class JsonError extends TufError {
    readonly line: number;
    readonly column: number;
    constructor(problem: string, line: number, column: number);
}
/** The error of what comes right after this text. */
export declare function errorAfter(text: string, problem: string): JsonError;
/** The text before the first byte that is not UTF-8: what a lenient decoder and an encoder together leave as it was. */
export declare function soundPrefix(bytes: Uint8Array): string;
