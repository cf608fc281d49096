/** The hostile and the unlucky: tokens that do not do, keys that are gone, names that would be markup, histories that went on (SPEC A9, B3, B7). */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesTo } from '../support/commands.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { alice, bob, carol, day, now, soundRepository } from '../support/sound-repository.ts';
import { dispatches, pullRequests, type Workplace, workplace } from './workplace.ts';

const event = 'sign/targets';
const ref = `refs/heads/${event}`;
/** Everything is due then. */
const later = now + 330 * day;
const changed = () => soundRepository().file('targets/a.txt', 'a\n').list('targets');
const errorsIn = (log: string) => log.split('\n').filter((line) => line.startsWith('::error'));

async function waitingEvent(): Promise<Workplace> {
  const place = await workplace();
  await place.pushDraft(event, changed().resign('targets', []));
  return place;
}

describe('a token', () => {
  const branchOf = (action: string) => (action === 'signing-event' ? ref : 'refs/heads/main');

  it.each(['signing-event', 'create-signing-events', 'online-sign', 'publish', 'update-issue'])(
    'that has expired stops %s, which says so and what to look at',
    async (action) => {
      const place = await waitingEvent();
      const inputs = { token: 'ghp_expired0123456789', workflow_token: 'ghp_expired0123456789', success: 'false' };
      const { code, log } = await place.run(action, { ref: branchOf(action), now: later, inputs });
      expect(code).toBe(1);
      expect(errorsIn(log)).toEqual([expect.stringContaining('whether the secret TUF_ON_CI_TOKEN has expired')]);
    },
  );

  it.each(['signing-event', 'create-signing-events', 'online-sign', 'update-issue'])(
    'that may only read stops %s, which says what it needs',
    async (action) => {
      const place = await waitingEvent();
      const before = await place.github.refs('octo/tuf');
      const permissions = { contents: 'read' } as const;
      const ran = await place.run(action, { ref: branchOf(action), now: later, permissions, inputs: { success: '' } });
      expect(ran.code).toBe(1);
      expect(errorsIn(ran.log)).toEqual([expect.stringContaining('permissions')]);
      expect(await place.github.refs('octo/tuf')).toEqual(before);
    },
  );
});

describe('online-sign', () => {
  it('whose key cannot be reached is red with a sentence, and pushes nothing', async () => {
    const place = await workplace();
    const before = await place.github.refs('octo/tuf');
    const env = { CRYPTO_SIGNER_PATH_PREFIX: temporaryFolder() };
    const { code, log, environment } = await place.run('online-sign', { now: now + 16 * day, env });
    expect(code).toBe(1);
    expect(errorsIn(log)).toEqual([expect.stringContaining('online.pem cannot be read')]);
    expect(environment).toEqual({});
    expect(await place.github.refs('octo/tuf')).toEqual(before);
    expect(dispatches(place)).toEqual([]);
  });

  it('that a rule keeps from the default branch says which token could', async () => {
    const place = await workplace();
    place.github.protectBranch('octo/tuf', { branch: 'main', requirePullRequest: true });
    const { code, log } = await place.run('online-sign', { now: now + 16 * day });
    expect(code).toBe(1);
    expect(errorsIn(log)).toEqual([expect.stringMatching(/protected.*TUF_ON_CI_TOKEN/is)]);
  });
});

describe('create-signing-events', () => {
  it('is not stopped by an event whose workflow cannot be started', async () => {
    const place = await waitingEvent();
    await place.push('sign/old', { '.github/workflows/signing-event.yml': null, 'targets/x.txt': 'x\n' });
    const ran = await place.run('create-signing-events', { event: 'schedule' });
    expect(ran.code).toBe(0);
    expect(ran.log).toMatch(/^::warning::Starting the workflow signing-event\.yml/m);
    expect(dispatches(place)).toEqual([`signing-event.yml ${ref}`]);
  });
});

describe('an event that nobody has looked at', () => {
  it('is left at rest when its pull request was squashed into the default branch, or closed by hand', async () => {
    const place = await waitingEvent();
    await place.pushDraft('sign/done', changed().resign('targets', [alice]));
    await place.asPerson('octo', 'POST /pulls', { title: 'Done', head: 'sign/done', base: 'main' });
    await place.asPerson('octo', 'PUT /pulls/1/merge', { merge_method: 'squash' });
    await place.asPerson('octo', 'POST /pulls', { title: 'No', head: event, base: 'main' });
    await place.asPerson('octo', 'PATCH /pulls/2', { state: 'closed' });
    // GitHub has forgotten the runs by now.
    expect(await place.run('create-signing-events', { event: 'schedule', permissions })).toMatchObject({ code: 0 });
    expect(dispatches(place)).toEqual([]);
    await place.push(event, { 'targets/more.txt': 'more\n' });
    expect(await place.run('create-signing-events', { event: 'schedule', permissions })).toMatchObject({ code: 0 });
    expect(dispatches(place)).toEqual([`signing-event.yml ${ref}`]);
  });
  const permissions = { contents: 'write', actions: 'write', 'pull-requests': 'read' } as const;
});

describe('a workspace', () => {
  it('that holds another repository is left alone', async () => {
    const place = await waitingEvent();
    const other = throwAwayRepository();
    const head = other.commit(changesTo(soundRepository()));
    other.git('update-ref', `refs/remotes/origin/${event}`, head);
    other.git('push', '-q', 'origin', `HEAD:${ref}`, 'HEAD:main');
    const ran = await place.run('signing-event', { ref, workspace: other.folder });
    expect(ran).toMatchObject({ code: 0, outputs: { 'pull-request': '1' } });
    expect(other.git('for-each-ref', '--format=%(refname)')).not.toContain('pull');
    expect(other.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('whose template for failures is a link to something else gets none of it into the issue', async () => {
    const place = await workplace();
    const workspace = temporaryFolder();
    mkdirSync(join(workspace, '.github/TUF_ON_CI_TEMPLATE'), { recursive: true });
    symlinkSync('/proc/self/environ', join(workspace, '.github/TUF_ON_CI_TEMPLATE/failure.md'));
    expect(await place.run('update-issue', { workspace, inputs: { success: 'false' } })).toMatchObject({ code: 0 });
    expect(place.repository.issues[0]!.body).toMatch(/has failed/);
    expect(place.repository.issues[0]!.body).not.toMatch(/ghs_|INPUT_TOKEN/);
  });
});

describe('test-repository', () => {
  it('before anything was published says who makes the branch it compares with', async () => {
    const ran = await (await workplace()).run('test-repository');
    expect(ran.code).toBe(1);
    expect(errorsIn(ran.log)).toEqual([expect.stringContaining("no branch 'publish'")]);
  });
});

describe('names that others chose', () => {
  it.each(['sign/$(x)', "sign/it's", 'sign/`id`', 'sign/<b>@octo', 'sign/ü💥'])(
    'an event may be called %s',
    async (name) => {
      const place = await workplace();
      await place.push(name, { 'targets/hello.txt': 'again\n' });
      const branch = `refs/heads/${name}`;
      for (const _ of [1, 2]) expect(await place.run('signing-event', { ref: branch })).toMatchObject({ code: 0 });
      expect(dispatches(place)).toEqual([`signing-event.yml ${branch}`]);
      const [pull] = pullRequests(place);
      expect(pull).toMatchObject({
        pull: { headBranch: name },
        comments: [{ body: expect.stringContaining('tuf-on-ci-sign') }],
      });
      expect(withoutCode(pull!.comments[0]!.body)).not.toMatch(/@octo|<b>|\$\(/);
    },
  );

  it('target files are no markup, no mention and no mark of ours', async () => {
    const place = await workplace();
    const names = [
      '@octo',
      '<img src=x>',
      '![x](y)',
      'a\nb',
      '<!-- tuf-on-ci:status -->',
      '`',
      '``` x',
      '#12',
      '| a |',
      '\u202ex',
      '- [x] y',
    ];
    await place.push(event, Object.fromEntries(names.map((name) => [`targets/${name}`, 'x'])));
    for (const _ of [1, 2, 3]) expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0 });
    const [comment, ...others] = pullRequests(place)[0]!.comments;
    expect(others).toEqual([]);
    expect(withoutCode(comment!.body)).not.toMatch(/@octo|<img|!\[|<!-- tuf-on-ci:status -->|#12|\u202e|^\| a/m);
  });

  it('many of them fit into the comment', async () => {
    const place = await workplace();
    const names = Array.from({ length: 3000 }, (_, i) => `targets/nobody/${'n'.repeat(60)}${i}`);
    await place.push(event, Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0 });
    expect(pullRequests(place)[0]!.comments).toHaveLength(1);
  });
});

/** What GitHub renders, without code: there nothing is markup. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```$/gms, '').replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
}

describe('an event', () => {
  it('that was merged and is pushed to again is a new one, with a pull request of its own', async () => {
    const place = await workplace();
    await place.pushDraft(event, changed().resign('targets', [alice]));
    await place.run('signing-event', { ref });
    await place.asPerson('octo', 'PUT /pulls/1/merge', { merge_method: 'merge' });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { 'pull-request': '' } });
    expect(await place.run('online-sign', { now: now + day })).toMatchObject({ code: 0 });
    await place.push(event, { 'targets/b.txt': 'b\n' });
    const ran = await place.run('signing-event', { ref, now: now + day });
    expect(ran).toMatchObject({ code: 0, outputs: { 'pull-request': '2' } });
    expect((await place.draftOf(event)).document('targets').signed.version).toBe(3);
  });

  it('and another one at the same time do not disturb each other', async () => {
    const place = await workplace();
    await place.pushDraft('sign/a', changed().resign('targets', [alice]));
    const other = soundRepository().file('targets/releases/9.txt', '9\n').list('releases');
    await place.pushDraft('sign/b', other.resign('releases', [bob, carol]));
    const run = (name: string) => place.run('signing-event', { ref: `refs/heads/${name}` });
    for (const ran of await Promise.all([run('sign/a'), run('sign/b')])) {
      expect(ran).toMatchObject({ code: 0, outputs: { complete: 'true' } });
      await place.asPerson('octo', `PUT /pulls/${ran.outputs['pull-request']}/merge`, { merge_method: 'merge' });
    }
    const signed = await place.run('online-sign', { now: now + day });
    expect(signed).toMatchObject({ code: 0, outputs: { signed: 'true' } });
    const { meta } = (await place.draftOf('main')).document('snapshot').signed;
    expect(meta).toMatchObject({ 'targets.json': { version: 2 }, 'releases.json': { version: 2 } });
  });
});
