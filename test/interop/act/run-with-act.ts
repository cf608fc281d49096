/**
 * The lab's runner with `act` inside: what starts a workflow is ours to say (act has no filters, schedules or concurrency), what its file
 * means is act's. One token serves all jobs of a run, with everything that any of them asks for: act knows no permissions.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { githubContext, githubVariables, serviceVariables } from '../../../lab/runner/context.ts';
import { workflowFiles } from '../../../lab/runner/git-objects.ts';
import { type Permissions, tokenPermissions } from '../../../lab/runner/permissions.ts';
import type { Conclusion, JobRun } from '../../../lab/runner/run.ts';
import type { RunSetting } from '../../../lab/runner/run-setting.ts';
import { standIn } from '../../../lab/runner/stand-in.ts';
import { Expression, isMapping } from '../../../lab/runner/tree.ts';
import type { Workflow } from '../../../lab/runner/workflow.ts';
import type { WorkflowInterpreter } from '../../../lab/runner/workflow-run.ts';
import { programsFolder, projectFolder } from '../../support/commands.ts';

/** A line of `act --json`, as far as it is used. */
interface Line {
  readonly job?: string;
  readonly jobID?: string;
  readonly msg?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
}

/** @param actions `owner/name` of the repository that holds our actions, where workflows name them by it */
export function runWithAct(program: string, actions: string): WorkflowInterpreter {
  return async (run, { workflow, secrets }) => {
    const folder = mkdtempSync(join(run.folder, 'act-'));
    const clone = checkOut(folder, run);
    const permissions = permissionsOf(workflow);
    const variables = variablesOf(run, workflow, permissions);
    const token = run.github.createToken({ repository: run.event.repository.fullName, kind: 'workflow', permissions });
    writeFileSync(join(folder, 'event.json'), JSON.stringify(run.event.payload));
    const args = [
      ...[run.event.name, '-C', clone, '-W', workflow.path, '-e', join(folder, 'event.json'), '--json'],
      ...['-P', 'ubuntu-latest=-self-hosted', '--no-skip-checkout', '--concurrent-jobs', '1', '--no-cache-server'],
      ...['--action-offline-mode', '--action-cache-path', join(folder, 'actions'), '-a', run.event.actor],
      ...(await localActions(folder, run, actions)).flatMap((one) => ['--local-repository', one]),
      ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...Object.entries(run.vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
      // By name alone: the value is in the environment.
      ...['GITHUB_TOKEN', ...Object.keys(secrets)].flatMap((name) => ['-s', name]),
    ];
    const lines = await start(program, args, { ...secrets, GITHUB_TOKEN: token, HOME: join(folder, 'home') });
    run.github.revokeToken(token);
    const jobs = jobsIn(lines, permissions);
    for (const job of jobs) run.report(job);
    const result = jobs.length > 0 && jobs.every(({ conclusion }) => conclusion === 'success') ? 'success' : 'failure';
    return { result, outputs: {} };
  };
}

/** The commit of the event, where act takes the workflow file and reusable workflows from. */
function checkOut(folder: string, { event }: RunSetting): string {
  const clone = join(folder, 'clone');
  mkdirSync(clone);
  mkdirSync(join(folder, 'home'));
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', clone, ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('fetch', '-q', event.repository.folder, event.sha);
  git('checkout', '-q', '--detach', 'FETCH_HEAD');
  // act reads owner and name from it.
  git('remote', 'add', 'origin', `https://github.com/${event.repository.fullName}`);
  return clone;
}

function permissionsOf({ permissions, jobs }: Workflow): Permissions {
  const all = jobs.map((job) =>
    tokenPermissions(permissions, job.permissions, { isFromFork: false, caller: undefined }),
  );
  const union: Record<string, 'read' | 'write'> = {};
  for (const [scope, access] of all.flatMap(Object.entries) as [string, 'read' | 'write'][]) {
    if (union[scope] !== 'write') union[scope] = access;
  }
  return union;
}

function variablesOf(run: RunSetting, { jobs }: Workflow, permissions: Permissions): Record<string, string> {
  const environments = jobs.map(({ environment }) => environment).filter(isMapping);
  const environment = environments.map(({ name }) => name).find((name) => typeof name === 'string');
  const job = { id: 'act', environment, workflowRef: run.workflowRef };
  const { runtime, login } = serviceVariables(run.github, run, job, permissions);
  const { GITHUB_JOB: _, ...variables } = githubVariables(githubContext(run.github, run, '', ''));
  return { ...variables, ...run.machineVariables(), ...runtime, ...login };
}

/** `owner/name@ref=folder` of every action that the workflow files of this commit use from elsewhere. */
async function localActions(folder: string, { event }: RunSetting, actions: string): Promise<readonly string[]> {
  const files = workflowFiles(event.repository.folder, event.sha).map(({ content }) => content);
  const uses = files.flatMap((content) => [...content.matchAll(/uses:\s*([\w.-]+\/[\w.-]+)[^\s@]*@(\S+)/g)]);
  const names = new Map(uses.map(([, name, ref]) => [`${name}@${ref}`, name!]));
  const local: string[] = [];
  for (const [used, name] of names) {
    const place = join(folder, name.replace('/', '-'));
    if (name === actions) exportActions(place);
    else if (!(await writeStandIn(place, name))) continue;
    local.push(`${used}=${place}`);
  }
  return local;
}

function exportActions(place: string): void {
  cpSync(join(projectFolder, 'actions'), join(place, 'actions'), { recursive: true });
  cpSync(programsFolder, join(place, 'dist'), { recursive: true });
}

/** False for an action that the lab does not know: the jobs that need it are not run here. */
async function writeStandIn(place: string, name: string): Promise<boolean> {
  const known = await standIn(name).catch(() => undefined);
  if (known === undefined) return false;
  const { main, defaults } = known;
  mkdirSync(place, { recursive: true });
  const inputs = Object.entries(defaults).map(([input, value]) => [
    input,
    { default: value instanceof Expression ? `\${{ ${value.text} }}` : value },
  ]);
  const action = { name, inputs: Object.fromEntries(inputs), runs: { using: 'node24', main: 'main.mjs' } };
  writeFileSync(join(place, 'action.yml'), JSON.stringify(action));
  // It stays where it finds its packages.
  writeFileSync(join(place, 'main.mjs'), `await import(${JSON.stringify(main)});\n`);
  return true;
}

function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Line[]> {
  const child = spawn(program, args, {
    env: {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      LANG: 'C.UTF-8',
      GIT_TERMINAL_PROMPT: '0',
      ACT_DISABLE_VERSION_CHECK: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(pieces).toString().split('\n').filter(Boolean).map(lineOf)));
  });
}

function lineOf(text: string): Line {
  return text.startsWith('{') ? (JSON.parse(text) as Line) : { msg: text };
}

/** Jobs in the order in which they began; what act says outside of a job is in the log of each. */
function jobsIn(lines: readonly Line[], permissions: Permissions): readonly JobRun[] {
  const names = [...new Set(lines.flatMap(({ job, jobID }) => (jobID === undefined ? [] : [job!])))];
  return names.map((name) => {
    const own = lines.filter(({ job }) => job === name || job === undefined);
    const result = own.find(({ jobResult }) => jobResult !== undefined)?.jobResult;
    const conclusion: Conclusion = result === 'success' ? 'success' : 'failure';
    const said = (command: string) => own.filter((line) => line.command === command);
    const outputs = Object.fromEntries(said('set-output').map(({ name: output, arg }) => [output!, arg ?? '']));
    const step = {
      name,
      outcome: conclusion,
      conclusion,
      outputs,
      log: own.map(({ msg }) => msg ?? '').join('\n'),
      annotations: said('error').map(({ arg }) => ({ level: 'error' as const, message: arg ?? '' })),
      summary: '',
      milliseconds: 0,
    };
    return { name, conclusion, permissions, outputs, steps: [step] };
  });
}
