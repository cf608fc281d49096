/** How time and memory grow with a repository. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GeneratedRepository,
  generateRepository,
  type RepositorySize,
} from '../../test/support/generated-repository.ts';
import type { Meter, Run } from './measure.ts';
import { factor, megabytes, renderTable, timeOf } from './table.ts';

export type Program = (command: string) => string;

/** Repositories of one shape, from small to large. */
export interface Series {
  readonly what: string;
  readonly sizes: readonly { readonly name: string; readonly size: RepositorySize }[];
}

/** The shapes that issue 3 asks for. */
export function allSeries(fileCounts: readonly number[], roleCounts: readonly number[]): readonly Series[] {
  const inSizes = (counts: readonly number[], sizeOf: (count: number) => RepositorySize) =>
    counts.map((count) => ({ name: count.toLocaleString('en'), size: sizeOf(count) }));
  return [
    {
      what: 'target files of one delegated role',
      sizes: inSizes(fileCounts, (count) => ({ topLevelFiles: 0, roles: 1, filesPerRole: count })),
    },
    {
      what: 'target files of the top-level role',
      sizes: inSizes(fileCounts, (count) => ({ topLevelFiles: count, roles: 0, filesPerRole: 0 })),
    },
    {
      what: 'delegated roles, 10 target files each',
      sizes: inSizes(roleCounts, (count) => ({ topLevelFiles: 0, roles: count, filesPerRole: 10 })),
    },
  ];
}

/** The commands, in an order in which each finds what it needs. */
const measured = ['update-targets', 'status', 'online-sign', 'build-repository', 'verify'] as const;
type Measured = (typeof measured)[number];

type Figures = ReadonlyMap<Measured, Run>;

export async function renderSeries(
  { what, sizes }: Series,
  meter: Meter,
  program: Program,
  place: string,
  times: number,
): Promise<string> {
  const figures: Figures[] = [];
  for (const { name, size } of sizes) {
    process.stderr.write(`… ${name} ${what}\n`);
    figures.push(await measureRepository(size, meter, program, place, times));
  }
  const rows = [['command', what, 'time', 'times the previous size', 'memory', 'times the previous size']];
  for (const command of measured) {
    sizes.forEach(({ name }, i) => {
      const run = figures[i]!.get(command);
      const previous = figures[i - 1]?.get(command);
      if (!run) return;
      const { milliseconds, peakBytes } = run;
      const time = [timeOf(run, 0), factor(milliseconds, previous?.milliseconds)];
      rows.push([command, name, ...time, megabytes(peakBytes), factor(peakBytes, previous?.peakBytes)]);
    });
  }
  return renderTable(rows);
}

async function measureRepository(
  size: RepositorySize,
  meter: Meter,
  program: Program,
  place: string,
  times: number,
): Promise<Figures> {
  const home = join(place, 'generated');
  mkdirSync(home);
  const repository = generateRepository(home, size);
  const output = join(home, 'output');
  const run = (command: string, branch: string, ...args: readonly string[]) =>
    meter.median(times, [program(command), ...args], { cwd: repository.folder, env: repository.env }, () => {
      onBranch(repository, branch);
      rmSync(output, { recursive: true, force: true });
    });
  const figures = new Map<Measured, Run>();
  figures.set('update-targets', await run('update-targets', 'sign/changed', '--no-push'));
  figures.set('status', await run('status', 'sign/signed'));
  figures.set('online-sign', await run('online-sign', 'sign/signed'));
  await onlineSigned(repository, meter, program);
  figures.set(
    'build-repository',
    await run('build-repository', 'online-signed', '--metadata', join(output, 'm'), '--artifacts', join(output, 'a')),
  );
  for (const [command, { status, stderr }] of figures) if (status !== 0) process.stderr.write(`${command}: ${stderr}`);
  rmSync(home, { recursive: true });
  return figures;
}

/** Checks out a branch as it was generated, on a branch of its own: whatever the last run has committed is gone. */
export function onBranch({ git }: GeneratedRepository, branch: string): void {
  const start = branch === 'online-signed' ? branch : `origin/${branch}`;
  git('checkout', '-q', '-f', '--no-track', '-B', `work/${branch}`, start);
  // Now rather than in the measured run: git looks again at files that are as young as its index.
  git('update-index', '-q', '--refresh');
}

/** Makes the branch `online-signed`: the event, merged and published. */
export async function onlineSigned(repository: GeneratedRepository, meter: Meter, program: Program): Promise<void> {
  onBranch(repository, 'sign/signed');
  await meter.run([program('online-sign')], { cwd: repository.folder, env: repository.env });
  repository.git('branch', '-f', 'online-signed', 'HEAD');
}
