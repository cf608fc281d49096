/** The second opinion of tuf-js, loaded when it is asked for. */
import { opinionInThread } from '../adapters/client/opinion-thread.ts';
import type { AskSecondOpinion } from '../ports/client.ts';

/** Where the build has put the thread's program, beside the others. */
declare const __OPINION_PROGRAM__: string | undefined;
const program = typeof __OPINION_PROGRAM__ === 'undefined' ? undefined : __OPINION_PROGRAM__;

/**
 * Bytes of metadata. A thread takes 50 ms to begin and reads every file again: for less it gains nothing, and what is much more should
 * not be in memory twice.
 */
const worthAThread = { from: 200_000, to: 5_000_000 };

export const secondOpinion: AskSecondOpinion = (input) => {
  const bytes = [...input.files.values()].reduce((sum, { length }) => sum + length, 0);
  if (program !== undefined && bytes >= worthAThread.from && bytes < worthAThread.to) {
    return opinionInThread(new URL(program, import.meta.url), input);
  }
  return {
    async answer() {
      const adapter = await import('../adapters/client/second-opinion.ts');
      return adapter.secondOpinion(input);
    },
    cancel() {},
  };
};
