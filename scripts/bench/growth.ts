/** How time and memory of the commands grow with a repository. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GeneratedRepository,
  generateRepository,
  type RepositorySize,
} from '../../test/support/generated-repository.ts';
import type { Meter, Run } from './measure.ts';
import { growthRows } from './table.ts';

/** The path of a command's built program. */
export type Program = (command: string) => string;

/** Repositories of one shape, from small to large. */
export interface Series {
  readonly sizes: readonly { readonly name: string; readonly size: RepositorySize }[];
}

/** The shapes that issue 3 asks for: where target files are listed differs in what a commit costs git. */
export function allSeries(fileCounts: readonly number[], roleCounts: readonly number[]): readonly Series[] {
  const series = (what: string, counts: readonly number[], sizeOf: (count: number) => RepositorySize): Series => ({
    sizes: counts.map((count) => ({ name: `${count.toLocaleString('en')} ${what}`, size: sizeOf(count) })),
  });
  const files = 'files of ';
  return [
    series(`${files}a delegated role`, fileCounts, (count) => ({ topLevelFiles: 0, roles: 1, filesPerRole: count })),
    series(`${files}targets, in one folder`, fileCounts, (count) => ({
      topLevelFiles: count,
      roles: 0,
      filesPerRole: 0,
    })),
    series('delegated roles of 3 files', roleCounts, (count) => ({ topLevelFiles: 0, roles: count, filesPerRole: 3 })),
  ];
}

/** A command, the branch that it runs on, and its arguments. */
type Measured = readonly [command: string, branch: Branch, ...args: readonly string[]];

const measured: readonly Measured[] = [
  ['update-targets', 'sign/changed', '--no-push'],
  ['status', 'sign/signed'],
  ['online-sign', 'sign/signed'],
  ['build-repository', 'online-signed', '--metadata', 'OUTPUT/m', '--artifacts', 'OUTPUT/a'],
  ['verify', 'main'],
];

export type Branch = 'main' | 'sign/changed' | 'sign/signed' | 'online-signed';

/** The rows of a table: command, repository, time, times the previous size, memory, times the previous size. */
export async function measureSeries(
  { sizes }: Series,
  meter: Meter,
  program: Program,
  place: string,
  times: number,
): Promise<string[][]> {
  const figures: ReadonlyMap<string, Run>[] = [];
  for (const { name, size } of sizes) {
    process.stderr.write(`… ${name}\n`);
    figures.push(await measureRepository(size, meter, program, place, times));
  }
  return [...(figures[0]?.keys() ?? [])].flatMap((command) =>
    growthRows(
      command,
      sizes.map(({ name }, i) => [name, figures[i]!.get(command)!]),
    ),
  );
}

async function measureRepository(
  size: RepositorySize,
  meter: Meter,
  program: Program,
  place: string,
  times: number,
): Promise<ReadonlyMap<string, Run>> {
  const home = join(place, 'generated');
  mkdirSync(home);
  const repository = generateRepository(home, size);
  await makeOnlineSigned(repository, meter, program);
  const figures = new Map<string, Run>();
  for (const [command, branch, ...args] of measured) {
    const input = { cwd: repository.folder, env: repository.env };
    let run = 0;
    // A folder of its own for each run: a file system is slow to make files where it has just removed as many.
    const figure = await meter.median(times, input, () => {
      onBranch(repository, branch);
      run++;
      return [program(command), ...args.map((arg) => arg.replace('OUTPUT', join(home, `output-${run}`)))];
    });
    figures.set(command, figure);
    if (figure.status !== 0) process.stderr.write(`${command}: ${figure.stderr}`);
  }
  rmSync(home, { recursive: true });
  return figures;
}

/** Checks out a branch as it was generated: whatever the last run has committed is gone. */
export function onBranch({ git }: GeneratedRepository, branch: Branch): void {
  const start = branch === 'online-signed' ? branch : `origin/${branch}`;
  git('checkout', '-q', '-f', '--no-track', '-B', `work/${branch}`, start);
  // Now rather than in the measured run: git looks again at files that are as young as its index.
  git('update-index', '-q', '--refresh');
}

/** Makes the branch `online-signed`: the event, merged and signed online. */
export async function makeOnlineSigned(repository: GeneratedRepository, meter: Meter, program: Program): Promise<void> {
  onBranch(repository, 'sign/signed');
  await meter.run([program('online-sign')], { cwd: repository.folder, env: repository.env });
  repository.git('branch', '-f', 'online-signed', 'HEAD');
}
