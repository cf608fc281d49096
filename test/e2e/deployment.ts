/**
 * A deployment of tuf-on-ci in the lab: a GitHub, a runner, a repository with the workflow files of templates/, and people.
 *
 *     const deployment = await startDeployment();
 *     const alice = deployment.person('tuf-test-alice');
 *     await alice.push('sign/new', { 'targets/hello.txt': 'new\n' });
 *     await deployment.settle();
 *     await alice.sign('sign/new', ['targets']);
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Issue, Repository } from '../../lab/github/facts.ts';
import { type Github, startGithub } from '../../lab/github/github.ts';
import type { Snapshot } from '../../lab/github/snapshot.ts';
import { VirtualClock } from '../../lab/runner/clock.ts';
import type { Run } from '../../lab/runner/run.ts';
import { type Runner, type RunnerOptions, startRunner } from '../../lab/runner/runner.ts';
import { readTemplates } from '../../src/adapters/folder/deployment-files.ts';
import { renderDeployment } from '../../src/operations/init.ts';
import { changesTo, programsFolder, projectFolder } from '../support/commands.ts';
import { type Files, type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { alice, bob, carol, Draft, now, soundRepository, type TestKey } from '../support/sound-repository.ts';

export const repositoryName = 'octo/tuf';
const actionsRepository = 'octo/tuf-on-ci';

/** Ended with the test file; the lab's GitHub then says whether it did what GitHub does not. */
const open: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of open) await close();
});

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

export interface DeploymentOptions {
  /** The workflow files and what belongs to them. Default: those of templates/. */
  readonly files?: ReadonlyMap<string, string | Uint8Array>;
  /** TUF_ON_CI_TOKEN is set. */
  readonly customToken?: boolean;
  readonly defaultBranch?: string;
  /** Variables of the repository, besides where the site is. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Metadata and target files to begin with. */
  readonly draft?: Draft;
  /** Who interprets its workflows. Default: the lab itself */
  readonly runWorkflow?: RunnerOptions['runWorkflow'];
  /** Goes on where another deployment was set aside; then there is no first push. */
  readonly from?: SetAside;
}

/** A deployment in which nothing was under way. */
export interface SetAside {
  readonly github: Snapshot;
  /** What its clock said. */
  readonly seconds: number;
}

export interface Person {
  readonly clone: ThrowAwayRepository;
  /** Commits changes on a branch (a new one leaves from the default branch) and pushes it. */
  push(branch: string, files: Files, message?: string): Promise<string>;
  /** Signs what an event asks of them, by putting the entries in, and pushes. */
  sign(branch: string, roles: readonly string[], keys?: readonly TestKey[]): Promise<void>;
  /** Merges an event's pull request on GitHub. */
  merge(branch: string): Promise<void>;
  /** Opens a pull request from the branch of their repository, which may be a fork; gives its number. */
  offer(branch: string, base: string): Promise<number>;
  git(...args: readonly string[]): Promise<string>;
}

export interface Deployment {
  readonly github: Github;
  readonly runner: Runner;
  readonly clock: VirtualClock;
  readonly repository: Repository;
  /** Where clients find the metadata. */
  readonly metadataUrl: string;
  person(name: string): Promise<Person>;
  /** The same, with a fork of their own to push to. */
  outsider(name: string): Promise<Person>;
  /** Waits until everything that was started has ended; gives the runs since the last time, as `workflow event conclusion`. */
  settle(): Promise<string[]>;
  /** Moves the clock and lets schedules run; gives the runs. */
  advance(seconds: number): Promise<string[]>;
  pull(branch: string): Issue | undefined;
  dispatch(workflow: string, ref: string, inputs?: Readonly<Record<string, string>>): Promise<void>;
  /** For others to begin with, as often as they like. */
  setAside(): Promise<SetAside>;
  /** Sooner than at the end of the test file. */
  close(): Promise<void>;
}

/** The files of a deployment that `tuf-on-ci init` writes. */
export function initFiles(defaultBranch = 'main'): Map<string, string> {
  return renderDeployment(readTemplates(), {
    owner: 'octo',
    defaultBranch,
    actions: { repository: actionsRepository, commit: '1'.repeat(40), version: 'v0.1.0' },
    clouds: [],
    bucket: undefined,
  });
}

export async function startDeployment(options: DeploymentOptions = {}): Promise<Deployment> {
  const { defaultBranch = 'main', draft = soundRepository(), from } = options;
  const folder = temporaryFolder();
  const clock = new VirtualClock(from?.seconds ?? now);
  const github = await startGithub({ folder: join(folder), now: clock.now, ...(from && { from: from.github }) });
  const repository = from
    ? github.repository(repositoryName)
    : await github.createRepository({ owner: 'octo', name: 'tuf', defaultBranch });
  github.setEnvironment(repositoryName, 'github-pages', { branches: ['publish'] });
  const metadataUrl = `${github.pagesUrl(repositoryName)}metadata/`;
  const custom = () =>
    github.createToken({
      repository: repositoryName,
      kind: 'custom',
      actor: 'tuf-bot',
      permissions: {
        contents: 'write',
        'pull-requests': 'write',
        actions: 'write',
        issues: 'write',
        statuses: 'write',
        pages: 'read',
      },
    });
  const runner = startRunner({
    github,
    clock,
    folder: temporaryFolder(),
    sources: { repositories: { [actionsRepository]: projectFolder }, programs: programsFolder },
    secrets: { [repositoryName]: options.customToken ? { TUF_ON_CI_TOKEN: custom() } : {} },
    vars: { [repositoryName]: { TUF_ON_CI_METADATA_URL: metadataUrl, ...options.vars } },
    environment: { CRYPTO_SIGNER_PATH_PREFIX: projectFolder, TUF_ON_CI_SECOND: '5' },
    ...(options.runWorkflow && { runWorkflow: options.runWorkflow }),
  });
  const close = once(async () => {
    await runner.close();
    await github.close();
  });
  open.push(close);
  let seen = 0;
  const settle = async () => {
    await runner.drain();
    const fresh = runner.runs.slice(seen);
    seen = runner.runs.length;
    return fresh.map(lineOf);
  };
  const deployment: Deployment = {
    github,
    runner,
    clock,
    repository,
    metadataUrl,
    settle,
    async advance(seconds) {
      await runner.advanceTo(clock.seconds + seconds, repositoryName);
      return settle();
    },
    person: (name) => newPerson(github, repository, name),
    outsider: async (name) => newPerson(github, repository, name, await github.fork(repositoryName, name)),
    pull: (branch) => pullOf(repository, branch),
    dispatch: (workflow, ref, inputs) => dispatch(github, workflow, ref, inputs),
    setAside: async () => ({
      github: await github.snapshot(join(temporaryFolder(), 'github')),
      seconds: clock.seconds,
    }),
    close,
  };
  if (from) return deployment;
  const files = new Map<string, string | Uint8Array>(options.files ?? initFiles(defaultBranch));
  const owner = await deployment.person('octo');
  await owner.push(defaultBranch, [...files, ...Object.entries(changesTo(draft))], 'A deployment');
  return deployment;
}

/** `signing-event push success`; why, when it failed. */
function lineOf({ workflow, event, conclusion, problem, jobs }: Run): string {
  const steps = jobs.flatMap((job) => job.steps);
  const errors = steps.flatMap(({ annotations }) => annotations.filter(({ level }) => level === 'error'));
  const log =
    conclusion === 'failure' ? steps.filter((step) => step.outcome === 'failure').map((step) => step.log) : [];
  if (conclusion === 'failure' && process.env['E2E_LOGS']) console.log(workflow, problem, log.join('\n'));
  const why = conclusion === 'failure' ? `: ${problem ?? errors.map(({ message }) => message).join('; ')}` : '';
  return `${workflow.replace('.yml', '')} ${event.name} ${conclusion}${why}`;
}

async function dispatch(github: Github, workflow: string, ref: string, inputs: Readonly<Record<string, string>> = {}) {
  const token = github.createToken({ repository: repositoryName, kind: 'user', actor: 'octo' });
  const response = await fetch(`${github.apiUrl}/repos/${repositoryName}/actions/workflows/${workflow}/dispatches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ref, inputs }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

const keyOf: Readonly<Record<string, TestKey>> = {
  'tuf-test-alice': alice,
  'tuf-test-bob': bob,
  'tuf-test-carol': carol,
};

/** @param home where they push to: the repository itself, or their fork */
async function newPerson(github: Github, repository: Repository, name: string, home = repository): Promise<Person> {
  const clone = throwAwayRepository();
  const token = github.createToken({ repository: home.fullName, kind: 'user', actor: name });
  const [upstream, own] = [repository, home].map(({ fullName }) => github.gitUrl(fullName, token)) as [string, string];
  // Not with the clone's own, blocking git: the server is in this process.
  const git = (...args: readonly string[]) => runGit(clone, args);
  const checkOut = async (branch: string) => {
    const heads = await github.refs(repository.fullName);
    const from = [branch, repository.defaultBranch].find((one) => heads.has(`refs/heads/${one}`));
    if (from === undefined) return;
    await git('fetch', '-q', upstream, `+refs/heads/${from}:refs/remotes/origin/${from}`);
    await git('checkout', '-q', '-B', branch, `refs/remotes/origin/${from}`);
  };
  const push = async (branch: string, files: Files, message = 'A change') => {
    await checkOut(branch);
    const signOff = `Signed-off-by: ${name} <${name}@example.com>`;
    const commit = clone.commit(files, { branch, message: `${message}\n\n${signOff}` });
    await git('push', '-q', own, `${commit}:refs/heads/${branch}`);
    return commit;
  };
  const call = async (method: string, path: string, body: object) => {
    const response = await fetch(`${github.apiUrl}/repos/${repository.fullName}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { readonly number: number };
  };
  return {
    clone,
    git,
    push,
    async sign(branch, roles, keys = [keyOf[name]!]) {
      await checkOut(branch);
      const before = draftIn(clone);
      const after = roles.reduce((draft, role) => addSignatures(draft, role, keys), before);
      const changed = Object.entries(changesTo(after)).filter(
        ([path, bytes]) => !Buffer.from(before.bytes(path)).equals(Buffer.from(bytes!)),
      );
      await push(branch, changed as Files, `Signature from @${name}`);
    },
    async merge(branch) {
      await call('PUT', `pulls/${pullOf(repository, branch)?.number}/merge`, { merge_method: 'merge' });
    },
    async offer(branch, base) {
      return (await call('POST', 'pulls', { title: `From ${name}`, head: `${home.owner}:${branch}`, base })).number;
    },
  };
}

/** The newest pull request of a branch of the repository itself. */
function pullOf(repository: Repository, branch: string): Issue | undefined {
  return repository.issues.findLast(({ pull }) => pull?.headBranch === branch && pull.headRepository === repository);
}

/** Fills a signer's entry in, beside those of others. */
function addSignatures(draft: Draft, role: string, keys: readonly TestKey[]): Draft {
  const others = draft.document(role).signatures as { keyid: string; sig: string }[];
  return draft.resign(role, keys).document$(role, (document) => {
    const own = document.signatures as { keyid: string; sig: string }[];
    document.signatures = others.map((entry) => own.find(({ keyid }) => keyid === entry.keyid) ?? entry);
  });
}

/** What is checked out, as a draft to sign. */
function draftIn(clone: ThrowAwayRepository): Draft {
  const paths = clone.git('ls-files', 'metadata', 'targets').split('\n');
  return new Draft(new Map(paths.map((path) => [path, readFileSync(join(clone.folder, path))])));
}

function runGit(clone: ThrowAwayRepository, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: clone.folder, env: clone.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => errors.push(piece));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(Buffer.concat(pieces).toString().trimEnd())
        : reject(new Error(`git ${args.join(' ')}: ${Buffer.concat(errors)}`)),
    );
  });
}
