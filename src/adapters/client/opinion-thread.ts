/** A second opinion that is formed in a thread of its own, while this one judges. */
import { Worker } from 'node:worker_threads';
import type { OpinionUnderWay, SecondOpinion, SecondOpinionInput } from '../../ports/client.ts';
import { answerOf } from '../../ports/thread-answer.ts';

/**
 * Begins at once. What this implementation has read already stays here: the thread reads the files itself.
 * @param program the built `opinion-program.ts`
 */
export function opinionInThread(program: URL, { files, now, trustedRootVersion }: SecondOpinionInput): OpinionUnderWay {
  // Much is made and soon forgotten.
  const thread = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  thread.postMessage({ files, now, trustedRootVersion });
  const opinion = answerOf<SecondOpinion>(thread, 'The thread of the second opinion ended without one');
  return { answer: () => opinion, cancel: () => void thread.terminate() };
}
