/** One port for everything: finds who is asked, records it, lets faults strike, answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, Refusal } from './answers.ts';
import { answerBlob, answerTwirp } from './artifacts.ts';
import type { Failure, Fault, Faults, RequestRecord, Service } from './faults.ts';
import { answerGit, parseGitRequest } from './git-service.ts';
import type { JobIdentity } from './github.ts';
import { answerGraphql, graphqlOperation } from './graphql.ts';
import { claimsOf, discovery, keySet, signToken } from './oidc.ts';
import { answerPage } from './pages.ts';
import { answerRest, matchRoute, rateLimitHeaders } from './rest.ts';
import { secretOf, type Token } from './tokens.ts';
import type { World } from './world.ts';

/** A request that has found its service. */
interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly actor: string | undefined;
  /** Changes something: one after the other. */
  readonly changes: boolean;
  answer(refusal: string | undefined): Promise<Answer> | Answer;
}

export interface Site {
  readonly world: World;
  readonly faults: Faults;
  /** Jobs by the token with which they ask for their login tokens. */
  readonly jobs: ReadonlyMap<string, JobIdentity>;
}

export interface Handler {
  (request: IncomingMessage, response: ServerResponse): void;
  /** When everything that was begun has ended: git may be at work for a client that has gone. */
  settled(): Promise<unknown>;
}

export function handlerOf(site: Site): Handler {
  const inTurn = mutex();
  const running = new Set<Promise<void>>();
  const handler = (request: IncomingMessage, response: ServerResponse) => {
    const work = handle(site, inTurn, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // the client went away while it was still sending
      site.world.violations.push(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: String(error) }));
    });
    running.add(work);
    work.finally(() => running.delete(work));
  };
  return Object.assign(handler, { settled: () => Promise.all(running) });
}

type InTurn = <T>(work: () => Promise<T> | T) => Promise<T>;

function mutex(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

async function handle(
  { world, faults, jobs }: Site,
  inTurn: InTurn,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const body = await readBody(request);
  const { method = 'GET', url = '/' } = request;
  const call = findCall(world, jobs, request, body);
  const { service, operation, actor } = call;
  const record = faults.record({ service, operation, actor, method, path: url });
  const hitting = faults.hitting(record);
  const [early, late] = [
    hitting.filter(({ when }) => when !== 'after'),
    hitting.filter(({ when }) => when === 'after'),
  ];

  const before = await strike(early, record);
  if (before !== undefined && before.failure !== 'rejected') return fail(before, call, record, response);
  const refusal = before === undefined ? undefined : 'The lab refuses this push';
  const work = async () => {
    try {
      return await call.answer(refusal);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  };
  const answer = await (call.changes ? inTurn(work) : work());
  const after = await strike(late, record);
  if (after !== undefined) return fail(after, call, record, response);
  record.status = answer.status;
  send(response, method, answer);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function findCall(world: World, jobs: Site['jobs'], request: IncomingMessage, body: Buffer): Call {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', world.url);
  const path = url.pathname;
  const git = parseGitRequest(url);
  const secret = secretOf(headers.authorization, git === undefined ? 'never' : 'only');
  const token = secret === undefined ? undefined : (world.tokens.get(secret) ?? 'unknown');
  const actor = typeof token === 'object' ? token.actor : undefined;
  const known: Token | undefined = typeof token === 'object' ? token : undefined;
  const accept = String(headers.accept ?? '');
  if (path.startsWith('/api/v3/')) {
    const matched = matchRoute(method, path.slice('/api/v3'.length));
    return {
      service: 'rest',
      operation: matched?.operation ?? `${method} ${path}`,
      actor,
      changes: method !== 'GET',
      answer: async () => {
        const limits = rateLimitHeaders(known, 'core');
        return withHeaders(
          await answerRest({ world, method, url, accept, body, token }, matched).catch(refusalOnly),
          limits,
        );
      },
    };
  }
  if (path === '/api/graphql') {
    return {
      service: 'graphql',
      operation: graphqlOperation(body),
      actor,
      changes: true,
      answer: async () => withHeaders(await answerGraphql(world, body, token), rateLimitHeaders(known, 'graphql')),
    };
  }
  if (git !== undefined) {
    return {
      service: 'git',
      operation: git.refs ? `refs of ${git.service}` : git.service,
      actor,
      changes: git.service === 'git-receive-pack',
      answer: (refusal) => answerGit({ world, method, url, headers, body, token }, git, refusal),
    };
  }
  return otherCall(world, jobs, { method, url, secret, body });
}

function refusalOnly(error: unknown): Answer {
  if (error instanceof Refusal) return error.answer;
  throw error;
}

const withHeaders = (answer: Answer, headers: Readonly<Record<string, string>>): Answer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});

/** Login tokens, artifacts, Pages. */
function otherCall(
  world: World,
  jobs: Site['jobs'],
  { method, url, secret, body }: { method: string; url: URL; secret: string | undefined; body: Buffer },
): Call {
  const path = url.pathname;
  const call = (service: Service, operation: string, answer: Call['answer'], changes = false): Call => ({
    service,
    operation,
    actor: undefined,
    changes,
    answer,
  });
  if (path === '/oidc/.well-known/openid-configuration')
    return call('oidc', 'discovery', () => json(200, discovery(world)));
  if (path === '/oidc/.well-known/jwks') return call('oidc', 'jwks', () => json(200, keySet()));
  if (path === '/oidc/token') {
    return call('oidc', 'token', () => {
      const identity = jobs.get(secret ?? '');
      if (identity === undefined) return json(401, { message: 'Unauthorized' });
      const audience = url.searchParams.get('audience') ?? `${world.url}/${identity.repository.split('/')[0]}`;
      const value = signToken(claimsOf(world, identity, audience));
      return json(200, { count: value.length, value });
    });
  }
  const twirp = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/.exec(path)?.[1];
  if (twirp !== undefined) {
    const asked = () => answerTwirp(world, twirp, JSON.parse(body.toString()) as Record<string, unknown>, secret);
    return call('artifacts', twirp, asked, true);
  }
  const blob = /^\/results\/blobs\/(\d+)$/.exec(path)?.[1];
  if (blob !== undefined) {
    const operation = method === 'PUT' ? 'UploadBlob' : 'DownloadBlob';
    return call('artifacts', operation, () => answerBlob(world, method, blob, url.searchParams, body), true);
  }
  return call('pages', `${method} page`, () => answerPage(world, path));
}

const json = (status: number, body: unknown): Answer => ({ status, body });

/** What the faults do at this moment; the first that is a failure is told. */
async function strike(striking: readonly Fault[], record: RequestRecord): Promise<Fault | undefined> {
  for (const fault of striking) await fault.act?.();
  const failing = striking.find(({ failure }) => failure !== undefined);
  if (failing !== undefined) record.fault = String(failing.failure);
  return failing;
}

function fail(
  { failure, retryAfter = 1 }: Fault,
  { service }: Call,
  record: RequestRecord,
  response: ServerResponse,
): void {
  if (failure === 'timeout') return; // whoever waits gives up, or the lab is closed
  if (failure === 'reset' || failure === 'rejected' || failure === undefined) return void response.destroy();
  record.status = failure;
  const limited = failure === 429 || failure === 403;
  const message = limited
    ? 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    : 'Server Error';
  const headers = { ...(limited ? { 'retry-after': String(retryAfter) } : {}) };
  const body = { message, msg: message, documentation_url: documentationOf(failure) };
  const answer =
    service === 'git'
      ? { status: failure, bytes: Buffer.from(`${message}\n`), headers }
      : { status: failure, body, headers };
  send(response, 'GET', answer);
}

const documentationOf = (failure: Failure) =>
  failure === 429 || failure === 403
    ? 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits'
    : 'https://docs.github.com/rest';

function send(response: ServerResponse, method: string, { status, body, bytes, headers = {} }: Answer): void {
  const content = bytes ?? (body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)));
  const type = bytes === undefined ? 'application/json; charset=utf-8' : 'application/octet-stream';
  response.writeHead(status, {
    ...(content.length > 0 ? { 'content-type': type } : {}),
    ...(status === 204 ? {} : { 'content-length': content.length }),
    'x-github-request-id': 'LAB',
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : content);
}
