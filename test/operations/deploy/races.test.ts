/** Two runs at the same time, request by request in every order with up to four changes of turn. */
import { afterAll, describe, expect, test } from 'vitest';
import type { BuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import { type Bucket, copyOf, type Disturbance, emptyBucket } from '../../support/memory-destination.ts';
import { now, soundRepository } from '../../support/sound-repository.ts';
import { built } from './publications.ts';
import { run, servedVersion } from './runs.ts';

const first = soundRepository();
const second = first.file('targets/new.txt', 'new\n').list('targets').resign('targets').online(now);
const third = second
  .file('targets/newer.txt', 'newer\n')
  .list('targets')
  .resign('targets')
  .online(now + 60);

const total = { schedules: 0, requests: 0 };
afterAll(() => {
  process.stdout.write(`deploy, raced: ${total.schedules} orders, ${total.requests} requests, looked at after each\n`);
});

/** A run whose requests wait for their turn. */
class Turns {
  readonly disturbance: Disturbance;
  isDone = false;
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.disturbance = { before: () => new Promise<void>((go) => this.#waiting.push(go)) };
  }

  start(work: (disturbance: Disturbance) => Promise<unknown>): Promise<unknown> {
    return work(this.disturbance).finally(() => {
      this.isDone = true;
    });
  }

  /** One request, up to the next. Everything is in memory: an idle event loop means that the run waits again. */
  async turn(): Promise<void> {
    this.#waiting.shift()?.();
    await new Promise(setImmediate);
  }
}

/** `turns` of the one, then of the other, and so on; in the end each to its end. */
async function race(
  before: Bucket,
  [one, other]: readonly [BuiltRepository, BuiltRepository],
  turns: readonly number[],
) {
  const bucket = copyOf(before);
  const runners = [new Turns(), new Turns()] as const;
  const runs = [
    runners[0].start((disturbance) => run(bucket, one, {}, disturbance)),
    runners[1].start((disturbance) => run(bucket, other, {}, disturbance)),
  ];
  let seen = servedVersion(bucket);
  const turn = async (runner: Turns) => {
    await runner.turn();
    total.requests += 1;
    const served = servedVersion(bucket);
    expect(served).toBeGreaterThanOrEqual(seen);
    seen = served;
  };
  for (const [i, count] of turns.entries()) {
    for (let n = 0; n < count && !runners[i % 2]!.isDone; n++) await turn(runners[i % 2]!);
  }
  for (const runner of runners) while (!runner.isDone) await turn(runner);
  await Promise.all(runs);
  total.schedules += 1;
  return bucket;
}

const text = (bucket: Bucket, name: string) => Buffer.from(bucket.objects.get(name)!.bytes).toString();

describe.each([
  ['an older and a newer run', second, third],
  ['a newer and an older run', third, second],
  ['two runs of the same', third, third],
])('%s', (_, one, other) => {
  test.each([
    ['on an empty destination', undefined],
    ['on one that serves an earlier version', first],
  ])('%s: clients never see less, and the newer is served in the end', async (_where, earlier) => {
    const before = emptyBucket();
    if (earlier) await run(before, await built(earlier, 'page of the first'));
    const pages = new Map([
      [second, 'page of the second'],
      [third, 'page of the third'],
    ]);
    const runs = [await built(one, pages.get(one)), await built(other, pages.get(other))] as const;
    const most = 14;
    for (let a = 0; a <= most; a++) {
      for (let b = 0; b <= most; b++) {
        for (const c of [0, 1, 2]) {
          const bucket = await race(before, runs, [a, b, c]);
          expect(servedVersion(bucket)).toBe(3);
          expect([a, b, c, text(bucket, 'metadata/index.html')]).toEqual([a, b, c, 'page of the third']);
        }
      }
    }
  });
});
