/**
 * Makes every call of the pipeline go wrong in turn (test/faults), and counts: `npm run test:faults`.
 *
 *     -- --sample 60 --seed 7     some, chosen by the seed
 *     -- --only merge/17-killed   one again; merge/17 for all of that call
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plural } from '../src/text/quantities.ts';
import { phases } from '../test/faults/names.ts';
import { kinds, type ReportLine } from '../test/faults/plan.ts';
import { renderTable } from './bench/table.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'tuf-on-ci-faults-'));
  const report = join(place, 'report');
  try {
    const { only, sample, seed } = options;
    const variables = { FAULTS_REPORT: report, FAULTS_ONLY: only, FAULTS_SAMPLE: sample, FAULTS_SEED: seed };
    process.exitCode = await runTests(variables);
    // Nothing has been tried when the story itself goes wrong: the tests say so.
    const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
    print(lines.map((line) => JSON.parse(line) as ReportLine));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function runTests(variables: Readonly<Record<string, string | undefined>>): Promise<number> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.faults.config.ts'];
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...variables } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function print(lines: readonly ReportLine[]): void {
  const counted = (of: readonly ReportLine[], kind: string) => String(of.filter((line) => line.kind === kind).length);
  const tried = lines.filter(({ kind }) => kind !== 'planned');
  const rows = phases.map((phase) => {
    const here = tried.filter((line) => line.phase === phase);
    const { calls = 0, planned = 0 } = lines.find((line) => line.phase === phase && line.kind === 'planned') ?? {};
    return [phase, String(calls), String(planned), String(here.length), ...kinds.map((kind) => counted(here, kind))];
  });
  const failed = tried.filter(({ isWell }) => !isWell);
  const slowest = Math.max(0, ...tried.map(({ days = 0 }) => days));
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  say(renderTable([['phase', 'calls', 'faults', 'tried', ...kinds], ...rows]));
  say(`Tried ${plural(tried.length, 'fault')} (seed ${options.seed}): ${failed.length} failed.`);
  say(`The slowest had healed after ${plural(slowest, 'day')} of schedules.`);
  for (const { id } of failed) say(`  npm run test:faults -- --only ${id}`);
}

await main();
