import { type FormProblem } from './form.ts';
import { type Json } from './json.ts';
import type { Metadata, MetadataType, SignedOfType } from './metadata.ts';
export type MetadataReading<S extends keyof SignedOfType = MetadataType> = {
    readonly ok: true;
    readonly metadata: Metadata<SignedOfType[S]>;
} | {
    readonly ok: false;
    readonly problems: readonly FormProblem[];
};
/**
 * Reads a document as metadata of `type`. The result is the same object, typed; nothing is copied.
 * Problems name the place and what should stand there (at most `Form.limit` of them).
 */
export declare function readMetadata<T extends MetadataType>(document: Json, type: T): MetadataReading<T>;
/** Is this a keyid as SPEC A3 computes it, in form (64 lower-case hexadecimal digits)? */
export declare function isKeyIdForm(keyid: string): boolean;
