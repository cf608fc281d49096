/** The second opinion of tuf-js, loaded when it is asked for. */
import { opinionInThread } from '../adapters/client/opinion-thread.ts';
import type { AskSecondOpinion } from '../ports/client.ts';
import { opinionProgram } from './programs.ts';

/**
 * Bytes of metadata. A thread takes 50 ms to begin and reads every file again: for less it gains nothing, and what is much more should
 * not be in memory twice.
 */
const worthAThread = { from: 200_000, to: 5_000_000 };

export const secondOpinion: AskSecondOpinion = (input) => {
  const bytes = [...input.files.values()].reduce((sum, { length }) => sum + length, 0);
  if (opinionProgram && bytes >= worthAThread.from && bytes < worthAThread.to) {
    return opinionInThread(opinionProgram, input);
  }
  return {
    async answer() {
      const adapter = await import('../adapters/client/second-opinion.ts');
      return adapter.secondOpinion(input);
    },
    cancel() {},
  };
};
