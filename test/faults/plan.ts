/** Which faults are tried: for every call of a phase, each way in which it can go wrong. */
import type { Failure, RequestRecord } from '../../lab/github/faults.ts';
import type { PhaseName } from './names.ts';

/**
 * - `once`, `once-after`: the call fails, before or after it has had its effect.
 * - `always`, `always-after`: it and every later one like it fail, as long as workflows run.
 * - `killed`: the machine is gone when it has had its effect.
 * - `in-between`: somebody else pushes just before a push.
 */
export type Kind = 'once' | 'once-after' | 'always' | 'always-after' | 'killed' | 'in-between';

export const kinds: readonly Kind[] = ['once', 'once-after', 'always', 'always-after', 'killed', 'in-between'];

/** A call that machines make in a phase when nothing goes wrong. */
export interface Call extends Pick<RequestRecord, 'service' | 'operation'> {
  readonly changes: boolean;
  /** Which call of this operation, from 1. */
  readonly nth: number;
}

export interface Trial {
  /** Replays it: `npm run test:faults -- --only merge/17-once-503` */
  readonly id: string;
  readonly phase: PhaseName;
  readonly call: Call;
  readonly kind: Kind;
  readonly failure: Failure | undefined;
}

/** What a phase tells of itself, and then of each trial. */
export interface ReportLine {
  readonly phase: PhaseName;
  readonly kind: Kind | 'planned';
  readonly id?: string;
  readonly calls?: number;
  readonly planned?: number;
  readonly days?: number;
  readonly isWell?: boolean;
}

export function callsIn(requests: readonly RequestRecord[]): readonly Call[] {
  const seen = new Map<string, number>();
  return requests.map(({ service, operation, method }) => {
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    return { service, operation, nth, changes: isChange(service, operation, method) };
  });
}

function isChange(service: Call['service'], operation: string, method: string): boolean {
  if (service === 'git') return operation === 'git-receive-pack';
  if (service === 'artifacts') return !/^(List|Get|Download)/.test(operation);
  return service === 'graphql' || method !== 'GET';
}

/** A secondary rate limit is 403. */
const failures: readonly Failure[] = [503, 'reset', 429, 500, 403, 502];
/** What can happen to an answer on its way. */
const lost: readonly Failure[] = ['reset', 502];
/** A client of ours or of others waits for seconds after these. */
const quick: readonly Failure[] = [403];

/** Kinds of failure take turns from call to call. */
export function planTrials(phase: PhaseName, calls: readonly Call[]): readonly Trial[] {
  return calls.flatMap((call, i) => {
    const turn = (list: readonly Failure[], offset: number) => list[(i + offset) % list.length]!;
    const forever = call.service === 'artifacts' ? quick : failures;
    const ways: readonly (readonly [Kind, Failure?])[] = [
      ['once', turn(failures, 0)],
      ['always', turn(forever, 3)],
      ['killed', 'reset'],
      ...(call.changes ? ([['once-after', turn(lost, 0)]] as const) : []),
      ...(call.changes && call.service !== 'artifacts' ? ([['always-after', turn(lost, 1)]] as const) : []),
      // Easily taken for a lack of permissions, which people are told of and which is gone on without.
      ...(call.changes && /^(rest|graphql)$/.test(call.service) ? ([['always', 403]] as const) : []),
      ...(call.operation === 'git-receive-pack'
        ? ([['once', 'rejected'], ['always', 'rejected'], ['in-between']] as const)
        : []),
    ];
    const trials = ways.map(([kind, failure]) => {
      const what = kind === 'killed' || failure === undefined ? kind : `${kind}-${failure}`;
      return { id: `${phase}/${i + 1}-${what}`, phase, call, kind, failure };
    });
    return trials.filter(({ id }, at) => trials.findIndex((other) => other.id === id) === at);
  });
}

/** As many as asked for, by a seeded shuffle (Lehmer's generator). */
export function sample<T>(all: readonly T[], size: number, seed: number): readonly T[] {
  let state = (seed % 2_147_483_646) + 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  next();
  const keyed = all.map((one) => ({ one, key: next() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, size)
    .map(({ one }) => one);
}
