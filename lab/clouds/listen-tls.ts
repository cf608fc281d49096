/** A web server of the lab that speaks TLS: on loopback, at a port that is free. Its handlers get the body too. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';
import type { Fault } from './fault.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly body: string;
  /** Ends the exchange with JSON. */
  json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): void;
  /** Ends it as a fault wants: no answer at all, or no whole one. */
  fail(fault: Fault): boolean;
}

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function listenWith(
  handle: (exchange: Exchange) => void | Promise<void>,
  certificate?: Certificate,
): Promise<Listening> {
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    readBody(request)
      .then((body) => handle(exchangeOf(request, response, body)))
      .catch((error: unknown) => response.destroy(error as Error));
  };
  const server = certificate ? createHttpsServer(certificate, onRequest) : createHttpServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https://localhost' : 'http://127.0.0.1'}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, body: string): Exchange {
  return {
    request,
    response,
    body,
    path: new URL(request.url ?? '/', 'http://localhost').pathname,
    json(status, value, headers = {}) {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    },
    fail(fault) {
      if (fault === 'cut') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"');
        setImmediate(() => response.destroy());
      }
      return fault === 'cut' || fault === 'slow';
    },
  };
}
