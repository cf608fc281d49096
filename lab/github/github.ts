/**
 * A GitHub on loopback, real where it counts: git over smart HTTP, REST and GraphQL as GitHub describes them, push events,
 * workflow dispatches, artifacts, Pages, OIDC. It starts no workflow: whoever runs them listens to `onEvent`.
 *
 *     const github = await startGithub({ folder: temporaryFolder() });
 *     const repository = await github.createRepository({ owner: 'octo', name: 'tuf' });
 *     const token = github.createToken({ repository: 'octo/tuf', kind: 'user', actor: 'alice', permissions: { contents: 'write' } });
 *     github.onEvent((event) => …);
 *     git push (github.gitUrl('octo/tuf', token))
 *
 * What GitHub would refuse is refused. Where the lab's own answer is none that GitHub describes, the request fails and
 * `close()` throws with all such violations.
 */
import { randomBytes } from 'node:crypto';
import { listen } from '../listen.ts';
import { runtimeToken } from './artifacts.ts';
import type { GithubEvent } from './events.ts';
import type { Environment, Permissions, Protection, Repository, WorkflowRun } from './facts.ts';
import { type Fault, faults, type InjectedFault, type RequestRecord } from './faults.ts';
import { readBlob, readRefs } from './git/read.ts';
import { renameBranch } from './git/write.ts';
import { issuerOf } from './oidc.ts';
import { addCheckRun, conclude } from './routes/checks.ts';
import { handlerOf } from './server.ts';
import { restoreSnapshot, type Snapshot, takeSnapshot } from './snapshot.ts';
import { newToken } from './tokens.ts';
import { addRepository, allPulls, newWorld, theRepository, type World } from './world.ts';

export interface GithubOptions {
  /** Where the bare repositories are kept; removed by whoever made it. */
  readonly folder: string;
  /** The time of what is created (R's virtual clock). Default: the real one. Login tokens and artifact links use the real one. */
  readonly now?: () => Date;
  /** What to begin with. Default: nothing */
  readonly from?: Snapshot;
}

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  /** Default: `main` */
  readonly defaultBranch?: string;
  /** Default: false */
  readonly private?: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". Default: true */
  readonly actionsMayCreatePullRequests?: boolean;
  /** Serve Pages from workflows. Default: true */
  readonly pages?: boolean;
}

/**
 * - `workflow`: the default token of a job. What it does starts no workflow, but for dispatches; it never writes workflow files.
 * - `custom`: a token that a person made for the pipeline (TUF_ON_CI_TOKEN), good for one repository.
 * - `user`: a person's own, good for every repository that they own or that is named.
 */
export type TokenKind = 'workflow' | 'custom' | 'user';

export interface NewToken {
  /** `owner/name` */
  readonly repository: string;
  readonly kind: TokenKind;
  /** Default for `workflow`: `github-actions[bot]` */
  readonly actor?: string;
  /** What is not named is `none`. Default for `user`: everything. */
  readonly permissions?: Permissions;
}

/** The claims of a job, for its login token (OIDC). */
export interface JobIdentity {
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  /** `owner/name/.github/workflows/x.yml@refs/heads/main` */
  readonly workflowRef: string;
  readonly eventName: string;
  readonly runId: number;
  readonly actor?: string;
  readonly environment?: string;
  /** Of the called workflow, in a reusable one. Default: `workflowRef` */
  readonly jobWorkflowRef?: string;
}

export interface NewRun {
  readonly repository: string;
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly name: string;
  readonly event: string;
  readonly headBranch: string | null;
  readonly headSha: string;
  readonly actor: string;
}

export interface Github {
  /** GITHUB_SERVER_URL: `http://github.localhost:<port>`, which git resolves and `@actions/artifact` accepts. Node does not resolve it. */
  readonly serverUrl: string;
  /** GITHUB_API_URL, without a trailing `/`. */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  /** ACTIONS_RESULTS_URL; ends with `/`. */
  readonly resultsUrl: string;
  /** The issuer of login tokens, with discovery and keys beneath it. */
  readonly issuer: string;

  createRepository(repository: NewRepository): Promise<Repository>;
  /** All branches, as GitHub does. */
  fork(source: string, owner: string): Promise<Repository>;
  /** The facts of a repository; throws when there is none. */
  repository(fullName: string): Repository;
  protectBranch(repository: string, protection: Partial<Protection> & { branch: string }): void;
  setEnvironment(repository: string, name: string, environment: Environment): void;
  /** Renames a branch as GitHub does: pull requests follow, and the default branch when it is that one. */
  renameBranch(repository: string, from: string, to: string): Promise<void>;
  /** `http://127.0.0.1:<port>/owner/name.git`, with credentials when a token is given. */
  gitUrl(repository: string, token?: string): string;
  /** Oids by full ref name. */
  refs(repository: string): Promise<Map<string, string>>;
  /** A file of a revision; none when it is not there. */
  readFile(repository: string, revision: string, path: string): Promise<string | undefined>;
  /** Where a Pages site is served: ends with `/`. */
  pagesUrl(repository: string): string;

  createToken(token: NewToken): string;
  /** From here on the token is not known any more (a job has ended). */
  revokeToken(token: string): void;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN for a job with `id-token: write`. */
  idTokenRequest(identity: JobIdentity): { readonly url: string; readonly token: string };
  /** ACTIONS_RUNTIME_TOKEN for a job. */
  runtimeToken(run: { readonly id: number }, job: string): string;

  /** Tells what happened, in order, each once; gives back what ends it. */
  onEvent(listener: (event: GithubEvent) => void): () => void;
  createRun(run: NewRun): WorkflowRun;
  /** Job results that checks are made of: as the Actions app makes a check run per job. */
  createCheckRun(repository: string, name: string, sha: string): number;
  completeCheckRun(repository: string, id: number, conclusion: NonNullable<WorkflowRun['conclusion']>): void;

  /** Every request, oldest first. */
  readonly requests: readonly RequestRecord[];
  inject(fault: Fault): InjectedFault;
  /** Sets aside everything but tokens, when nothing is under way; bare repositories in a folder that is not there yet. */
  snapshot(folder: string): Promise<Snapshot>;
  /** Throws when an answer of the lab violated GitHub's description. */
  close(): Promise<void>;
}

export async function startGithub(options: GithubOptions): Promise<Github> {
  // The address is known once the server listens, and nobody asks before they know it.
  const server = await listen((request, response) => handler(request, response));
  const world = newWorld(options, server.url.replace(/\/$/, ''));
  const faulty = faults();
  const jobs = new Map<string, JobIdentity>();
  const handler = handlerOf({ world, faults: faulty, jobs });
  if (options.from !== undefined) await restoreSnapshot(world, options.from);
  const the = (fullName: string) => theRepository(world, fullName);
  return {
    serverUrl: world.url.replace('127.0.0.1', 'github.localhost'),
    apiUrl: world.apiUrl,
    graphqlUrl: `${world.url}/api/graphql`,
    resultsUrl: `${world.url}/`,
    issuer: issuerOf(world),

    createRepository: (asked) => addRepository(world, asked),
    fork: (source, owner) => addRepository(world, { owner, name: the(source).name }, the(source)),
    repository: the,
    protectBranch(repository, protection) {
      the(repository).protections.push({ requirePullRequest: false, requiredChecks: [], bypass: [], ...protection });
    },
    setEnvironment: (repository, name, environment) => void the(repository).environments.set(name, environment),
    renameBranch: (repository, from, to) => renameEverywhere(world, the(repository), from, to),
    gitUrl(repository, token) {
      const credentials = token === undefined ? '' : `x-access-token:${token}@`;
      return `${world.url.replace('://', `://${credentials}`)}/${the(repository).fullName}.git`;
    },
    async refs(repository) {
      const refs = await readRefs(the(repository).folder);
      return new Map([...refs].filter(([ref]) => !ref.startsWith('refs/pull/')));
    },
    readFile: async (repository, revision, path) =>
      (await readBlob(the(repository).folder, revision, path))?.toString(),
    pagesUrl: (repository) => `${world.url}/pages/${the(repository).fullName}/`,

    createToken(asked) {
      const token = newToken({ ...asked, repository: the(asked.repository).fullName });
      world.tokens.set(token.secret, token);
      return token.secret;
    },
    revokeToken: (token) => void world.tokens.delete(token),
    idTokenRequest(identity) {
      const token = randomBytes(16).toString('hex');
      jobs.set(token, identity);
      // With a query, as GitHub's has one: the audience is appended with `&`.
      return { url: `${issuerOf(world)}/token?api-version=2.0`, token };
    },
    runtimeToken: ({ id }, job) => runtimeToken(world, id, job),

    onEvent: (listener) => world.listen(listener),
    createRun: (run) => addRun(world, run),
    createCheckRun: (repository, name, sha) => addCheckRun(world, the(repository), name, sha).id,
    completeCheckRun(repository, id, conclusion) {
      const run = the(repository).checkRuns.find((one) => one.id === id);
      if (run === undefined) throw new Error(`The lab has no check run ${id}`);
      conclude(world, run, conclusion);
    },

    requests: faulty.requests,
    inject: (fault) => faulty.inject(fault),
    snapshot: (folder) => takeSnapshot(world, folder),
    async close() {
      await server.close();
      await handler.settled();
      if (world.violations.length > 0) throw new Error(`The lab's GitHub went wrong:\n${world.violations.join('\n')}`);
    },
  };
}

function addRun(world: World, { repository: fullName, ...asked }: NewRun): WorkflowRun {
  const repository = theRepository(world, fullName);
  const now = world.now();
  const runNumber = repository.runs.filter(({ path }) => path === asked.path).length + 1;
  const run: WorkflowRun = {
    ...asked,
    id: world.newId(),
    runNumber,
    createdAt: now,
    updatedAt: now,
    status: 'queued',
    conclusion: null,
  };
  repository.runs.push(run);
  return run;
}

async function renameEverywhere(world: World, repository: Repository, from: string, to: string): Promise<void> {
  await renameBranch(repository.folder, from, to);
  if (repository.defaultBranch === from) repository.defaultBranch = to;
  for (const { repository: base, pull: issue } of allPulls(world)) {
    if (base === repository && issue.pull.baseBranch === from) issue.pull.baseBranch = to;
  }
}
