/**
 * Small checks of JSON values that collect problems instead of throwing: the ground of `readMetadata`.
 */
import { type Json, type JsonObject } from './json.ts';
/** One thing wrong with the shape of a document. */
export interface FormProblem {
    /** Where, as a list of member names and indexes from the top of the document. */
    readonly at: readonly (string | number)[];
    /** What should be there: "an integer of at least 1". */
    readonly expected: string;
}
/** Collects the first problems of one document; an attacker chooses how many there are. */
export declare class Form {
    readonly problems: FormProblem[];
    static readonly limit = 20;
    wrong(at: FormProblem['at'], expected: string): false;
    object(value: Json | undefined, at: FormProblem['at']): value is JsonObject;
    list(value: Json | undefined, at: FormProblem['at']): value is readonly Json[];
    string(value: Json | undefined, at: FormProblem['at']): value is string;
    boolean(value: Json | undefined, at: FormProblem['at']): value is boolean;
    integer(value: Json | undefined, at: FormProblem['at'], least: number): value is number;
    matches(value: Json | undefined, at: FormProblem['at'], pattern: RegExp, expected: string): value is string;
}
/** `signed.roles.root.threshold`, for people. */
export declare function formatPlace(at: FormProblem['at']): string;
