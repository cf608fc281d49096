/** A second opinion that is formed in a thread of its own, while this one judges. */
import { Worker } from 'node:worker_threads';
import { TufError } from '../../errors.ts';
import type { OpinionUnderWay, SecondOpinion, SecondOpinionInput } from '../../ports/client.ts';

/**
 * Begins at once. What this implementation has read already stays here: the thread reads the files itself.
 * @param program the built `opinion-program.ts`
 */
export function opinionInThread(program: URL, { files, now, trustedRootVersion }: SecondOpinionInput): OpinionUnderWay {
  // Much is made and soon forgotten.
  const thread = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  thread.postMessage({ files, now, trustedRootVersion });
  const opinion = new Promise<SecondOpinion>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new TufError('internal', 'The thread of the second opinion ended without one')));
  });
  opinion.catch(() => {}); // told to whoever asks
  return { answer: () => opinion, cancel: () => void thread.terminate() };
}
