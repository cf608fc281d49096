/** What a thread is started for: its first message. */
import type { Worker } from 'node:worker_threads';
import { TufError } from '../errors.ts';

/**
 * The first message of a thread. Whoever never asks for it is not told of a failure either.
 * @param silence what is said when it ends without a word
 * Errors: the thread's own; `internal`.
 */
export function answerOf<T>(thread: Worker, silence: string): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new TufError('internal', silence)));
  });
  answer.catch(() => {});
  return answer;
}
