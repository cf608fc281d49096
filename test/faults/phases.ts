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

/** A day on which roles of people, snapshot and timestamp are due. */
const renewal: Phase = {
  name: 'renewal',
  branch: 'main',
  async begin(deployment, arm) {
    arm();
    await deployment.advance(290 * day);
  },
};

const all: readonly Phase[] = [push, firstSignature, lastSignature, merge, renewal];

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
    if (phase.name === name) break;
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
