/** How quickly each command answers: `--version`, `--help`, and its work on a small repository. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startStaticServer } from '../../lab/static-server.ts';
import { commands } from '../../src/cli/commands.ts';
import { type GeneratedRepository, generateRepository } from '../../test/support/generated-repository.ts';
import { onBranch, onlineSigned } from './growth.ts';
import type { Meter, Run } from './measure.ts';
import { megabytes, renderTable, timeOf } from './table.ts';

/** Commits on a branch of the repository, and a command line with its exit code. */
interface Work {
  readonly branch: string;
  readonly args: readonly string[];
  readonly status: number;
}

/** @param program the path of the built program of a command; undefined: of `tuf-on-ci` itself */
export async function renderStartUp(
  meter: Meter,
  program: (command?: string) => string,
  place: string,
  times: number,
): Promise<string> {
  const home = join(place, 'small');
  mkdirSync(home);
  const repository = generateRepository(home, { topLevelFiles: 3, roles: 1, filesPerRole: 3 });
  const input = { cwd: repository.folder, env: repository.env };
  await onlineSigned(repository, meter, program);
  const server = await startStaticServer(await publish(repository, meter, program, home));

  const nothing = await meter.median(times, ['-e', '0'], input);
  const rows = [
    ['program', '--version', '--help', 'work', 'memory'],
    ['node -e 0', '', '', timeOf(nothing, 0), megabytes(nothing.peakBytes)],
  ];
  for (const command of [undefined, ...Object.keys(commands)]) {
    const run = (args: readonly string[], prepare?: () => void): Promise<Run> =>
      meter.median(times, [program(command), ...args], input, prepare);
    const version = await run(['--version']);
    const help = await run(['--help']);
    const work = command === undefined ? undefined : (workOf(server.url, repository.env)[command] ?? plain);
    const worked = work && (await run(work.args, () => onBranch(repository, work.branch)));
    const workCells = worked
      ? [timeOf(worked, work!.status), megabytes(worked.peakBytes)]
      : ['', megabytes(help.peakBytes)];
    rows.push([command ?? 'tuf-on-ci', timeOf(version, 0), timeOf(help, 0), ...workCells]);
  }
  await server.close();
  rmSync(home, { recursive: true });
  return renderTable(rows);
}

/** For a command that is not named below. */
const plain: Work = { branch: 'main', args: [], status: 0 };

function workOf(url: string, env: GeneratedRepository['env']): Readonly<Record<string, Work>> {
  const client = ['-m', `${url}/m/`, '-a', `${url}/a/`, '-e', 'role-1/0/file-1.txt', '-t', env['TUF_ON_CI_NOW']!];
  return {
    status: { branch: 'sign/signed', args: [], status: 0 },
    'update-targets': { branch: 'sign/changed', args: ['--no-push'], status: 0 },
    'online-sign-targets': { branch: 'sign/changed', args: ['--no-push', 'role-1'], status: 1 },
    'online-sign': { branch: 'sign/signed', args: [], status: 0 },
    'create-signing-events': { branch: 'main', args: [], status: 0 },
    'build-repository': { branch: 'online-signed', args: ['--metadata', '../m', '--artifacts', '../a'], status: 0 },
    'test-client': { branch: 'main', args: client, status: 0 },
    verify: { branch: 'online-signed', args: [], status: 0 },
    audit: { branch: 'online-signed', args: [], status: 0 },
  };
}

/** What build-repository makes of the repository. */
async function publish(
  repository: GeneratedRepository,
  meter: Meter,
  program: (command: string) => string,
  home: string,
): Promise<string> {
  onBranch(repository, 'online-signed');
  const site = join(home, 'site');
  const args = [program('build-repository'), '--metadata', join(site, 'm'), '--artifacts', join(site, 'a')];
  const { status, stderr } = await meter.run(args, { cwd: repository.folder, env: repository.env });
  if (status !== 0) process.stderr.write(stderr);
  return site;
}
