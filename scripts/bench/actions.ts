/** What actions cost: bytes and time until they are there, and the time of their work in the lab, git and GitHub included. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Metafile } from 'esbuild';
import { type Github, startGithub } from '../../lab/github/github.ts';
import { VirtualClock } from '../../lab/runner/clock.ts';
import { type Runner, startRunner } from '../../lab/runner/runner.ts';
import { actions } from '../../src/actions/actions.ts';
import { readTemplates } from '../../src/adapters/folder/deployment-files.ts';
import { renderDeployment } from '../../src/operations/init.ts';
import { now, soundRepository } from '../../test/support/sound-repository.ts';
import { type Meter, median } from './measure.ts';
import { milliseconds, renderTable, timeOf } from './table.ts';

/** @param dist where the programs are; @param place a folder to run in */
export async function renderActions(
  meter: Meter,
  { outputs }: Metafile,
  dist: string,
  place: string,
  times: number,
): Promise<string> {
  const input = { cwd: place, env: { RUNNER_TEMP: place } };
  const nothing = await meter.median(times, input, () => ['-e', '0']);
  const work = await timesInLab(dist, place, times);
  const rows = [
    ['action', 'loaded', 'cold start', 'in the lab'],
    ['node -e 0', '', timeOf(nothing, 0), ''],
  ];
  for (const name of Object.keys(actions)) {
    // Outside of a workflow it says so as soon as everything is loaded.
    const start = await meter.median(times, input, () => [join(dist, `${name}.js`)]);
    const figures = work.get(name);
    const loaded = `${Math.round(bytesOf(name, outputs) / 1000).toLocaleString('en')} kB`;
    rows.push([name, loaded, timeOf(start, 1), figures ? milliseconds(median(figures)) : '']);
  }
  return renderTable(rows);
}

/** The program, the action that it loads, and all that either imports at once. */
function bytesOf(name: string, outputs: Metafile['outputs']): number {
  const entry = Object.keys(outputs).find((path) => path.endsWith(`/${name}.js`));
  const action = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === `src/actions/${name}.ts`);
  const chunks = new Set([entry, action].filter((path) => path !== undefined));
  for (const path of chunks) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') chunks.add(next);
  }
  return [...chunks].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}

/** The milliseconds of every step, by its action. */
async function timesInLab(dist: string, place: string, times: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (let i = 0; i < times; i++) {
    for (const { jobs } of await tell(dist, mkdtempSync(join(place, 'lab-')))) {
      for (const { name, milliseconds: figure } of jobs.flatMap(({ steps }) => steps)) {
        const action = /\/actions\/([a-z-]+)@/.exec(name)?.[1];
        if (action) found.set(action, [...(found.get(action) ?? []), figure]);
      }
    }
  }
  return found;
}

const fullName = 'octo/tuf';

/** A deployment begins, and somebody changes a target file. */
async function tell(dist: string, place: string): Promise<Runner['runs']> {
  const folders = { github: join(place, 'github'), runner: join(place, 'runner'), clone: join(place, 'clone') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const clock = new VirtualClock(now);
  const github = await startGithub({ folder: folders.github, now: clock.now });
  await github.createRepository({ owner: 'octo', name: 'tuf' });
  const runner = startRunner({
    github,
    clock,
    folder: folders.runner,
    sources: { repositories: { 'octo/tuf-on-ci': process.cwd() }, programs: dist },
    vars: { [fullName]: { TUF_ON_CI_METADATA_URL: `${github.pagesUrl(fullName)}metadata/` } },
    environment: { CRYPTO_SIGNER_PATH_PREFIX: process.cwd() },
  });
  const person = await personIn(folders.clone, github);
  await person.push('main', deploymentFiles());
  await runner.drain();
  await person.push('sign/hello', [['targets/hello.txt', 'hello again\n']]);
  await runner.drain();
  await person.push('sign/hello', [['README.md', 'starts the verification of the pull request\n']]);
  await runner.drain();
  await runner.advanceTo(clock.seconds + 86_400, fullName);
  await runner.close();
  await github.close();
  return runner.runs;
}

type Files = Iterable<readonly [path: string, content: string | Uint8Array]>;

function deploymentFiles(): Files {
  const draft = soundRepository();
  const workflows = renderDeployment(readTemplates(), {
    owner: 'octo',
    defaultBranch: 'main',
    actions: { repository: 'octo/tuf-on-ci', commit: '1'.repeat(40), version: 'v0.1.0' },
    clouds: [],
    bucket: undefined,
  });
  return [...workflows, ...[...draft.files.keys()].map((path) => [path, draft.bytes(path)] as const)];
}

/** Somebody with a clone; git does not block, for the server is in this process. */
async function personIn(folder: string, github: Github) {
  const url = github.gitUrl(fullName, github.createToken({ repository: fullName, kind: 'user' }));
  const person = ['-c', 'user.name=octo', '-c', 'user.email=octo@example.com'];
  const git = (...args: readonly string[]) => promisify(execFile)('git', ['-C', folder, ...person, ...args]);
  await git('init', '-q', '-b', 'main');
  return {
    async push(branch: string, files: Files) {
      await git('fetch', '-q', url, '+refs/heads/*:refs/remotes/origin/*');
      const heads = (await git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin')).stdout.split('\n');
      const from = [branch, 'main'].map((name) => `refs/remotes/origin/${name}`).find((ref) => heads.includes(ref));
      if (from) await git('checkout', '-q', '-B', branch, from);
      for (const [path, content] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      await git('add', '-A');
      await git('commit', '-q', '-m', 'A change');
      await git('push', '-q', url, `HEAD:refs/heads/${branch}`);
    },
  };
}
