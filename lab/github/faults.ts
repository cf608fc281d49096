/** Requests that go wrong on purpose. Every request is recorded, so that a test can fail each of them in turn. */

export type Service = 'rest' | 'graphql' | 'git' | 'oidc' | 'artifacts' | 'pages';

export interface RequestRecord {
  /** From 1, over all services. */
  readonly seq: number;
  readonly service: Service;
  readonly method: string;
  /** The path with the query. */
  readonly path: string;
  /** `GET /repos/{owner}/{repo}/pulls`; for git `git-upload-pack`, `git-receive-pack`, or `refs of git-receive-pack`; for GraphQL
   * the fields of the operation, `convertPullRequestToDraft`; for artifacts the method, `CreateArtifact`. */
  readonly operation: string;
  /** Who asked; `undefined` without a token. */
  readonly actor: string | undefined;
  /** 0 while unanswered, and when the connection was cut. */
  status: number;
  /** The code of a fault that hit it. */
  fault?: string;
}

/** What is answered instead: `500`, `502`, `503`: a server's error; `429`, `403`: a rate limit with Retry-After; `reset`: the
 * connection is cut; `timeout`: nothing is answered until the client gives up; `rejected`: git's push is refused by the server. */
export type Failure = 500 | 502 | 503 | 429 | 403 | 'reset' | 'timeout' | 'rejected';

export interface Fault {
  readonly service?: Service;
  /** As in `RequestRecord.operation`. */
  readonly operation?: string;
  readonly method?: string;
  /** Which of the matching requests is hit first, from 1. Default: 1 */
  readonly nth?: number;
  /** How many are hit from there on. Default: 1; `Infinity`: always */
  readonly times?: number;
  /** Whether the request has had its effect already (only the answer is lost). Default: `before` */
  readonly when?: 'before' | 'after';
  /** What happens to the request; nothing when only `act` is wanted. */
  readonly failure?: Failure;
  /** Seconds of Retry-After. Default: 1 */
  readonly retryAfter?: number;
  /** Something else that happens at that moment: a push that arrives in between, a runner that is killed. */
  readonly act?: () => Promise<void> | void;
}

export interface InjectedFault {
  /** How often it has hit. */
  readonly hits: number;
  remove(): void;
}

/** The faults that wait. */
export interface Faults {
  readonly requests: readonly RequestRecord[];
  record(request: Omit<RequestRecord, 'seq' | 'status'>): RequestRecord;
  /** The faults that hit a request that has just been recorded. Each counts once per request. */
  hitting(request: RequestRecord): readonly Fault[];
  inject(fault: Fault): InjectedFault;
}

export function faults(): Faults {
  const requests: RequestRecord[] = [];
  const waiting = new Set<{ readonly fault: Fault; seen: number; hits: number }>();
  return {
    requests,
    record(request) {
      const recorded = { ...request, seq: requests.length + 1, status: 0 };
      requests.push(recorded);
      return recorded;
    },
    hitting: (request) =>
      [...waiting].flatMap((one) => {
        if (!matches(one.fault, request)) return [];
        one.seen += 1;
        const { nth = 1, times = 1 } = one.fault;
        if (one.seen < nth || one.seen >= nth + times) return [];
        one.hits += 1;
        return one.fault;
      }),
    inject(fault) {
      const one = { fault, seen: 0, hits: 0 };
      waiting.add(one);
      return {
        get hits() {
          return one.hits;
        },
        remove: () => waiting.delete(one),
      };
    },
  };
}

function matches(fault: Fault, request: RequestRecord): boolean {
  return (
    (fault.service === undefined || fault.service === request.service) &&
    (fault.operation === undefined || fault.operation === request.operation) &&
    (fault.method === undefined || fault.method === request.method)
  );
}
