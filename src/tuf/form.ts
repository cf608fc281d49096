/**
 * Small checks of JSON values that collect problems instead of throwing: the ground of `readMetadata`.
 */
import { isObject, type Json, type JsonObject } from './json.ts';

/** One thing wrong with the shape of a document. */
export interface FormProblem {
  /** Where, as a list of member names and indexes from the top of the document. */
  readonly at: readonly (string | number)[];
  /** What should be there: "an integer of at least 1". */
  readonly expected: string;
}

/** Collects the first problems of one document; an attacker chooses how many there are. */
export class Form {
  readonly problems: FormProblem[] = [];
  static readonly limit = 20;

  wrong(at: FormProblem['at'], expected: string): false {
    if (this.problems.length < Form.limit) this.problems.push({ at, expected });
    return false;
  }

  object(value: Json | undefined, at: FormProblem['at']): value is JsonObject {
    return isObject(value) || this.wrong(at, 'an object');
  }

  list(value: Json | undefined, at: FormProblem['at']): value is readonly Json[] {
    return Array.isArray(value) || this.wrong(at, 'a list');
  }

  string(value: Json | undefined, at: FormProblem['at']): value is string {
    return typeof value === 'string' || this.wrong(at, 'a string');
  }

  boolean(value: Json | undefined, at: FormProblem['at']): value is boolean {
    return typeof value === 'boolean' || this.wrong(at, 'true or false');
  }

  integer(value: Json | undefined, at: FormProblem['at'], least: number): value is number {
    return (typeof value === 'number' && value >= least) || this.wrong(at, `an integer of at least ${least}`);
  }

  matches(value: Json | undefined, at: FormProblem['at'], pattern: RegExp, expected: string): value is string {
    return (typeof value === 'string' && pattern.test(value)) || this.wrong(at, expected);
  }
}

/** `signed.roles.root.threshold`, for people. */
export function formatPlace(at: FormProblem['at']): string {
  return at.length === 0 ? 'the document' : at.map((part) => String(part)).join('.');
}
