/** How quickly each command answers: `--version`, `--help`, and its work on a small repository. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startStaticServer } from '../../lab/static-server.ts';
import { commands } from '../../src/cli/commands.ts';
import { type GeneratedRepository, generateRepository } from '../../test/support/generated-repository.ts';
import { type Branch, makeOnlineSigned, onBranch } from './growth.ts';
import type { Meter } from './measure.ts';
import { megabytes, renderTable, timeOf } from './table.ts';

/** A branch of the small repository, a command line, and the exit code to expect. */
interface Work {
  readonly branch: Branch;
  readonly args: readonly string[];
  readonly status: number;
}

/** @param program the path of the built program of a command; of `tuf-on-ci` itself without one */
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
  await makeOnlineSigned(repository, meter, program);
  const server = await startStaticServer(await publish(repository, meter, program, home));
  const works = worksOn(server.url, repository.env);

  const nothing = await meter.median(times, input, () => ['-e', '0']);
  const rows = [
    ['program', '--version', '--help', 'on a small repository', 'memory'],
    ['node -e 0', '', '', timeOf(nothing, 0), megabytes(nothing.peakBytes)],
  ];
  for (const command of [undefined, ...Object.keys(commands)]) {
    const version = await meter.median(times, input, () => [program(command), '--version']);
    const help = await meter.median(times, input, () => [program(command), '--help']);
    const { branch, args, status } = works[command ?? ''] ?? plain;
    const work = await meter.median(times, input, () => {
      onBranch(repository, branch);
      return [program(command), ...args];
    });
    const times3 = [timeOf(version, 0), timeOf(help, 0), timeOf(work, status)];
    rows.push([command ?? 'tuf-on-ci', ...times3, megabytes(work.peakBytes)]);
  }
  await server.close();
  rmSync(home, { recursive: true });
  return renderTable(rows);
}

/** For a command that is not named below. */
const plain: Work = { branch: 'online-signed', args: [], status: 0 };

function worksOn(url: string, env: GeneratedRepository['env']): Readonly<Record<string, Work>> {
  const client = ['-m', `${url}/m/`, '-a', `${url}/a/`, '-e', 'role-1/0/file-1.txt', '-t', env['TUF_ON_CI_NOW']!];
  return {
    '': { branch: 'sign/signed', args: ['status'], status: 0 },
    status: { branch: 'sign/signed', args: [], status: 0 },
    'update-targets': { branch: 'sign/changed', args: ['--no-push'], status: 0 },
    'online-sign-targets': { branch: 'sign/changed', args: ['--no-push', 'role-1'], status: 1 },
    'online-sign': { branch: 'sign/signed', args: [], status: 0 },
    'build-repository': { branch: 'online-signed', args: ['--metadata', '../m', '--artifacts', '../a'], status: 0 },
    'test-client': { branch: 'main', args: client, status: 0 },
    verify: { branch: 'main', args: [], status: 0 },
  };
}

/** The folder that build-repository writes of the repository. */
async function publish(
  repository: GeneratedRepository,
  meter: Meter,
  program: (command: string) => string,
  home: string,
): Promise<string> {
  onBranch(repository, 'online-signed');
  const site = join(home, 'site');
  const args = [program('build-repository'), '--metadata', join(site, 'm'), '--artifacts', join(site, 'a')];
  await meter.run(args, { cwd: repository.folder, env: repository.env });
  return site;
}
