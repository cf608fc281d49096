/** git over smart HTTP with GitHub's rules of who may: real git behind it, and pushes told of. */
import type { IncomingHttpHeaders } from 'node:http';
import { startBackend } from '../git-server.ts';
import { refChanges } from './announce.ts';
import type { Answer } from './answers.ts';
import type { Repository } from './facts.ts';
import { followRefs } from './follow-refs.ts';
import { readRefs } from './git/read.ts';
import { pushEnvironment } from './push-rules.ts';
import { grants, holds, maySee, type Token } from './tokens.ts';
import { findRepository, type World } from './world.ts';

export interface GitCall {
  readonly world: World;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly token: Token | 'unknown' | undefined;
}

export interface GitRequest {
  /** `owner/name` */
  readonly fullName: string;
  /** What comes after the repository, with the query. */
  readonly rest: string;
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  /** Asks for the refs, before the service itself. */
  readonly refs: boolean;
}

/** What git asks for; nothing when it is not git that asks. */
export function parseGitRequest({ pathname, search, searchParams }: URL): GitRequest | undefined {
  const match = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/.exec(pathname);
  if (match === null) return undefined;
  const [, owner, name, rest = ''] = match;
  const refs = rest === '/info/refs';
  const service = refs ? searchParams.get('service') : rest.slice(1);
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return undefined;
  return { fullName: `${owner}/${name}`, rest: rest + search, service, refs };
}

/** @param refusal why the push shall be refused, whatever it brings */
export async function answerGit(call: GitCall, asked: GitRequest, refusal?: string): Promise<Answer> {
  const { world, token } = call;
  const repository = findRepository(world, asked.fullName);
  const denied = deny(repository, asked, token);
  if (denied !== undefined || repository === undefined) return denied ?? plain(404, 'Repository not found.');
  if (asked.service === 'git-upload-pack') return runBackend(call, repository, asked, {});
  const who = token as Token;
  const push = () => runBackend(call, repository, asked, pushEnvironment(repository, who, refusal));
  if (asked.refs) return push();
  const before = await readRefs(repository.folder);
  const answer = await push();
  await followRefs(world, repository, refChanges(before, await readRefs(repository.folder)), who);
  return answer;
}

const plain = (status: number, text: string, headers = {}): Answer => ({
  status,
  bytes: Buffer.from(`${text}\n`),
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
});

const challenge = { 'www-authenticate': 'Basic realm="GitHub"' };

/** The answer to whoever may not; nothing for whoever may. */
function deny(
  repository: Repository | undefined,
  { service }: GitRequest,
  token: GitCall['token'],
): Answer | undefined {
  if (token === 'unknown') return plain(401, 'Invalid username or token.', challenge);
  const writes = service === 'git-receive-pack';
  if (repository === undefined || !maySee(token, repository)) {
    return token === undefined ? plain(401, 'Authentication required', challenge) : plain(404, 'Repository not found.');
  }
  if (token === undefined) return writes ? plain(401, 'No anonymous write access.', challenge) : undefined;
  if (writes && !holds(token, repository)) {
    return plain(403, `Permission to ${repository.fullName}.git denied to ${token.actor}.`);
  }
  if (writes && !grants(token, 'contents', 'write')) return plain(403, 'Write access to repository not granted.');
  const reads = !repository.private || grants(token, 'contents', 'read');
  return reads ? undefined : plain(404, 'Repository not found.');
}

function runBackend(
  { world, method, headers, body }: GitCall,
  { fullName }: Repository,
  { rest }: GitRequest,
  env: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body.length) };
    const backend = startBackend(
      world.folder,
      { url: `/${fullName}.git${rest}`, method, headers: { ...headers, ...length } },
      env,
    );
    const pieces: Buffer[] = [];
    backend.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    backend.once('error', reject);
    backend.once('close', () => resolve(parseCgi(Buffer.concat(pieces))));
    backend.stdin.on('error', () => {}).end(body); // told by the backend's answer
  });
}

/** Header lines, one of them perhaps `Status`, an empty line, the body. */
function parseCgi(output: Buffer): Answer {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) return plain(500, 'git http-backend does not answer: is it installed?');
  const lines = output.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: */, 2) as [string, string]));
  const { Status: status = '200', ...rest } = headers;
  return { status: Number.parseInt(status, 10), bytes: output.subarray(end + 4), headers: rest };
}
