/**
 * Figures, no assertions: `npm run bench`; in a minute, of small repositories, `npm run bench -- --quick`; or with sizes of one's own
 * `npm run bench -- --files 1000,10000 --roles 100 --commits 200 --runs 1`.
 * Programs are built from the sources as they are; `--node PATH` is another Node that runs them. Everything lies in the folder for
 * temporary files (TMPDIR): where that is slow to make files, build-repository is slow.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Metafile } from 'esbuild';
import { renderActions } from './bench/actions.ts';
import { renderSdks } from './bench/cloud-sdks.ts';
import { timeOfMakingFiles } from './bench/file-system.ts';
import { allSeries, measureSeries } from './bench/growth.ts';
import { measureHistories } from './bench/history.ts';
import { openMeter } from './bench/measure.ts';
import { renderRealEvent } from './bench/real-event.ts';
import { renderStartUp } from './bench/start-up.ts';
import { milliseconds, renderTable } from './bench/table.ts';
import { bundle } from './build.ts';

const sizes = {
  usual: { files: '1000,10000,100000', roles: '100,1000', commits: '500,1000,2000', runs: '3' },
  quick: { files: '1000', roles: '100', commits: '100', runs: '1' },
};

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
    files: { type: 'string' },
    roles: { type: 'string' },
    commits: { type: 'string' },
    runs: { type: 'string' },
  },
});
const options = { ...(given.quick ? sizes.quick : sizes.usual), ...given };

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'tuf-on-ci-bench-'));
  try {
    const node = options.node;
    const { program, metafile } = await buildPrograms(place);
    const meter = openMeter(node, place);
    const runs = Number(options.runs);
    say(
      `Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`,
    );
    say('Times are from start to exit; memory is the most that the Node process held.');

    say('\n## Start-up, cold, median of 10\n');
    say(await renderStartUp(meter, program, place, 10));
    say('## What signers load, median of 10\n');
    say(await renderSdks(meter, metafile, place, 10));
    say(`## Actions, median of ${runs}\n`);
    say(await renderActions(meter, metafile, join(place, 'dist'), place, runs));
    say(`## Growth, median of ${runs}\n`);
    const rows = [['command', 'repository', 'time', 'times the previous size', 'memory', 'times the previous size']];
    for (const series of allSeries(counts(options.files), counts(options.roles))) {
      rows.push(...(await measureSeries(series, meter, program, place, runs)));
    }
    rows.push(...(await measureHistories(counts(options.commits), meter, program, place, runs)));
    say(renderTable(rows, 2));
    const most = Math.max(...counts(options.files));
    say(
      `To make ${most.toLocaleString('en')} small files, and nothing else, takes ${milliseconds(timeOfMakingFiles(place, most))} here.\n`,
    );
    say('## The largest real signing event\n');
    say(await renderRealEvent(meter, program, place, runs));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Builds the programs beside a `package.json` that makes them modules. */
async function buildPrograms(place: string): Promise<{ program: (command?: string) => string; metafile: Metafile }> {
  const dist = join(place, 'dist');
  const metafile = await bundle(dist);
  writeFileSync(join(place, 'package.json'), '{"type":"module"}');
  const program = (command?: string) => join(dist, command === undefined ? 'tuf-on-ci.js' : `tuf-on-ci-${command}.js`);
  return { program, metafile };
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
