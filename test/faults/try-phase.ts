/** The tests of one phase, and what it prints. */
import { appendFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type PhaseName, phases } from './names.ts';
import { phaseOf, storyUntil } from './phases.ts';
import { planTrials, type ReportLine, sample, type Trial } from './plan.ts';
import { runClean, runTrial } from './trial.ts';

const { FAULTS_ONLY: only, FAULTS_SAMPLE: size, FAULTS_SEED: seed = '1', FAULTS_REPORT: report } = process.env;

/** FAULTS_SAMPLE is shared out evenly among phases. */
function chosen(trials: readonly Trial[]): readonly Trial[] {
  if (only) return trials.filter(({ id }) => id === only || id.startsWith(`${only}-`));
  return size ? sample(trials, Math.ceil(Number(size) / phases.length), Number(seed)) : trials;
}

/** To be awaited by a test file: the trials are known when the phase has been gone through once. */
export async function tryPhase(name: PhaseName): Promise<void> {
  if (only && !only.startsWith(`${name}/`)) {
    describe.skip(name, () => it('is another phase', () => {}));
    return;
  }
  const phase = phaseOf(name);
  const from = await storyUntil(name);
  const { calls, end } = await runClean(phase, from);
  const planned = planTrials(name, calls);
  const trials = chosen(planned);
  const lines: ReportLine[] = [{ phase: name, kind: 'planned', calls: calls.length, planned: planned.length }];
  describe(name, () => {
    it.each(trials.map((trial) => ({ ...trial, operation: `${trial.call.operation} #${trial.call.nth}` })))(
      '$id ($operation)',
      async (trial) => {
        const { hits, days, differences, broken, runs } = await runTrial(phase, from, trial, end);
        const isWell = hits > 0 && broken.length + differences.length === 0;
        lines.push({ phase: name, kind: trial.kind, id: trial.id, days, isWell });
        const told = [...broken, ...differences, ...(hits > 0 ? [] : ['The call was never made'])];
        if (!isWell) {
          expect.fail(`${told.join('\n  ')}\n${runs.join('\n')}\nAgain: npm run test:faults -- --only ${trial.id}`);
        }
      },
    );
  });
  afterAll(() => {
    if (report) appendFileSync(report, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
}
