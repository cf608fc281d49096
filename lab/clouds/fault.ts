/** What a stub can be told to do wrong, and what it remembers. */

export type Fault =
  | 'disabled' // the key is switched off
  | 'denied' // no permission
  | 'off' // the service is switched off in the project, or its firewall refuses
  | 'throttled' // out of quota
  | 'unauthenticated' // the login is not accepted
  | 'damaged' // the answer does not arrive as it was sent
  | 'slow' // no answer
  | 'cut' // the connection ends instead of an answer
  | 'lying'; // a signature that is none

export interface Stub {
  /** Done wrong for the next `times` calls; for ever when that is undefined. */
  fail(fault: Fault, times?: number): void;
  /** All is well again. */
  heal(): void;
  /** Names of the calls so far, those that failed included. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

/** The faults of one stub. */
export class Faults {
  readonly calls: string[] = [];
  #fault: Fault | undefined;
  #left = 0;

  fail(fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#fault = fault;
    this.#left = times;
  }

  heal(): void {
    this.#left = 0;
  }

  /** Takes note of a call, and says how it fails. */
  next(call: string): Fault | undefined {
    this.calls.push(call);
    if (this.#left <= 0) return undefined;
    this.#left -= 1;
    return this.#fault;
  }
}
