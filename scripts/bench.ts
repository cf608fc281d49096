/**
 * Figures, no assertions: `npm run bench [-- --quick] [--node PATH] [--files 1000,10000] [--roles 100] [--runs 3]`. Programs are built
 * from the sources as they are now; `--node` is the Node that runs them.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { allSeries, renderSeries } from './bench/growth.ts';
import { openMeter } from './bench/measure.ts';
import { renderRealEvent } from './bench/real-event.ts';
import { renderStartUp } from './bench/start-up.ts';
import { bundle } from './build.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
    files: { type: 'string' },
    roles: { type: 'string' },
    runs: { type: 'string', default: '3' },
  },
});

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'tuf-on-ci-bench-'));
  try {
    const node = options.node;
    const program = await buildPrograms(place);
    const meter = openMeter(node, place);
    const runs = Number(options.runs);
    say(
      `Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`,
    );
    say('Times are from start to exit; memory is the most that the Node process held.');

    say('## Start-up, cold, median of 10\n');
    say(await renderStartUp(meter, program, place, 10));
    const files = counts(options.files ?? (options.quick ? '1000,10000' : '1000,10000,100000'));
    const roles = counts(options.roles ?? (options.quick ? '10,100' : '10,100,1000'));
    say(`## Growth, median of ${runs}\n`);
    for (const series of allSeries(files, roles)) say(await renderSeries(series, meter, program, place, runs));
    say('## A real signing event\n');
    say(await renderRealEvent(meter, program, place, runs));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Builds the programs beside a `package.json` that makes them modules. */
async function buildPrograms(place: string): Promise<(command?: string) => string> {
  const dist = join(place, 'dist');
  await bundle(dist);
  writeFileSync(join(place, 'package.json'), '{"type":"module"}');
  return (command) => join(dist, command === undefined ? 'tuf-on-ci.js' : `tuf-on-ci-${command}.js`);
}

function counts(text: string): number[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map(Number);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main();
