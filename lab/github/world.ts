/** Everything that the lab's GitHub knows: what its services share. */
import { join } from 'node:path';
import type { GithubEvent } from './events.ts';
import type { Issue, Pull, Repository } from './facts.ts';
import { readRefs, utc } from './git/read.ts';
import { initBare } from './git/write.ts';
import type { GithubOptions, NewRepository } from './github.ts';
import { updateHook } from './push-rules.ts';
import type { Token } from './tokens.ts';

export interface World {
  readonly folder: string;
  /** Addresses, without a trailing `/`. */
  readonly url: string;
  readonly apiUrl: string;
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, Repository>;
  /** By secret. */
  readonly tokens: Map<string, Token>;
  /** Answers of ours that GitHub does not describe. */
  readonly violations: string[];
  /** The time, ISO 8601 to the second. */
  now(): string;
  /** The last number that was given, and those of people. */
  readonly ids: { last: number; readonly logins: Map<string, number> };
  /** A number that nothing else has. */
  newId(): number;
  /** The same number for a name every time. */
  idOf(login: string): number;
  emit(event: GithubEvent): void;
  listen(listener: (event: GithubEvent) => void): () => void;
}

export type PullRequest = Issue & { readonly pull: Pull };

export function newWorld({ folder, now = () => new Date() }: GithubOptions, url: string): World {
  const listeners = new Set<(event: GithubEvent) => void>();
  const ids: World['ids'] = { last: 1000, logins: new Map() };
  const newId = () => {
    ids.last += 1;
    return ids.last;
  };
  return {
    folder,
    url,
    apiUrl: `${url}/api/v3`,
    repositories: new Map(),
    tokens: new Map(),
    violations: [],
    now: () => utc(new Date(Math.floor(now().getTime() / 1000) * 1000)),
    ids,
    newId,
    idOf(login) {
      const known = ids.logins.get(login) ?? newId();
      ids.logins.set(login, known);
      return known;
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function findRepository(world: World, fullName: string): Repository | undefined {
  return world.repositories.get(fullName.toLowerCase());
}

/** Throws for whoever writes a test: no such repository. */
export function theRepository(world: World, fullName: string): Repository {
  const found = findRepository(world, fullName);
  if (found === undefined) throw new Error(`The lab has no repository ${fullName}`);
  return found;
}

export async function addRepository(world: World, asked: NewRepository, parent?: Repository): Promise<Repository> {
  const { owner, name, defaultBranch = parent?.defaultBranch ?? 'main' } = asked;
  const fullName = `${owner}/${name}`;
  if (findRepository(world, fullName) !== undefined) throw new Error(`The lab has a repository ${fullName} already`);
  const folder = join(world.folder, owner, `${name}.git`);
  await initBare(folder, defaultBranch, updateHook, parent?.folder);
  const repository: Repository = {
    id: world.newId(),
    owner,
    name,
    fullName,
    private: asked.private ?? parent?.private ?? false,
    ...(parent === undefined ? {} : { parent }),
    folder,
    defaultBranch,
    actionsMayCreatePullRequests: asked.actionsMayCreatePullRequests ?? true,
    createdAt: world.now(),
    protections: [],
    environments: new Map(),
    pages:
      (asked.pages ?? parent === undefined)
        ? { url: `${world.url}/pages/${fullName}/`, buildType: 'workflow' }
        : undefined,
    issues: [],
    labels: [],
    statuses: [],
    checkRuns: [],
    runs: [],
    dispatches: [],
    artifacts: [],
    deployments: [],
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  return repository;
}

export function isPull(issue: Issue): issue is PullRequest {
  return issue.pull !== undefined;
}

/** Every pull request of every repository, with where it is. */
export function allPulls(world: World): { repository: Repository; pull: PullRequest }[] {
  return [...world.repositories.values()].flatMap((repository) =>
    repository.issues.filter(isPull).map((pull) => ({ repository, pull })),
  );
}

/** The tip of a branch. */
export async function tipOf(repository: Repository, branch: string): Promise<string | undefined> {
  return (await readRefs(repository.folder)).get(`refs/heads/${branch}`);
}
