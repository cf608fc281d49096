/** `audit` over histories of a default branch: its memory should not grow with them. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeHistory } from '../../test/support/generated-history.ts';
import type { Program } from './growth.ts';
import type { Meter, Run } from './measure.ts';
import { growthRows } from './table.ts';

/** Rows as `measureSeries` gives them. */
export async function measureHistories(
  commitCounts: readonly number[],
  meter: Meter,
  program: Program,
  place: string,
  times: number,
): Promise<string[][]> {
  const runs: (readonly [string, Run])[] = [];
  for (const commits of commitCounts) {
    const name = `history of ${commits.toLocaleString('en')} commits`;
    process.stderr.write(`… ${name}\n`);
    const home = join(place, 'history');
    mkdirSync(home);
    const { folder, env } = makeHistory(home, { commits });
    const run = await meter.median(times, { cwd: folder, env }, () => [program('audit')]);
    if (run.status !== 0) process.stderr.write(`audit: ${run.stderr}`);
    runs.push([name, run]);
    rmSync(home, { recursive: true });
  }
  return growthRows('audit', runs);
}
