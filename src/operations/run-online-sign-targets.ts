/** The action `online-sign-targets`: signs targets roles of a signing event that have an online key (SPEC A9). */
import type { GitHub } from '../ports/github.ts';
import type { SignerFor } from '../ports/signer.ts';
import { type OnlineSignTargetsOutcome, onlineSignTargets } from './online-sign-targets.ts';
import type { Surroundings } from './read-event.ts';
import { followRemote, untilPushed } from './until-pushed.ts';

export interface RunOnlineSignTargetsInput {
  /** Names of branches. */
  readonly event: string;
  readonly defaultBranch: string;
  readonly roles: readonly string[];
  /** What this run pushes starts workflows by itself (SPEC A9). */
  readonly pushesStartWorkflows: boolean;
}

/**
 * HEAD is the event's tip. `undefined` when the branch has been deleted meanwhile: it is not made anew.
 * Errors: those of `onlineSignTargets`, `github`.
 */
export async function runOnlineSignTargets(
  surroundings: Surroundings,
  input: RunOnlineSignTargetsInput,
  signerFor: SignerFor,
  github: () => Promise<GitHub>,
): Promise<OnlineSignTargetsOutcome | undefined> {
  const { repository } = surroundings;
  const { event, defaultBranch, roles } = input;
  const follow = () => followRemote(repository, [event, defaultBranch]);
  const outcome = await untilPushed(follow, async () => {
    const before = await repository.resolve('HEAD');
    const signing = await onlineSignTargets(surroundings, roles, signerFor, { push: false, githubRef: undefined });
    if (signing.signed.length > 0) {
      const update = { source: signing.head, target: `refs/heads/${event}`, ...(before && { expected: before }) };
      await repository.push('origin', [update]);
    }
    return signing;
  });
  if (outcome && outcome.signed.length > 0 && !input.pushesStartWorkflows) {
    await (await github()).dispatchWorkflow('signing-event.yml', event);
  }
  return outcome;
}
