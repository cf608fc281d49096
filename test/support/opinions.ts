/** Second opinions for operations that are run inside a test. */
import { secondOpinion } from '../../src/adapters/client/second-opinion.ts';
import type { AskSecondOpinion, SecondOpinion } from '../../src/ports/client.ts';

/** That of tuf-js. */
export const opinionHere: AskSecondOpinion = (input) => opinionIs(() => secondOpinion(input));

/** One that is formed when it is asked for. */
export const opinionIs = (answer: () => Promise<SecondOpinion>): ReturnType<AskSecondOpinion> => ({
  answer,
  cancel() {},
});
