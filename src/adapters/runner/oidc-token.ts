/**
 * The OIDC token of a workflow run (GitHub: "OpenID Connect reference"): one request per token, never written anywhere.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { TufError } from '../../errors.ts';
import type { OidcToken } from '../../ports/cloud-login.ts';
import { withRetries } from '../../ports/retry.ts';

/** Milliseconds for all attempts. */
const timeLimit = 20_000;

export interface OidcOptions {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Told each token before anybody uses it: an action masks it in the log. */
  onToken?(token: string): void;
}

/** Fetches tokens with what the runner gives to a job that has the permission `id-token: write`. */
export function workflowOidcToken({ variables, onToken }: OidcOptions): OidcToken {
  return async (audience) => {
    const url = variables['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const secret = variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    if (!url || !secret || !URL.canParse(url)) {
      throw new TufError('login', 'This job may not have an OIDC token to log in with', {
        hint: 'Give the job in the workflow "permissions: id-token: write". A pull request from a fork never gets one.',
      });
    }
    const request = new URL(url);
    request.searchParams.set('audience', audience);
    const signal = AbortSignal.timeout(timeLimit);
    const token = await withRetries(
      () => fetchToken(request, secret, signal),
      (error) => !(error instanceof TufError),
      { signal, pause: (milliseconds) => pause(milliseconds, undefined, { signal }) },
    ).catch((cause: unknown) => {
      throw cause instanceof TufError ? cause : noAnswer(cause);
    });
    onToken?.(token);
    return token;
  };
}

async function fetchToken(url: URL, secret: string, signal: AbortSignal): Promise<string> {
  const headers = { authorization: `Bearer ${secret}`, accept: 'application/json' };
  const response = await fetch(url, { headers, signal, redirect: 'error' });
  if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
  const body: unknown = response.ok ? await response.json() : undefined;
  const token = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
  if (typeof token === 'string' && token !== '') return token;
  throw new TufError('login', `GitHub gives no OIDC token to this job (status ${response.status})`, {
    hint: 'Run the job again; when it stays, see https://www.githubstatus.com.',
  });
}

function noAnswer(cause: unknown): TufError {
  return new TufError('login', 'GitHub does not answer the request for an OIDC token', {
    hint: 'Run the job again; when it stays, see https://www.githubstatus.com.',
    cause,
  });
}
