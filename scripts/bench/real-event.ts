/** The largest state of the real signing events in ../shared/data, where that is. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './growth.ts';
import type { Meter } from './measure.ts';
import { megabytes, renderTable, timeOf } from './table.ts';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

interface RecordedState {
  readonly dir: string;
  readonly state: string;
  readonly branch: string;
  /** Unix seconds. */
  readonly time: number;
}

/** Ordinary exit codes are not told apart here: what a real event is judged to be is a test's business. */
export async function renderRealEvent(meter: Meter, program: Program, place: string, times: number): Promise<string> {
  if (!existsSync(join(data, 'expected.json'))) return 'There is no ../shared/data beside this checkout.\n';
  const home = join(place, 'real');
  mkdirSync(home);
  execFileSync('tar', ['xzf', join(data, 'root-signing-staging-signing-events.tar.gz'), '-C', home]);
  const state = largestState(home);
  const git = rebuild(home, state);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TUF_ON_CI_NO_VERIFY_KID: '1',
    TUF_ON_CI_NOW: String(state.time),
  };
  const output = join(home, 'output');
  const rows = [[`${state.dir}/${state.state}`, 'exit', 'time', 'memory']];
  for (const [command, branch, ...args] of [
    ['update-targets', 'event', '--no-push'],
    ['status', 'event'],
    ['online-sign', 'main'],
    ['build-repository', 'main', '--metadata', join(output, 'm'), '--artifacts', join(output, 'a')],
  ] as const) {
    const run = await meter.median(times, { cwd: join(home, 'clone'), env }, () => {
      git('checkout', '-q', '-f', '-B', state.branch, `refs/tags/${branch}`);
      rmSync(output, { recursive: true, force: true });
      return [program(command), ...args];
    });
    rows.push([command, String(run.status), timeOf(run, run.status), megabytes(run.peakBytes)]);
  }
  rmSync(home, { recursive: true });
  return renderTable(rows);
}

function largestState(home: string): RecordedState {
  const { states } = JSON.parse(readFileSync(join(data, 'expected.json'), 'utf8')) as { states: RecordedState[] };
  const sizes = states.map((state) => ({ state, bytes: bytesBelow(join(home, state.dir, state.state)) }));
  return sizes.reduce((largest, next) => (next.bytes > largest.bytes ? next : largest)).state;
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, path) => {
    const file = statSync(join(folder, path));
    return sum + (file.isFile() ? file.size : 0);
  }, 0);
}

/** A clone with the tag `main` at known good and the tag `event` at the state; `origin` has main. */
function rebuild(home: string, { dir, state }: RecordedState): (...args: string[]) => void {
  const clone = join(home, 'clone');
  const origin = join(home, 'origin.git');
  const git = (...args: string[]) =>
    void execFileSync('git', args, { cwd: clone, stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(clone);
  git('init', '-q', '-b', 'main');
  git('init', '-q', '--bare', '-b', 'main', origin);
  git('remote', 'add', 'origin', origin);
  const commit = (from: string, tag: string) => {
    for (const folder of ['metadata', 'targets']) {
      rmSync(join(clone, folder), { recursive: true, force: true });
      if (existsSync(join(home, dir, from, folder)))
        cpSync(join(home, dir, from, folder), join(clone, folder), { recursive: true });
    }
    git('add', '-A');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-q', '--allow-empty', '-m', tag);
    git('tag', tag);
  };
  commit('known-good', 'main');
  git('push', '-q', 'origin', 'refs/heads/main');
  commit(state, 'event');
  return git;
}
