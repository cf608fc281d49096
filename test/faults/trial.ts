/** One trial: a phase with one fault, then the schedules of the days after, until all is as if nothing had been. */
import type { Fault } from '../../lab/github/faults.ts';
import { type Deployment, type SetAside, startDeployment } from '../e2e/deployment.ts';
import { day } from '../support/sound-repository.ts';
import { differencesBetween, type EndState, readEndState } from './end-state.ts';
import type { Phase } from './phases.ts';
import { type Call, callsIn, type Trial } from './plan.ts';
import { watch } from './watch.ts';

/** Days after which everything must have healed: the next schedule brings it, or the one after that. */
const patience = 2;

/** A phase as it goes when nothing goes wrong. */
export interface CleanRun {
  readonly calls: readonly Call[];
  readonly end: EndState;
}

export async function runClean(phase: Phase, from: SetAside): Promise<CleanRun> {
  const deployment = await startDeployment({ from });
  const broken = watch(deployment);
  let before = 0;
  await phase.begin(deployment, () => {
    before = deployment.github.requests.length;
  });
  await deployment.settle();
  const calls = callsIn(deployment.github.requests.slice(before));
  const end = await readEndState(deployment);
  await deployment.close();
  if (broken.length > 0) throw new Error(`Wrong without a fault:\n${broken.join('\n')}`);
  return { calls, end };
}

export interface TrialOutcome {
  /** How often the fault has hit. */
  readonly hits: number;
  /** Days until it had healed. */
  readonly days: number;
  /** What is not as it would be without the fault. */
  readonly differences: readonly string[];
  /** What must never be and was. */
  readonly broken: readonly string[];
  /** Every workflow run, for whoever looks into it. */
  readonly runs: readonly string[];
}

export async function runTrial(phase: Phase, from: SetAside, trial: Trial, end: EndState): Promise<TrialOutcome> {
  const deployment = await startDeployment({ from });
  const broken = watch(deployment);
  const faults: { readonly hits: number; remove(): void }[] = [];
  await phase.begin(deployment, () => {
    faults.push(deployment.github.inject(faultOf(trial, phase, deployment)));
  });
  const runs = [...(await deployment.settle())];
  for (const fault of faults) fault.remove();
  let days = 0;
  let differences = differencesBetween(end, await readEndState(deployment));
  while (differences.length > 0 && days < patience) {
    days += 1;
    runs.push(`day ${days}`, ...(await deployment.advance(day)));
    differences = differencesBetween(end, await readEndState(deployment));
  }
  await deployment.close();
  return { hits: faults.reduce((sum, { hits }) => sum + hits, 0), days, differences, broken, runs };
}

function faultOf({ call, kind, failure }: Trial, { branch }: Phase, deployment: Deployment): Fault {
  const { service, operation, nth } = call;
  return {
    service,
    operation,
    nth,
    ...(failure !== undefined && { failure }),
    ...(kind.startsWith('always') && { times: Number.POSITIVE_INFINITY }),
    ...((kind.endsWith('-after') || kind === 'killed') && { when: 'after' as const }),
    ...(kind === 'killed' && { act: () => deployment.runner.kill() }),
    ...(kind === 'in-between' && { act: () => pushInBetween(deployment, branch) }),
  };
}

/** Something that has nothing to do with the matter. */
async function pushInBetween(deployment: Deployment, branch: string): Promise<void> {
  const carol = await deployment.person('tuf-test-carol');
  await carol.push(branch, {}, 'In between');
}
