/**
 * Trying again what may succeed the next time: a service that is busy, a connection that was cut.
 */

/** Milliseconds between attempts; a service that is out of quota is given some seconds. */
const pauses = [300, 1500, 4000] as const;

/** How long somebody is ready to wait for an answer, all attempts together: it begins when it is made. */
export interface Patience {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds that are left, at least 1. */
  remaining(): number;
  /** Waits; rejects when the signal aborts. */
  pause(milliseconds: number): Promise<void>;
}

/** The first answer, or the error that is not worth another attempt; at most four attempts. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  isWorthRetrying: (error: unknown) => boolean,
  { signal, pause }: Pick<Patience, 'signal' | 'pause'>,
): Promise<T> {
  let lastError: unknown;
  for (const milliseconds of [...pauses, undefined]) {
    try {
      return await attempt();
    } catch (error) {
      // That an attempt was cut short by the time limit says less than what was wrong before it.
      lastError = signal.aborted && lastError !== undefined ? lastError : error;
      if (signal.aborted || milliseconds === undefined || !isWorthRetrying(error)) throw lastError;
      await pause(milliseconds).catch(() => {
        throw error;
      });
    }
  }
  throw lastError;
}

/** The answer, or an error as soon as the signal aborts: for libraries that cannot be stopped. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
