/** The REST interface: finds the route, checks the request as GitHub does, and the answer against GitHub's description. */
import { type Answer, badCredentials, notFound, ok, Refusal, refuse } from './answers.ts';
import { type RestOperation, restOperations } from './operations.ts';
import { renderUser } from './render/repository.ts';
import { actionRoutes } from './routes/actions.ts';
import { checkRoutes } from './routes/checks.ts';
import { issueRoutes } from './routes/issues.ts';
import { labelRoutes } from './routes/labels.ts';
import { pagesRoutes } from './routes/pages.ts';
import { pullRoutes } from './routes/pulls.ts';
import { refRoutes } from './routes/refs.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import type { RepositoryRequest, RestRequest, Route } from './routes/route.ts';
import { complete, parseQuery, wrongAnswer, wrongBody } from './schema.ts';
import { mayDo, maySee, notAllowed, type Token } from './tokens.ts';
import { findRepository, type World } from './world.ts';

const routes = new Map<string, Route>(
  Object.entries({
    ...repositoryRoutes,
    ...refRoutes,
    ...pullRoutes,
    ...issueRoutes,
    ...labelRoutes,
    ...checkRoutes,
    ...actionRoutes,
    ...pagesRoutes,
  }) as [string, Route][],
);

/** Parts of a path that may hold a slash. */
const long = new Set(['path', 'ref', 'branch', 'basehead']);

/** The longer, the more special: `/commits/{ref}/status` before `/commits/{ref}`. */
const patterns = [...restOperations]
  .sort((a, b) => b.split('/').length - a.split('/').length)
  .map((operation) => {
    const [method = '', template = ''] = operation.split(' ');
    const source = template.replace(
      /\{(\w+)\}/g,
      (_, name: string) => `(?<${name}>${long.has(name) ? '.+' : '[^/]+'})`,
    );
    return { operation, method, pattern: new RegExp(`^${source}$`) };
  });

export interface Matched {
  readonly operation: RestOperation;
  readonly path: Readonly<Record<string, string>>;
}

/** @param path beneath the base address, as it came */
export function matchRoute(method: string, path: string): Matched | undefined {
  for (const one of patterns) {
    const match = one.method === method ? one.pattern.exec(path) : null;
    if (match === null) continue;
    const parts = Object.entries(match.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)]);
    return { operation: one.operation, path: Object.fromEntries(parts) };
  }
  return undefined;
}

export interface RestCall {
  readonly world: World;
  readonly method: string;
  readonly url: URL;
  readonly accept: string;
  readonly body: Buffer;
  /** Undefined when there are credentials that nobody was given. */
  readonly token: Token | 'unknown' | undefined;
}

export async function answerRest(call: RestCall, matched: Matched | undefined): Promise<Answer> {
  const { world, method, url } = call;
  if (matched === undefined) {
    world.violations.push(`The lab does not serve ${method} ${url.pathname}`);
    throw notFound();
  }
  const answer = await answerMatched(call, matched).catch((error: unknown) => {
    if (error instanceof Refusal) return error.answer;
    throw error;
  });
  if (answer.bytes === undefined) {
    const wrong = wrongAnswer(matched.operation, answer.status, answer.body);
    if (wrong !== undefined) {
      world.violations.push(wrong);
      return { status: 500, body: { message: `The lab's own answer is wrong: ${wrong}` } };
    }
  }
  return answer;
}

async function answerMatched(call: RestCall, { operation, path }: Matched): Promise<Answer> {
  const { world, url, token, accept } = call;
  if (token === 'unknown') throw badCredentials();
  const query = parseQuery(operation, url.searchParams);
  if (typeof query === 'string') throw refuse(422, `Validation Failed: ${query}`);
  const request: RestRequest = { world, url, path, query, accept, token, body: {} };
  if (operation === 'GET /rate_limit') return rateLimit(token);
  if (operation === 'GET /user') return user(world, token);
  const repository = findRepository(world, `${path['owner']}/${path['repo']}`);
  if (repository === undefined || !maySee(token, repository)) throw notFound();
  const route = routes.get(operation);
  if (route === undefined) throw new Error(`${operation} has no route`);
  const asked: RepositoryRequest = { ...request, repository };
  const need = typeof route.need === 'function' ? route.need(asked) : route.need;
  if (!mayDo(token, repository, need)) throw notAllowed(token);
  const answer = await route.answer({ ...asked, body: parseBody(operation, call.body) });
  const accepted = need.anyOf.map((permission) => `${permission.replaceAll('-', '_')}=${need.level}`).join('; ');
  return { ...answer, headers: { 'x-accepted-github-permissions': accepted, ...answer.headers } };
}

function parseBody(operation: RestOperation, bytes: Buffer): Readonly<Record<string, unknown>> {
  const body = readJson(bytes);
  const wrong = wrongBody(operation, body);
  if (wrong !== undefined) throw refuse(422, `Invalid request.\n\n${wrong}`);
  return (body ?? {}) as Readonly<Record<string, unknown>>;
}

function readJson(bytes: Buffer): unknown {
  try {
    return bytes.length === 0 ? undefined : JSON.parse(bytes.toString());
  } catch {
    throw refuse(400, 'Problems parsing JSON');
  }
}

/** Requests in an hour. */
const limitOf = (token: Token | undefined) => (token === undefined ? 60 : token.kind === 'workflow' ? 1000 : 5000);

/** An hour of the real time, for that is how clients wait. */
const resetTime = () => Math.ceil(Date.now() / 3_600_000) * 3600;

function rateLimit(token: Token | undefined): Answer {
  const limit = limitOf(token);
  const core = { limit, used: token?.used ?? 0, remaining: limit - (token?.used ?? 0), reset: resetTime() };
  return ok({ resources: { core, search: core, graphql: core }, rate: core });
}

/** A job's token is nobody's. */
function user(world: World, token: Token | undefined): Answer {
  if (token === undefined || token.kind === 'workflow') throw notAllowed(token);
  return ok(
    complete('public-user', { ...renderUser(world, token.actor), created_at: world.now(), updated_at: world.now() }),
  );
}

export function rateLimitHeaders(token: Token | undefined, resource: 'core' | 'graphql'): Record<string, string> {
  const limit = limitOf(token);
  if (token !== undefined) token.used += 1;
  const used = token?.used ?? 1;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(resetTime()),
    'x-ratelimit-resource': resource,
  };
}
