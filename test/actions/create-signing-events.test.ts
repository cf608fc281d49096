/** The action create-signing-events (SPEC A9), and signatures that come from forks (SPEC B4). */
import { describe, expect, it } from 'vitest';
import { alice, bob, carol, type Draft, day, now, soundRepository } from '../support/sound-repository.ts';
import { dispatches, pullRequests, type Workplace, workplace } from './workplace.ts';

/** Every offline role is in its signing period then. */
const later = now + 330 * day;
const events = ['sign/root-v3', 'sign/targets-v2', 'sign/releases-v2'];
const custom = { contents: 'write', 'pull-requests': 'write', workflows: 'write' } as const;

describe('roles that are about to expire', () => {
  it('get an event each, and its workflow is started', async () => {
    const place = await workplace();
    const ran = await place.run('create-signing-events', { event: 'schedule', now: later });
    expect(ran).toMatchObject({ code: 0, outputs: { events: events.join(' ') } });
    expect(dispatches(place)).toEqual(events.map((event) => `signing-event.yml refs/heads/${event}`));
    for (const event of events) expect(await place.tip(event)).toBeDefined();
  });

  it('have it started by the push alone, when a custom token pushes', async () => {
    const place = await workplace();
    await place.run('create-signing-events', { event: 'schedule', now: later, customToken: custom });
    expect(dispatches(place)).toEqual([]);
    const pushed = place.events.filter(({ name, actor }) => name === 'push' && actor === 'octo-bot');
    expect(pushed.map(({ startsWorkflows }) => startsWorkflows)).toEqual([true, true, true]);
  });

  it('have it started again when nobody has looked at an event that is open', async () => {
    const place = await workplace();
    await place.run('create-signing-events', { event: 'schedule', now: later });
    place.repository.dispatches.splice(0);
    const again = await place.run('create-signing-events', { event: 'schedule', now: later });
    expect(again).toMatchObject({ code: 0, outputs: { events: '' } });
    expect(dispatches(place)).toHaveLength(3);
  });

  it('are none in a young repository, and in one without metadata', async () => {
    const young = await workplace();
    expect(await young.run('create-signing-events')).toMatchObject({ code: 0, outputs: { events: '' } });
    const empty = await workplace({ draft: null });
    expect(await empty.run('create-signing-events')).toMatchObject({ code: 0, outputs: { events: '' } });
  });

  it('get none where the default branch is unsound: the run is red and says why', async () => {
    const place = await workplace();
    await place.push('main', { 'metadata/targets.json': '{' });
    const ran = await place.run('create-signing-events', { now: later });
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('::error::No signing event was created');
  });
});

const event = 'sign/targets';

/** An event that waits for alice or bob, and a fork of a signer's. */
async function withFork(owner: string): Promise<Workplace> {
  const place = await workplace();
  await place.pushDraft(event, soundRepository().file('targets/a.txt', 'a\n').list('targets').resign('targets', []));
  await place.github.fork('octo/tuf', owner);
  return place;
}

/** Commits drafts, one after the other, on top of the event in the fork, and opens a pull request into the event. */
async function proposeFrom(
  place: Workplace,
  owner: string,
  ...drafts: readonly Record<string, string | Uint8Array | null>[]
) {
  await place.git('fetch', '-q', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  let commit = `refs/remotes/origin/${event}`;
  for (const files of drafts) {
    commit = place.clone.commit(files, { branch: 'in-fork', from: commit, message: 'Signature' });
  }
  const token = place.github.createToken({ repository: `${owner}/tuf`, kind: 'user', actor: owner });
  await place.git('push', '-q', '-f', place.github.gitUrl(`${owner}/tuf`, token), `${commit}:refs/heads/${event}`);
  await place.asPerson(owner, 'POST /pulls', { title: 'My signature', head: `${owner}:${event}`, base: event });
}

const targetsOf = (draft: Draft) => ({ 'metadata/targets.json': draft.bytes('metadata/targets.json') });

describe('a pull request from a signer’s fork', () => {
  it('that adds a signature is merged by the next run, which tells the status with it', async () => {
    const place = await withFork('alice');
    await proposeFrom(place, 'alice', targetsOf((await place.draftOf(event)).resign('targets', [alice])));
    const payload = { pull_request: { number: 1, base: { ref: event } } };
    const ran = await place.run('signing-event', { event: 'pull_request_target', ref: 'refs/heads/main', payload });
    expect(ran).toMatchObject({ code: 0, outputs: { complete: 'true' } });
    const [fork, main] = pullRequests(place);
    expect(fork).toMatchObject({ state: 'closed', pull: { mergedAt: expect.any(String) } });
    expect(fork!.comments.map(({ body }) => body)).toEqual([expect.stringContaining('Thank you')]);
    expect(main).toMatchObject({ title: `Signing event: ${event}`, pull: { draft: false } });
  });

  it('is found by the schedule, too, which starts the event’s workflow', async () => {
    const place = await withFork('alice');
    await proposeFrom(place, 'alice', targetsOf((await place.draftOf(event)).resign('targets', [alice])));
    const ran = await place.run('create-signing-events', { event: 'schedule' });
    expect(ran.code).toBe(0);
    expect(pullRequests(place)).toMatchObject([{ state: 'closed', pull: { mergedAt: expect.any(String) } }]);
    expect(dispatches(place)).toEqual([`signing-event.yml refs/heads/${event}`]);
  });

  it('that was begun before another signature came keeps both', async () => {
    const place = await withFork('alice');
    const unsigned = await place.draftOf(event);
    await proposeFrom(place, 'alice', targetsOf(unsigned.resign('targets', [alice])));
    await place.pushDraft(event, unsigned.resign('targets', [bob]));
    expect(await place.run('signing-event', { ref: `refs/heads/${event}` })).toMatchObject({ code: 0 });
    const { signatures } = (await place.draftOf(event)).document('targets');
    expect(signatures.map(({ keyid }: { keyid: string }) => keyid)).toEqual([alice.keyid, bob.keyid]);
  });

  it.each<[string, (draft: Draft) => Record<string, string | Uint8Array | null>[]]>([
    ['adds the signature of somebody who may not sign', (draft) => [targetsOf(draft.resign('targets', [carol]))]],
    ['changes what is signed', (draft) => [targetsOf(draft.step('targets').resign('targets', [alice]))]],
    [
      'changes a target file too',
      (draft) => [{ ...targetsOf(draft.resign('targets', [alice])), 'targets/a.txt': 'b\n' }],
    ],
    [
      'changes a workflow too',
      (draft) => [
        { ...targetsOf(draft.resign('targets', [alice])), '.github/workflows/signing-event.yml': 'on: push\n' },
      ],
    ],
    [
      'hides other keys in an earlier commit',
      (draft) => [
        { 'metadata/root.json': draft.with('root', (root) => root.roles.root.threshold--).bytes('metadata/root.json') },
        {
          'metadata/root.json': draft.bytes('metadata/root.json'),
          ...targetsOf(draft.resign('targets', [alice])),
        },
      ],
    ],
    ['is a broken file', () => [{ 'metadata/targets.json': '{' }]],
  ])('that %s is left to people', async (_, drafts) => {
    const place = await withFork('mallory');
    await proposeFrom(place, 'mallory', ...drafts(await place.draftOf(event)));
    const before = await place.tip(event);
    const ran = await place.run('signing-event', { ref: `refs/heads/${event}` });
    expect(ran.code).toBe(0);
    expect(ran.log).toContain('Pull request #1');
    expect(await place.tip(event)).toBe(before);
    expect(pullRequests(place)[0]).toMatchObject({ state: 'open', comments: [] });
  });
});
