/** What every route of the REST interface is made of. */
import type { By } from '../announce.ts';
import { type Answer, notFound, page, refuse } from '../answers.ts';
import type { Issue, Repository } from '../facts.ts';
import type { RestOperation } from '../operations.ts';
import type { Query } from '../schema.ts';
import type { Need, Token } from '../tokens.ts';
import { isPull, type PullRequest, type World } from '../world.ts';

export interface RestRequest {
  readonly world: World;
  readonly url: URL;
  /** The parts of the path by name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** What GitHub's description lets through. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
  readonly token: Token | undefined;
}

/** A request about a repository that exists for whoever asks. */
export interface RepositoryRequest extends RestRequest {
  readonly repository: Repository;
}

export interface Route {
  /** What the token must be allowed to. It may depend on what the request is about. */
  readonly need: Need | ((request: RepositoryRequest) => Need);
  readonly answer: (request: RepositoryRequest) => Answer | Promise<Answer>;
}

export type Routes = Partial<Record<RestOperation, Route>>;

/** To read what everybody may who sees the repository. */
export const reading = (permission: Need['anyOf'][number]): Need => ({
  anyOf: [permission],
  level: 'read',
  everybody: true,
});
/** To write with one of these permissions. */
export const writing = (...anyOf: Need['anyOf']): Need => ({ anyOf, level: 'write' });
/** The same for what anybody with an account may: open an issue, comment on it. */
export const taking = (...anyOf: Need['anyOf']): Need => ({ anyOf, level: 'write', everybody: true });

export const byOf = ({ token }: RestRequest): By => ({ actor: token!.actor, kind: token!.kind });

/** One page of a list, each member as the caller renders it. */
export async function list<T>(
  { query, url }: RestRequest,
  items: readonly T[],
  render: (item: T) => unknown,
  wrap: (page: readonly unknown[]) => unknown = (page) => page,
): Promise<Answer> {
  const one = page(items, query, url);
  return { status: 200, body: wrap(await Promise.all(one.items.map(render))), headers: one.headers };
}

export function issueOf({ repository, path }: RepositoryRequest): Issue {
  const issue = repository.issues[Number(path['issue_number'] ?? path['pull_number']) - 1];
  if (issue === undefined) throw notFound();
  return issue;
}

export function pullOf(request: RepositoryRequest): PullRequest {
  const issue = issueOf(request);
  if (!isPull(issue)) throw notFound();
  return issue;
}

/** A text of the body. */
export function text(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  return value === undefined || value === null ? undefined : String(value);
}

export const noCommit = (name: string) => refuse(422, `No commit found for SHA: ${name}`);

/** A pull request is open to both permissions, an issue to its own. */
export const permissionsFor = (issue: Issue) =>
  isPull(issue) ? (['issues', 'pull-requests'] as const) : (['issues'] as const);
