/** Real git over smart HTTP, on loopback: `git http-backend`, started as the CGI program that it is. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { listen, type Running } from './listen.ts';

export interface GitServer extends Running {
  /** Makes an empty repository that anyone may push to; its default branch is `main`. Gives its URL. */
  create(name: string): Promise<string>;
}

/** @param folder holds the repositories, bare, as `<name>.git` */
export async function startGitServer(folder: string): Promise<GitServer> {
  const started = new Set<ChildProcess>();
  const server = await listen((request, response) => {
    const backend = startBackend(folder, request);
    started.add(backend);
    backend.once('close', () => started.delete(backend));
    backend.once('error', () => fail(response, 500));
    response.once('close', () => backend.kill());
    request.pipe(backend.stdin).on('error', () => {}); // told by the backend's answer
    relay(backend.stdout, response);
  });
  return {
    url: server.url,
    async create(name) {
      const repository = join(folder, `${name}.git`);
      await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', repository);
      // Nothing runs on after an answer: whoever stops the server may remove the folder at once.
      const settings = {
        'http.receivepack': 'true',
        'receive.autogc': 'false',
        'uploadpack.allowAnySHA1InWant': 'true',
      };
      for (const [setting, value] of Object.entries(settings)) await git(repository, 'config', setting, value);
      return `${server.url}${name}.git`;
    },
    async close() {
      await server.close();
      for (const backend of started) backend.kill();
    },
  };
}

/** git without the configuration of whoever runs it. */
export const gitEnvironment = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** The CGI variables that git-http-backend(1) names, and more for its hooks. */
export function startBackend(
  folder: string,
  { url = '/', method, headers }: Pick<IncomingMessage, 'url' | 'method' | 'headers'>,
  more: Readonly<Record<string, string>> = {},
) {
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  const variables = {
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers['content-type'],
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol'] as string | undefined,
  };
  return spawn('git', ['http-backend'], {
    env: { ...gitEnvironment, ...variables, ...more },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** A CGI answer: header lines, one of them perhaps `Status`, an empty line, the body. */
function relay(answer: Readable, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  const readHead = (piece: Buffer): void => {
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    answer.off('data', readHead);
    for (const line of head.subarray(0, end).toString('latin1').split('\r\n')) {
      const [name, value] = line.split(/: */, 2) as [string, string];
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    answer.pipe(response);
  };
  answer.on('data', readHead);
  answer.once('end', () => {
    if (!response.headersSent) fail(response, 500);
  });
}

function fail(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end('git http-backend does not answer: is it installed?\n');
}

function git(folder: string, ...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: gitEnvironment, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]} ended with ${code}`))));
  });
}
