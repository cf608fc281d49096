/** The web page on loopback that a login in the browser comes back to (RFC 8252 7.3). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TufError } from '../../errors.ts';

export interface Callback {
  /** `http://localhost:<port>/auth/callback`; issuers know the name, not the address. */
  readonly redirectUri: string;
  /** The code of the login with this state. @throws TufError('login') when it was refused, or nobody came back in time */
  code(state: string): Promise<string>;
  close(): void;
}

const path = '/auth/callback';

const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>tuf-on-ci</title><p style="font: 1.2rem sans-serif; margin: 4rem">${text}</p>\n`;

/** @param patience milliseconds to wait for the person */
export async function startCallback(patience: number): Promise<Callback> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://localhost:${port}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
    code: (state) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(tooLate()), patience);
        server.on('request', (request, response) => {
          const url = new URL(request.url ?? '/', 'http://localhost');
          const reply = (status: number, text: string) =>
            response
              .writeHead(status, {
                'Content-Type': 'text/html; charset=utf-8',
                'Cache-Control': 'no-store',
                Connection: 'close',
              })
              .end(page(text));
          // Any page in the browser can send requests here: what is not the answer to this login is none.
          if (url.pathname !== path || url.searchParams.get('state') !== state)
            return void reply(404, 'No login is awaited here.');
          clearTimeout(timer);
          const code = url.searchParams.get('code');
          if (code) {
            reply(200, 'You are logged in. Close this page and go back to the terminal.');
            response.once('finish', () => resolve(code));
          } else {
            reply(200, 'The login was refused. Go back to the terminal.');
            response.once('finish', () => reject(refused(url.searchParams)));
          }
        });
      }),
  };
}

function refused(answer: URLSearchParams): TufError {
  const said = answer.get('error_description') ?? answer.get('error') ?? 'no reason was given';
  return new TufError('login', `The login was refused: ${said}.`, { hint: 'Try the login again.' });
}

function tooLate(): TufError {
  return new TufError('login', 'Nobody has logged in in the browser.', {
    hint: 'Try again. On a machine without a browser, set TUF_ON_CI_NO_BROWSER=1 to paste a code instead.',
  });
}
