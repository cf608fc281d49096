/** The second opinion of tuf-js, loaded when it is asked for. */
import type { AskSecondOpinion } from '../ports/client.ts';

export const secondOpinion: AskSecondOpinion = async (input) => {
  const adapter = await import('../adapters/client/second-opinion.ts');
  return adapter.secondOpinion(input);
};
