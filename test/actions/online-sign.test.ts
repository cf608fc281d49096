/** The actions online-sign and online-sign-targets (SPEC A9, B5, B7). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { temporaryFolder } from '../support/git.ts';
import { type Draft, day, now, online, soundRepository } from '../support/sound-repository.ts';
import { dispatches, type Workplace, workplace } from './workplace.ts';

const later = now + 16 * day;
const publishing = 'publish.yml refs/heads/publish';
const servers: Running[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Serves published metadata. */
async function live(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const server = await startStaticServer(folder);
  servers.push(server);
  return server.url;
}

/** What A8 publishes of a draft's metadata. */
function published(draft: Draft): Record<string, Uint8Array> {
  const bytes = (role: string) => draft.bytes(`metadata/${role}.json`);
  const versions = Object.fromEntries(
    ['root', 'targets', 'releases', 'snapshot'].map((role) => [role, draft.document(role).signed.version]),
  );
  return {
    'timestamp.json': bytes('timestamp'),
    ...Object.fromEntries(Object.entries(versions).map(([role, version]) => [`${version}.${role}.json`, bytes(role)])),
  };
}

async function handedOver(): Promise<Workplace> {
  const place = await workplace();
  await place.git('push', '-q', 'origin', 'main:refs/heads/publish');
  return place;
}

describe('online-sign', () => {
  it('signs, pushes, moves publish there, starts publishing, and tells later steps', async () => {
    const place = await handedOver();
    const ran = await place.run('online-sign', { event: 'push', now: later });
    const tip = await place.tip('main');
    expect(ran).toMatchObject({
      code: 0,
      outputs: { signed: 'true', rev: tip, published: 'true' },
      environment: { ONLINE_SIGNED: 'true' },
    });
    expect(await place.tip('publish')).toBe(tip);
    expect(dispatches(place)).toEqual([publishing]);
    expect(place.repository.dispatches[0]!.inputs).toEqual({ ref: tip });
    await place.git('fetch', '-q', 'origin', 'main');
    expect(place.clone.git('log', '-1', '--format=%s', 'FETCH_HEAD')).toBe('Online sign (timestamp)');
  });

  it('has nothing to sign: publishing is started all the same when somebody asks for it', async () => {
    const place = await handedOver();
    const ran = await place.run('online-sign', { event: 'workflow_dispatch' });
    expect(ran).toMatchObject({ code: 0, environment: { ONLINE_SIGNED: 'false' }, outputs: { signed: 'false' } });
    expect(dispatches(place)).toEqual([publishing]);
  });

  it('makes publish when it is not there yet', async () => {
    const place = await workplace();
    await place.run('online-sign', { event: 'schedule' });
    expect(await place.tip('publish')).toBe(await place.tip('main'));
    expect(dispatches(place)).toEqual([publishing]);
  });

  it('is quiet on a schedule when live equals source, and before there is anything to sign for', async () => {
    const place = await handedOver();
    const live_url = await live(published(soundRepository()));
    expect(await place.run('online-sign', { event: 'schedule', inputs: { live_url } })).toMatchObject({
      code: 0,
      outputs: { published: 'false' },
    });
    expect(dispatches(place)).toEqual([]);
    const empty = await workplace({ draft: null });
    expect(await empty.run('online-sign', { event: 'schedule' })).toMatchObject({
      code: 0,
      environment: { ONLINE_SIGNED: 'false' },
    });
  });

  it.each<[string, (files: Record<string, Uint8Array>) => Record<string, Uint8Array>, boolean]>([
    ['an older timestamp', (files) => ({ ...files, 'timestamp.json': Buffer.from('{}') }), true],
    ['no new root', ({ '2.root.json': _, ...files }) => files, true],
    ['another delegated role', (files) => ({ ...files, '1.releases.json': Buffer.from('x') }), true],
    ['nothing yet', () => ({}), false],
  ])('heals on a schedule a site that serves %s', async (_, change, isStarted) => {
    const place = await handedOver();
    const live_url = await live(change(published(soundRepository())));
    const ran = await place.run('online-sign', { event: 'schedule', inputs: { live_url } });
    expect(ran).toMatchObject({ code: 0, outputs: { published: String(isStarted) } });
    expect(dispatches(place)).toHaveLength(isStarted ? 1 : 0);
  });

  it.each([
    ['has failed', ['success', 'failure'], 1],
    ['was cancelled', ['cancelled'], 0],
    ['has failed and then not', ['failure', 'success'], 0],
  ] as const)('on a schedule, when publishing %s though live is right', async (_, conclusions, started) => {
    const place = await handedOver();
    for (const conclusion of conclusions) {
      const { github, repository } = place;
      const headSha = (await place.tip('publish'))!;
      const run = { repository: 'octo/tuf', path: '.github/workflows/publish.yml', name: 'publish', headSha };
      const record = github.createRun({ ...run, event: 'workflow_dispatch', headBranch: 'publish', actor: 'octo' });
      Object.assign(repository.runs.find(({ id }) => id === record.id)!, { status: 'completed', conclusion });
    }
    const live_url = await live(published(soundRepository()));
    await place.run('online-sign', { event: 'schedule', inputs: { live_url } });
    expect(dispatches(place)).toHaveLength(started);
  });

  it('finds the published repository on Pages by itself', async () => {
    const place = await handedOver();
    const ran = await place.run('online-sign', {
      event: 'schedule',
      permissions: { contents: 'write', actions: 'write', pages: 'read' },
    });
    expect(ran).toMatchObject({ code: 0, outputs: { published: 'false' } });
    expect(ran.log).toContain(`${place.github.pagesUrl('octo/tuf')}metadata/timestamp.json`);
  });

  it('signs again, on top of it, when a merge arrives before its push', async () => {
    const place = await handedOver();
    place.github.inject({
      operation: 'git-receive-pack',
      act: async () => void (await place.push('main', { 'README.md': 'A merge\n' })),
    });
    expect(await place.run('online-sign', { now: later })).toMatchObject({ code: 0, outputs: { signed: 'true' } });
    await place.git('fetch', '-q', 'origin', 'main');
    expect(place.clone.git('log', '-2', '--format=%s', 'FETCH_HEAD').split('\n')).toEqual([
      'Online sign (timestamp)',
      'A commit',
    ]);
  });

  it('goes on where a run was killed between push and handing over', async () => {
    const place = await handedOver();
    place.github.inject({ service: 'git', operation: 'git-receive-pack', nth: 2, failure: 'rejected' });
    expect(await place.run('online-sign', { event: 'schedule', now: later })).toMatchObject({
      code: 1,
      environment: { ONLINE_SIGNED: 'true' },
    });
    expect(dispatches(place)).toEqual([]);
    const healed = await workplaceAgain(place);
    expect(healed).toMatchObject({ code: 0, outputs: { signed: 'false', published: 'true' } });
    expect(await place.tip('publish')).toBe(await place.tip('main'));
  });

  it('never moves publish backwards or sideways, and says what to do', async () => {
    const place = await handedOver();
    await place.push('publish', { 'README.md': 'Somebody wrote here\n' }, { from: 'refs/remotes/origin/publish' });
    const { code, log } = await place.run('online-sign', { now: later });
    expect(code).toBe(1);
    expect(log).toContain("The branch 'publish' holds commits that are not on the default branch");
  });

  it('signs nothing that is unsound, and says what is wrong', async () => {
    const place = await handedOver();
    const bad = await place.push('main', { 'targets/stray.txt': 'x\n' });
    const { code, log, environment } = await place.run('online-sign', { now: later });
    expect(code).toBe(1);
    expect(log).toContain('::error::Nothing was signed');
    expect(environment).toEqual({});
    expect(await place.tip('main')).toBe(bad);
  });

  it('with a custom token that may not start workflows uses the workflow’s own for that', async () => {
    const place = await handedOver();
    const ran = await place.run('online-sign', { event: 'push', now: later, customToken: { contents: 'write' } });
    expect(ran).toMatchObject({ code: 0, outputs: { published: 'true' } });
    expect(place.events.filter(({ name }) => name === 'push').at(-1)).toMatchObject({ actor: 'octo-bot' });
  });

  it('refuses half an identity before it does anything', async () => {
    const place = await handedOver();
    const ran = await place.run('online-sign', { now: later, inputs: { aws_role_to_assume: 'arn:aws:iam::1:role/x' } });
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('aws_region');
  });
});

/** The faults are over; the schedule runs again. */
function workplaceAgain(place: Workplace) {
  return place.run('online-sign', { event: 'schedule', now: later });
}

describe('online-sign-targets', () => {
  const event = 'sign/releases';
  const ref = `refs/heads/${event}`;
  /** `releases` has an online key. */
  const draft = soundRepository()
    .step('targets', (signed) => {
      signed.delegations.keys = { [online.keyid]: online.key };
      signed.delegations.roles[0].keyids = [online.keyid];
    })
    .resign('targets')
    .step('releases')
    .resign('releases')
    .online();

  it('signs the named roles in the event, and starts the next run', async () => {
    const place = await workplace({ draft });
    await place.pushDraft(event, draft.file('targets/releases/2.txt', '2\n').list('releases').resign('releases', []));
    const ran = await place.run('online-sign-targets', { ref, inputs: { targets_to_sign: 'targets\n  releases ' } });
    expect({ ...ran, log: ran.code === 0 ? '' : ran.log }).toMatchObject({
      code: 0,
      log: '',
      outputs: { signed: 'releases' },
    });
    expect(dispatches(place)).toEqual([`signing-event.yml ${ref}`]);
    expect((await place.draftOf(event)).document('releases').signatures[0].sig).not.toBe('');
    const again = await place.run('online-sign-targets', { ref, inputs: { targets_to_sign: 'releases' } });
    expect(again).toMatchObject({ code: 0, outputs: { signed: '' } });
    expect(dispatches(place)).toHaveLength(1);
  });

  it('says which roles there are when one is misspelt', async () => {
    const place = await workplace({ draft });
    await place.pushDraft(event, draft.file('targets/releases/2.txt', '2\n').list('releases').resign('releases', []));
    const { code, log } = await place.run('online-sign-targets', { ref, inputs: { targets_to_sign: 'relaeses' } });
    expect(code).toBe(1);
    expect(log).toContain('targets, releases');
  });
});
