/** Serves the files of a folder, as a plain web host does; that a file is missing it says with 404. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listen, type Running } from './listen.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

export function startStaticServer(folder: string): Promise<Running> {
  return listen((request, response) => {
    answer(folder, request, response).catch(() => response.destroy());
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const file = fileOf(folder, request.url ?? '/');
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || !found?.isFile()) return end(response, 404);
  response.writeHead(200, {
    'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** The file that a URL asks for; none when a segment would lead elsewhere. */
function fileOf(folder: string, url: string): string | undefined {
  try {
    const segments = url.split('?', 1)[0]!.slice(1).split('/').map(decodeURIComponent);
    if (segments.some((segment) => segment === '..' || /[/\\\0]/.test(segment))) return undefined;
    return join(folder, ...segments, segments.at(-1) === '' ? 'index.html' : '');
  } catch {
    return undefined; // no percent-encoding
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${status}\n`);
}
