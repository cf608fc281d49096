/** Where a job of a workflow gets its OIDC token from ("OpenID Connect reference"): a token per request, for the audience that it names. */
import { type Listening, listenWith } from './listen-tls.ts';

export interface WorkflowOidc extends Listening {
  /** What the runner gives to a job that has `id-token: write`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The audiences that tokens were made for. */
  readonly audiences: readonly string[];
  /** The next request is not answered well. */
  failOnce(): void;
}

/** @param tokenFor makes the token; without it they are no JWTs */
export async function startWorkflowOidc(
  tokenFor: (audience: string) => string | Promise<string> = (audience) => `oidc-token-for-${audience}`,
): Promise<WorkflowOidc> {
  const audiences: string[] = [];
  const state = { failing: false };
  const server = await listenWith(async (exchange) => {
    const isKnown = exchange.request.headers.authorization === 'Bearer request-token';
    const audience = new URL(exchange.request.url ?? '/', 'http://localhost').searchParams.get('audience') ?? '';
    audiences.push(audience);
    if (state.failing) {
      state.failing = false;
      return exchange.json(503, {});
    }
    return isKnown ? exchange.json(200, { value: await tokenFor(audience) }) : exchange.json(401, {});
  });
  return {
    ...server,
    audiences,
    variables: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    },
    failOnce: () => {
      state.failing = true;
    },
  };
}
