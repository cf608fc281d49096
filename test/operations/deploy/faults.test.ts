/** A run that is stopped at any of its requests, before or after its effect: clients notice nothing, and the next run ends the work. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../../lab/listen.ts';
import type { BuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import { UploadError } from '../../../src/ports/destination.ts';
import { type Bucket, copyOf, type Disturbance, emptyBucket, type Request } from '../../support/memory-destination.ts';
import { now, soundRepository } from '../../support/sound-repository.ts';
import { built } from './publications.ts';
import { PollingClient, run, serve, servedVersion } from './runs.ts';

const first = soundRepository();
/** A new target file, a changed one, a removed one, in both roles. */
const second = first
  .file('targets/new.txt', 'new\n')
  .file('targets/releases/1.0/tool.txt', 'a better tool\n')
  .list('targets')
  .resign('targets')
  .list('releases')
  .resign('releases')
  .online(now);
/** A new root too. */
const third = second
  .file('targets/new.txt', null)
  .list('targets')
  .resign('targets')
  .step('root', () => {})
  .resign('root')
  .online(now + 60);
const steps = { 'another version': [first, second], 'a new root': [second, third] } as const;

let bucket: Bucket;
let site: Running;
const total = { runs: 0, faults: 0, polls: 0 };

beforeAll(async () => {
  site = await serve(() => bucket);
});
afterAll(async () => {
  await site.close();
  process.stdout.write(
    `deploy, stopped: ${total.runs} runs, ${total.faults} faults, ${total.polls} polls, no client in trouble\n`,
  );
});

/** Counts the requests of a run, lets a client ask after each that writes, and stops the run at one of them. */
function stopAt(
  place: number,
  when: 'before' | 'after',
  poll: () => Promise<void>,
  mayPass = false,
): Disturbance & { requests: number } {
  let chosen: Request | undefined;
  const stop = (request: Request) => {
    if (request !== chosen) return;
    total.faults += 1;
    throw new UploadError('the connection was cut', { mayPass });
  };
  const disturbance = {
    requests: 0,
    before(request: Request) {
      if (disturbance.requests++ === place) chosen = request;
      if (when === 'before') stop(request);
    },
    async after(request: Request) {
      if (request.call === 'write') await poll();
      if (when === 'after') stop(request);
    },
  };
  return disturbance;
}

describe.each(Object.entries(steps))('while %s is deployed', (_, [from, to]) => {
  let before: Bucket;
  let after: BuiltRepository;
  let requests: number;

  beforeAll(async () => {
    before = emptyBucket();
    await run(before, await built(from));
    after = await built(to, 'another page');
    const counting = stopAt(-1, 'before', async () => {});
    await run(copyOf(before), after, {}, counting);
    requests = counting.requests;
  });

  async function story(place: number, when: 'before' | 'after', mayPass: boolean) {
    bucket = copyOf(before);
    const client = await PollingClient.open(site, ['releases/1.0/tool.txt']);
    try {
      const poll = () => client.poll();
      await poll();
      const stopped = run(bucket, after, {}, stopAt(place, when, poll, mayPass));
      if (mayPass) await stopped;
      else await expect(stopped).rejects.toMatchObject({ code: 'upload' });
      const { kind } = await run(bucket, after, {}, stopAt(-1, 'before', poll));
      expect(['deployed', 'unchanged']).toContain(kind);
      expect(servedVersion(bucket)).toBe(after.timestamp.signed.version);
      expect(Buffer.from(bucket.objects.get('metadata/index.html')!.bytes).toString()).toBe('another page');
      expect((await run(bucket, after)).kind).toBe('unchanged');
      total.runs += 2;
      total.polls += client.polls;
    } finally {
      await client.close();
    }
  }

  test.each(['before', 'after'] as const)('it may be killed %s each of its requests', async (when) => {
    expect(requests).toBeGreaterThan(10);
    for (let place = 0; place < requests; place++) await story(place, when, false);
  });

  test('an answer that is lost is asked for again', async () => {
    for (let place = 0; place < requests; place++) await story(place, 'after', true);
  });
});
