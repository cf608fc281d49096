/**
 * Built actions as the runner starts them: a process with GitHub's environment, an empty workspace, and the lab's GitHub to talk to. Who is
 * the maintainer works in a clone of their own.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { GithubEvent } from '../../lab/github/events.ts';
import type { Permissions, Repository } from '../../lab/github/facts.ts';
import { type Github, startGithub } from '../../lab/github/github.ts';
import { changesTo, programsFolder, projectFolder } from '../support/commands.ts';
import {
  type CommitOptions,
  type Files,
  type ThrowAwayRepository,
  temporaryFolder,
  throwAwayRepository,
} from '../support/git.ts';
import { type Draft, Draft as NewDraft, now, soundRepository } from '../support/sound-repository.ts';

export interface Ran {
  readonly code: number;
  /** What the step wrote, commands of the workflow included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Exported to later steps. */
  readonly environment: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
  readonly seconds: number;
}

export interface RunOptions {
  /** Default: `push` of the branch of `ref` */
  readonly event?: string;
  /** Default: `refs/heads/main` */
  readonly ref?: string;
  /** Default: where `ref` is. */
  readonly sha?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** A custom token (SPEC A9) with these permissions; without one the input `token` is the workflow's. */
  readonly customToken?: Permissions;
  /** Of the workflow's own token. Default: what existing workflows grant (SPEC A9). */
  readonly permissions?: Permissions;
  readonly workspace?: string;
  readonly workflow?: string;
  readonly now?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** SPEC A9: exactly the permissions that existing workflows grant. */
const granted: Readonly<Record<string, Permissions>> = {
  'signing-event': { contents: 'write', 'pull-requests': 'write', actions: 'write' },
  'create-signing-events': { contents: 'write', actions: 'write' },
  'online-sign': { contents: 'write', actions: 'write', 'id-token': 'write' },
  'online-sign-targets': { contents: 'write', actions: 'write', 'id-token': 'write' },
  publish: { contents: 'read' },
  'test-repository': {},
  'update-issue': { issues: 'write' },
  verify: { contents: 'read' },
};

export interface Workplace {
  readonly github: Github;
  readonly repository: Repository;
  /** What happened on GitHub, in order. */
  readonly events: readonly GithubEvent[];
  /** The maintainer's clone, on `main`. */
  readonly clone: ThrowAwayRepository;
  /** Commits and pushes to the lab. */
  push(branch: string, files: Files, options?: CommitOptions): Promise<string>;
  /** Commits the difference between what is on the branch and a draft. */
  pushDraft(branch: string, draft: Draft, message?: string): Promise<string>;
  /** What is committed on a branch of the lab, as a draft to sign. */
  draftOf(branch: string): Promise<Draft>;
  /** git in the clone, against the lab. */
  git(...args: readonly string[]): Promise<string>;
  /** Runs the built action. */
  run(action: string, options?: RunOptions): Promise<Ran>;
  tip(branch: string): Promise<string | undefined>;
  /** What a person does on GitHub, `POST /issues/1/comments`, of this repository unless another is named. */
  asPerson(who: string, route: string, body?: unknown, repository?: string): Promise<unknown>;
}

const workflowFile = (inputs = '') =>
  `on:\n  workflow_dispatch:${inputs}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}\n`;

/** The workflow files that are dispatched by name (SPEC A9). */
const workflows: Files = {
  '.github/workflows/signing-event.yml': workflowFile(),
  '.github/workflows/online-sign.yml': workflowFile(),
  '.github/workflows/publish.yml': workflowFile('\n    inputs: {ref: {required: false, type: string}}'),
};

export interface WorkplaceOptions {
  readonly draft?: Draft | null;
  readonly private?: boolean;
}

/** A repository `octo/tuf` on a GitHub of its own, with published history on `main`. */
export async function workplace({ draft = soundRepository(), ...options }: WorkplaceOptions = {}): Promise<Workplace> {
  const github = await startGithub({ folder: temporaryFolder(), now: () => new Date(now * 1000) });
  closing.push(() => github.close());
  const repository = await github.createRepository({ owner: 'octo', name: 'tuf', private: options.private ?? false });
  const events: GithubEvent[] = [];
  github.onEvent((event) => events.push(event));
  const clone = throwAwayRepository();
  const user = github.createToken({ repository: 'octo/tuf', kind: 'user', actor: 'octo' });
  clone.git('remote', 'set-url', 'origin', github.gitUrl('octo/tuf', user));
  const git = (...args: readonly string[]) => runGit(clone, args);
  const tip = async (branch: string) => (await github.refs('octo/tuf')).get(`refs/heads/${branch}`);
  clone.commit({ ...workflows, ...(draft ? changesTo(draft) : {}) }, { message: 'A sound repository' });
  await git('push', '-q', 'origin', 'main');
  const place: Workplace = {
    github,
    repository,
    events,
    clone,
    git,
    tip,
    async push(branch, files, options = {}) {
      await git('fetch', '-q', 'origin', '+refs/heads/*:refs/remotes/origin/*');
      const from = (await tip(branch)) ?? 'refs/remotes/origin/main';
      const commit = clone.commit(files, { branch, from, ...options });
      await git('push', '-q', 'origin', `${commit}:refs/heads/${branch}`);
      return commit;
    },
    async pushDraft(branch, draft, message = 'Signatures') {
      return place.push(branch, changesTo(draft, (await tip(branch)) ? await place.draftOf(branch) : undefined), {
        message,
      });
    },
    async draftOf(branch) {
      await git('fetch', '-q', 'origin', '+refs/heads/*:refs/remotes/origin/*');
      const revision = `refs/remotes/origin/${branch}`;
      const paths = clone.git('ls-tree', '-r', '--name-only', revision, 'metadata', 'targets').split('\n');
      const show = (path: string) =>
        execFileSync('git', ['show', `${revision}:${path}`], { cwd: clone.folder, env: clone.env });
      return new NewDraft(new Map(paths.map((path) => [path, show(path)])));
    },
    run: (action, options = {}) => runAction(place, action, options),
    async asPerson(who, route, body, repository = 'octo/tuf') {
      const token = github.createToken({ repository, kind: 'user', actor: who });
      const [method = '', path = ''] = route.split(' ');
      const response = await fetch(`${github.apiUrl}/repos/${repository}${path}`, {
        method,
        headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${route}: ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
  return place;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function runAction(place: Workplace, action: string, options: RunOptions): Promise<Ran> {
  const { github } = place;
  const ref = options.ref ?? 'refs/heads/main';
  const folder = temporaryFolder();
  const workspace = options.workspace ?? join(folder, 'workspace');
  const files = { output: '', environment: '', summary: '' };
  for (const name of Object.keys(files) as (keyof typeof files)[]) {
    files[name] = join(folder, name);
    writeFileSync(files[name], '');
  }
  mkdirSync(workspace, { recursive: true });
  mkdirSync(join(folder, 'temp'));
  const payload = { repository: { default_branch: place.repository.defaultBranch }, ...options.payload };
  writeFileSync(join(folder, 'event.json'), JSON.stringify(payload));
  const workflowToken = github.createToken({
    repository: 'octo/tuf',
    kind: 'workflow',
    permissions: options.permissions ?? granted[action] ?? {},
  });
  const token = options.customToken
    ? github.createToken({
        repository: 'octo/tuf',
        kind: 'custom',
        actor: 'octo-bot',
        permissions: options.customToken,
      })
    : workflowToken;
  const inputs = { token, workflow_token: workflowToken, ...defaultsOf(action), ...options.inputs };
  const run = github.createRun({
    repository: 'octo/tuf',
    path: '.github/workflows/x.yml',
    name: options.workflow ?? 'A workflow',
    event: options.event ?? 'push',
    headBranch: ref.replace('refs/heads/', ''),
    headSha: options.sha ?? (await place.tip(ref.replace('refs/heads/', ''))) ?? '0'.repeat(40),
    actor: 'octo',
  });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CRYPTO_SIGNER_PATH_PREFIX: projectFolder,
    TUF_ON_CI_NOW: String(options.now ?? now),
    TUF_ON_CI_SECOND: '10',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_REPOSITORY: 'octo/tuf',
    GITHUB_REPOSITORY_OWNER: 'octo',
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace('refs/heads/', ''),
    GITHUB_SHA: run.headSha,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_WORKFLOW: run.name,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_ENV: files.environment,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: join(folder, 'temp'),
    ACTIONS_RESULTS_URL: github.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: github.runtimeToken(run, 'job'),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.env,
  };
  const program = join(programsFolder, `${action}.js`);
  const begin = performance.now();
  const { code, log } = await start(program, env, workspace);
  const seconds = (performance.now() - begin) / 1000;
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return {
    code,
    log,
    outputs: commandFile(read(files.output)),
    environment: commandFile(read(files.environment)),
    summary: read(files.summary),
    workspace,
    seconds,
  };
}

/** The defaults of `action.yml`, as the runner fills them in; `${{ … }}` are the tokens, given by name. */
function defaultsOf(action: string): Record<string, string> {
  const yaml = readFileSync(join(projectFolder, 'actions', action, 'action.yml'), 'utf8');
  const inputs = yaml.slice(0, Math.max(yaml.indexOf('outputs:'), yaml.indexOf('runs:')));
  return Object.fromEntries(
    [...inputs.matchAll(/^ {2}(\w+):\n(?: {4}(?!default).*\n)*(?: {4}default: '(.*)'\n)?/gm)]
      .filter(([, , value]) => !value?.includes('${{'))
      .map(([, name, value]) => [name!, value ?? '']),
  );
}

function start(program: string, env: Record<string, string>, cwd: string): Promise<{ code: number; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stdout.on('data', (piece) => (log += piece));
    child.stderr.on('data', (piece) => (log += piece));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, log }));
  });
}

function runGit({ folder, env }: ThrowAwayRepository, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (piece) => (text += piece));
    child.stderr.on('data', (piece) => (text += piece));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(text.trim()) : reject(new Error(`git ${args.join(' ')}: ${text}`)),
    );
  });
}

/** `name<<END`, lines, `END`. */
function commandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)) values[name!] = value!;
  return values;
}

/** Issues that are pull requests, oldest first. */
export function pullRequests({ repository }: Workplace) {
  return repository.issues.filter(({ pull }) => pull);
}

/** `publish.yml refs/heads/publish`, in order. */
export function dispatches({ repository }: Workplace): string[] {
  return repository.dispatches.map(({ workflow, ref }) => `${workflow.replace('.github/workflows/', '')} ${ref}`);
}
