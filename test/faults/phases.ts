/**
 * The main story in phases: each begins with what somebody does, or with a schedule, and ends when every workflow run has ended. A phase
 * is tried from where the one before it has ended, so that no trial tells the story from its beginning.
 */
import { type Deployment, type SetAside, startDeployment } from '../e2e/deployment.ts';
import { day } from '../support/sound-repository.ts';
import type { PhaseName } from './names.ts';

const event = 'sign/hello';

export interface Phase {
  readonly name: PhaseName;
  /** The branch that everybody works on. */
  readonly branch: string;
  /** The story goes on without it. */
  readonly isAside?: true;
  /** Time that goes by before. */
  prepare?(deployment: Deployment): Promise<void>;
  /** Does the beginning; `arm` is called when the people are done and before the first workflow run starts. */
  begin(deployment: Deployment, arm: () => void): Promise<void>;
}

const push: Phase = {
  name: 'push',
  branch: event,
  async begin(deployment, arm) {
    const alice = await deployment.person('tuf-test-alice');
    onFirstEvent(deployment, arm);
    await alice.push(event, {
      'targets/hello.txt': 'hello again\n',
      'targets/releases/2.0/tool.txt': 'a better tool\n',
    });
  },
};

const firstSignature: Phase = {
  name: 'first-signature',
  branch: event,
  async begin(deployment, arm) {
    const alice = await deployment.person('tuf-test-alice');
    onFirstEvent(deployment, arm);
    await alice.sign(event, ['targets']);
  },
};

/** SPEC B4: it comes by a pull request that machines merge. */
const forkSignature: Phase = {
  name: 'fork-signature',
  branch: event,
  isAside: true,
  async begin(deployment, arm) {
    const bob = await deployment.outsider('tuf-test-bob');
    await bob.sign(event, ['releases']);
    await deployment.settle();
    onFirstEvent(deployment, arm);
    await bob.offer(event, event);
  },
};

const lastSignature: Phase = {
  name: 'last-signature',
  branch: event,
  async begin(deployment, arm) {
    const bob = await deployment.person('tuf-test-bob');
    onFirstEvent(deployment, arm);
    await bob.sign(event, ['releases']);
  },
};

/** From the merge to what clients download. */
const merge: Phase = {
  name: 'merge',
  branch: 'main',
  async begin(deployment, arm) {
    const bob = await deployment.person('tuf-test-bob');
    onFirstEvent(deployment, arm);
    await bob.merge(event);
  },
};

/** Days later root and timestamp are due, and nothing has expired: schedules open an event, sign and publish. */
const renewal: Phase = {
  name: 'renewal',
  branch: 'main',
  async prepare(deployment) {
    // The first of these days finds what has expired meanwhile.
    await deployment.advance(280 * day);
    await deployment.advance(day);
  },
  async begin({ runner, clock, repository }, arm) {
    arm();
    await runner.advanceTo(clock.seconds + 15 * day, repository.fullName);
  },
};

const all: readonly Phase[] = [push, firstSignature, forkSignature, lastSignature, merge, renewal];

export function phaseOf(name: PhaseName): Phase {
  return all.find((one) => one.name === name)!;
}

function onFirstEvent({ github }: Deployment, work: () => void): void {
  const stop = github.onEvent(() => {
    stop();
    work();
  });
}

/** Tells the story up to where the phase begins. */
export async function storyUntil(name: PhaseName): Promise<SetAside> {
  const deployment = await startDeployment();
  await settleWell(deployment);
  for (const phase of all) {
    await phase.prepare?.(deployment);
    if (phase.name === name) break;
    if (phase.isAside) continue;
    await phase.begin(deployment, () => {});
    await settleWell(deployment);
  }
  const setAside = await deployment.setAside();
  await deployment.close();
  return setAside;
}

/** A pull request's verification is red as long as signatures are missing: that is how it should be. */
async function settleWell(deployment: Deployment): Promise<void> {
  const failed = (await deployment.settle()).filter((run) => run.includes(' failure') && !run.startsWith('verify '));
  if (failed.length > 0) throw new Error(`The story goes wrong without a fault:\n${failed.join('\n')}`);
}
