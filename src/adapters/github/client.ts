/** Talking with GitHub's API: which token, trying again, and what an error means. */

import { setTimeout as delay } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { TufError } from '../../errors.ts';
import type { Refused } from '../../ports/github.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** The repository, as every request names it. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
}

export interface ClientOptions {
  /** The input `token`. */
  readonly token: string;
  /** The workflow's own; the same as `token` when no custom one is given. */
  readonly workflowToken: string;
  /** Milliseconds that waiting is counted in: 1,000 but in tests. */
  readonly second: number;
  log(line: string): void;
}

/** Milliseconds until a request that is not answered has failed. */
const timeLimit = 30_000;
/** Seconds: who has to wait longer for a rate limit is better told. */
const longestWait = 300;
const attempts = 3;

export class Client {
  /** The given token first: what people see is its doing. */
  readonly #asGiven: readonly Octokit[];
  /** The workflow's own token first: it has what the workflow's `permissions:` say. */
  readonly #asWorkflow: readonly Octokit[];
  readonly #second: number;

  constructor(options: ClientOptions) {
    const { token, workflowToken, second } = options;
    const tokens = [...new Set([token, workflowToken])].filter((one) => one !== '');
    if (tokens.length === 0) throw new TufError('usage', 'There is no token', { hint: 'Give the input "token"' });
    this.#asGiven = tokens.map((one) => connect(one, options));
    this.#asWorkflow = [...this.#asGiven].reverse();
    this.#second = second;
  }

  /** Asks with the given token; where it may not, with the workflow's. Errors: `github`. */
  ask<T>(what: string, request: (octokit: Octokit) => Promise<T>): Promise<T> {
    return firstAllowed(what, this.#asGiven, request);
  }

  /** The other way round. */
  askAsWorkflow<T>(what: string, request: (octokit: Octokit) => Promise<T>): Promise<T> {
    return firstAllowed(what, this.#asWorkflow, request);
  }

  /**
   * Makes something that must not be made twice: before another try it looks whether GitHub made it and failed to say so.
   * `request` must be told not to try again by itself (`once`).
   */
  async make<T>(
    what: string,
    request: (octokit: Octokit) => Promise<T>,
    find: () => Promise<T | undefined>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.ask(what, request);
      } catch (error) {
        if (attempt > attempts || !isDoubtful(error)) throw error;
        await delay(attempt * attempt * this.#second);
        const made = await find();
        if (made !== undefined) return made;
      }
    }
  }
}

/** For a request that `make` repeats. */
export const once = { request: { retries: 0 } };

/** `undefined` when it was done, else why the tokens may not do it. Other errors are thrown. */
export async function unlessRefused(work: Promise<unknown>): Promise<Refused | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof TufError && isRefusal(error.cause)) return { refused: error.message };
    throw error;
  }
}

/** The HTTP status of what the API answered, also of what a `TufError` was made from. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof TufError ? error.cause : error;
  return (cause as { status?: unknown } | undefined)?.status as number | undefined;
}

function connect(token: string, { second, log }: ClientOptions): Octokit {
  const waits = (kind: string) => (seconds: number, request: object, _: unknown, retried: number) => {
    const { method, url } = request as { method: string; url: string };
    const goesOn = seconds <= longestWait && retried < attempts;
    log(`${kind} at ${method} ${url}: ${goesOn ? `trying again in ${seconds} s` : 'giving up'}`);
    return goesOn;
  };
  return getOctokit(
    token,
    {
      userAgent: 'tuf-on-ci',
      log: { debug: () => {}, info: () => {}, warn: log, error: () => {} },
      retry: { retryAfterBaseValue: second },
      throttle: {
        retryAfterBaseValue: second,
        onRateLimit: waits('Rate limit'),
        onSecondaryRateLimit: waits('Secondary rate limit'),
        // A run writes a handful of times: nothing to space out.
        write: unspaced,
        notifications: unspaced,
      },
    },
    limited,
    retry,
    throttling,
  );
}

/** The innermost plugin: each single try has its time. */
function limited(octokit: { hook: Octokit['hook'] }): void {
  octokit.hook.wrap('request', (request, options) =>
    request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(timeLimit) } }),
  );
}

/** In the place of a group of Bottleneck, of which this is all that is used. */
const unspaced = {
  key: () => ({ schedule: (_: unknown, work: (...args: unknown[]) => unknown, ...args: unknown[]) => work(...args) }),
} as never;

async function firstAllowed<T>(
  what: string,
  octokits: readonly Octokit[],
  request: (octokit: Octokit) => Promise<T>,
): Promise<T> {
  for (const [i, octokit] of octokits.entries()) {
    try {
      return await request(octokit);
    } catch (error) {
      const isLast = i === octokits.length - 1;
      if (isLast || !isRefusal(error)) throw failure(what, error);
    }
  }
  throw new TufError('internal', 'there is no token to ask GitHub with');
}

/** Not allowed, or hidden from this token. */
function isRefusal(error: unknown): boolean {
  const { status, errors } = error as { status?: number; errors?: readonly { type?: string }[] };
  if (errors?.some(({ type }) => type === 'FORBIDDEN' || type === 'NOT_FOUND')) return true;
  return status === 404 || (status === 403 && !isRateLimit(error));
}

/** GitHub says 403 to who asks too often, too: that is not to be gone on without, for it passes. */
function isRateLimit(error: unknown): boolean {
  const { status, message, response } = error as {
    status?: number;
    message?: string;
    response?: { headers?: Readonly<Record<string, unknown>> };
  };
  const headers = response?.headers ?? {};
  const isSpent = 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0';
  return status === 429 || (status === 403 && (isSpent || /rate limit/i.test(message ?? '')));
}

/** It may have been done all the same: no answer came, or one that does not say. */
function isDoubtful(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 500;
}

const hints: Readonly<Record<number, string>> = {
  401: 'See whether the secret TUF_ON_CI_TOKEN has expired',
  403: 'See the permissions of the workflow and of the secret TUF_ON_CI_TOKEN; the README of the action lists what it needs',
  404: 'See whether it is there, and the permissions of the workflow and of the secret TUF_ON_CI_TOKEN: GitHub answers "not found" to a token that may not know',
  429: 'GitHub limits how often one may ask: run the workflow again later',
};

const mayCreate =
  'Allow it in the settings of the repository (Actions, General, "Allow GitHub Actions to create and approve pull requests"), or set the secret TUF_ON_CI_TOKEN';

function failure(what: string, cause: unknown): TufError {
  const { status, message } = cause as { status?: number; message?: string };
  const reason = (message ?? String(cause)).split('\n')[0]!.replace(/ - https:\/\/docs\S*$/, '');
  const kind = isRateLimit(cause) ? 429 : (status ?? 0);
  const hint =
    (/not permitted to create/.test(reason) ? mayCreate : hints[kind]) ??
    'Run the workflow again; when it stays so, see https://www.githubstatus.com';
  return new TufError('github', `${what}: GitHub answers ${status ? `${status}, ` : ''}"${reason}"`, { hint, cause });
}
