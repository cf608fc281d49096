/** An HTTP proxy in front of a server, which loses requests and answers when it is told to. */
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: nothing, or the connection ends before the server sees it, or when it has answered; or it is too busy. */
export type Fault = 'none' | 'cut before' | 'cut after' | 'busy';

export interface FaultyProxy {
  readonly port: number;
  /** Requests since `faults` was set. */
  readonly requests: number;
  /** What happens to the request of this number, from 0. */
  decide(fault: (place: number) => Fault): void;
  close(): Promise<void>;
}

export async function startFaultyProxy(port: number): Promise<FaultyProxy> {
  let requests = 0;
  let decide: (place: number) => Fault = () => 'none';
  const server = createServer((incoming, outgoing) => {
    const fault = decide(requests);
    requests += 1;
    if (fault === 'cut before') incoming.socket.destroy();
    else if (fault === 'busy') outgoing.writeHead(503, { connection: 'close' }).end();
    else pass(port, incoming, outgoing, fault === 'cut after');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get requests() {
      return requests;
    },
    decide(fault) {
      requests = 0;
      decide = fault;
    },
    close: () => closed(server),
  };
}

/** Hands a request on as it is: its host too, which is part of what S3's signature covers. */
function pass(port: number, incoming: IncomingMessage, outgoing: ServerResponse, isCut: boolean): void {
  const { method, url, rawHeaders } = incoming;
  const sent = forward({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders, agent: false }, (answer) => {
    if (isCut) {
      answer.resume().on('end', () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  sent.on('error', () => incoming.socket.destroy());
  incoming.pipe(sent);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
