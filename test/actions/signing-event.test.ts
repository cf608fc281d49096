/** The action signing-event: the pull request tells the whole story (SPEC A9, B3, B7). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alice, bob, soundRepository } from '../support/sound-repository.ts';
import { dispatches, pullRequests, type Workplace, type WorkplaceOptions, workplace } from './workplace.ts';

const event = 'sign/new-hello';
const ref = `refs/heads/${event}`;
const withStatuses = { contents: 'write', 'pull-requests': 'write', actions: 'write', statuses: 'write' } as const;
const custom = { contents: 'write', 'pull-requests': 'write', workflows: 'write' } as const;
const restart = `signing-event.yml ${ref}`;

async function eventWithTargets(options: WorkplaceOptions = {}): Promise<Workplace> {
  const place = await workplace(options);
  await place.push(event, { 'targets/hello.txt': 'hello again\n' });
  return place;
}

/** An event whose lists are up to date. */
async function waitingEventWithoutRun(): Promise<Workplace> {
  const place = await workplace();
  await place.pushDraft(
    event,
    soundRepository().file('targets/hello.txt', 'hello again\n').list('targets').resign('targets', []),
  );
  return place;
}

/** The same, and its first status. */
async function waitingEvent(): Promise<Workplace> {
  const place = await waitingEventWithoutRun();
  expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0 });
  return place;
}

const sign = async (place: Workplace, by = alice) =>
  place.pushDraft(event, (await place.draftOf(event)).resign('targets', [by]));
const comments = (place: Workplace) => pullRequests(place)[0]!.comments.map(({ body }) => body);
const warnings = (log: string) => log.split('\n').filter((line) => line.startsWith('::warning'));

describe('a maintainer pushes a target file', () => {
  it('gets a draft pull request, its status, and a pull request that is ready', async () => {
    const place = await eventWithTargets();
    const first = await place.run('signing-event', { ref });
    expect(first).toMatchObject({ code: 0, outputs: { status: '', complete: 'false', 'pull-request': '1' } });
    expect(pullRequests(place)).toMatchObject([
      { title: `Signing event: ${event}`, state: 'open', pull: { draft: true, baseBranch: 'main' }, comments: [] },
    ]);
    expect(dispatches(place)).toEqual([restart]);

    const second = await place.run('signing-event', { ref, event: 'workflow_dispatch' });
    expect(second).toMatchObject({ code: 0, outputs: { complete: 'false', 'pull-request': '1' } });
    expect(JSON.parse(second.outputs['status']!)).toMatchObject({ event, roles: [{ role: 'targets', signed: [] }] });
    expect(second.summary).toContain('@tuf-test-alice');
    expect(comments(place)).toEqual([expect.stringContaining('tuf-on-ci-sign sign/new-hello')]);

    await sign(place);
    const third = await place.run('signing-event', { ref });
    expect(third).toMatchObject({ code: 0, outputs: { complete: 'true' } });
    expect(pullRequests(place)).toMatchObject([{ pull: { draft: false } }]);
    expect(comments(place)).toEqual([expect.stringContaining('ready to merge')]);
    expect(dispatches(place)).toHaveLength(1);
  });

  it('sees no second run started when a custom token has pushed', async () => {
    const place = await eventWithTargets();
    expect(await place.run('signing-event', { ref, customToken: custom })).toMatchObject({ code: 0 });
    expect(dispatches(place)).toEqual([]);
    expect(place.events.at(-1)).toMatchObject({ name: expect.stringContaining('pull_request'), actor: 'octo-bot' });
    const pushes = place.events.filter(({ name, ref: pushed }) => name === 'push' && pushed === ref);
    expect(pushes.map(({ actor, startsWorkflows }) => [actor, startsWorkflows])).toEqual([
      ['octo', true],
      ['octo-bot', true],
    ]);
  });

  it('has a private repository served as well', async () => {
    const place = await eventWithTargets({ private: true });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { 'pull-request': '1' } });
  });
});

describe('the pull request', () => {
  it('is the one that somebody has opened, made a draft again', async () => {
    const place = await eventWithTargets();
    await place.asPerson('octo', 'POST /pulls', { title: 'My event', head: event, base: 'main' });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { 'pull-request': '1' } });
    expect(pullRequests(place)).toMatchObject([{ title: 'My event', author: 'octo', pull: { draft: true } }]);
  });

  it('is a new one after somebody has closed the first', async () => {
    const place = await waitingEvent();
    await place.asPerson('octo', 'PATCH /pulls/1', { state: 'closed' });
    expect(await place.run('signing-event', { ref })).toMatchObject({ outputs: { 'pull-request': '2' } });
  });

  it('goes to the default branch of today, whatever it was called when the run began', async () => {
    const place = await waitingEvent();
    await place.github.renameBranch('octo/tuf', 'main', 'trunk');
    const ran = await place.run('signing-event', { ref, payload: { repository: { default_branch: 'main' } } });
    expect(ran).toMatchObject({ code: 0, outputs: { 'pull-request': '1' } });
    expect(pullRequests(place)).toMatchObject([{ pull: { baseBranch: 'trunk' } }]);
  });

  it('cannot be opened where Actions may not: the run is red, says what to do, and shows the status', async () => {
    const place = await workplace();
    place.repository.actionsMayCreatePullRequests = false;
    await place.pushDraft(event, soundRepository().file('targets/a', 'a').list('targets').resign('targets', []));
    const ran = await place.run('signing-event', { ref });
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('Allow GitHub Actions to create');
    expect(ran.summary).toContain('waiting for signatures');
    expect(await place.run('signing-event', { ref, customToken: custom })).toMatchObject({ code: 0 });
  });

  it('is not opened for a branch without changes', async () => {
    const place = await workplace();
    await place.git('push', '-q', 'origin', `main:${ref}`);
    const ran = await place.run('signing-event', { ref });
    expect(ran).toMatchObject({ code: 0, outputs: { complete: 'false', 'pull-request': '' } });
    expect(ran.summary).toContain('no changes yet');
    expect(pullRequests(place)).toEqual([]);
  });
});

describe('comments', () => {
  it('are one that is edited, and one more when somebody is asked anew', async () => {
    const place = await waitingEvent();
    await place.run('signing-event', { ref });
    expect(comments(place)).toHaveLength(1);

    await place.push(event, { 'targets/hello.txt': 'hello once more\n' });
    await place.run('signing-event', { ref });
    await place.run('signing-event', { ref });
    await place.run('signing-event', { ref });
    const [status, call, ...more] = comments(place);
    expect(status).toContain('version 1 → 3');
    expect(call).toContain('@tuf-test-alice, @tuf-test-bob: signing event `sign/new-hello` waits for you');
    expect(more).toEqual([]);
  });

  it('of strangers are never taken for our own', async () => {
    const place = await eventWithTargets();
    await place.run('signing-event', { ref });
    const body = '<!-- tuf-on-ci:status -->\nAll is signed, merge at once';
    await place.asPerson('mallory', 'POST /issues/1/comments', { body });
    await place.run('signing-event', { ref });
    expect(comments(place)).toEqual([body, expect.stringContaining('waiting for signatures')]);
  });

  it('that an earlier run made twice are one again', async () => {
    const place = await waitingEvent();
    await place.asPerson('octo', 'POST /issues/1/comments', { body: comments(place)[0] });
    await place.run('signing-event', { ref });
    expect(comments(place)).toHaveLength(1);
  });
});

describe('the commit status', () => {
  const states = ({ repository }: Workplace) => repository.statuses.map(({ context, state }) => [context, state]);

  it('is pending, then success, on the head of the event', async () => {
    const place = await waitingEvent();
    await place.run('signing-event', { ref, permissions: withStatuses });
    const signed = await sign(place);
    await place.run('signing-event', { ref, permissions: withStatuses });
    expect(states(place)).toEqual([
      ['tuf-on-ci/signing-event', 'pending'],
      ['tuf-on-ci/signing-event', 'success'],
    ]);
    expect(place.repository.statuses[1]!.sha).toBe(signed);
  });

  it('is a failure for an event with errors, which is a green run', async () => {
    const place = await workplace();
    await place.push(event, { 'metadata/targets.json': '{' });
    expect(await place.run('signing-event', { ref, permissions: withStatuses })).toMatchObject({ code: 0 });
    expect(states(place)).toEqual([['tuf-on-ci/signing-event', 'failure']]);
    expect(pullRequests(place)).toMatchObject([{ pull: { draft: true } }]);
  });

  it('is a red run where a rate limit lasts: that is no lack of permissions, though GitHub says 403 to both', async () => {
    const place = await waitingEvent();
    const operation = 'POST /repos/{owner}/{repo}/statuses/{sha}';
    place.github.inject({ operation, failure: 403, retryAfter: 0, times: Number.POSITIVE_INFINITY });
    const { log, code } = await place.run('signing-event', { ref, permissions: withStatuses });
    expect(code).toBe(1);
    expect(log).toContain('run the workflow again later');
  });

  it('is one warning where the workflow may not set it', async () => {
    const place = await waitingEvent();
    const { log, code } = await place.run('signing-event', { ref });
    expect(code).toBe(0);
    expect(warnings(log)).toEqual([expect.stringContaining('commit status')]);
  });
});

describe('while we work', () => {
  it('a push arrives: the lists are made again on top of it', async () => {
    const place = await eventWithTargets();
    let late = '';
    place.github.inject({
      operation: 'git-receive-pack',
      act: async () => {
        late = await place.push(event, { 'targets/releases/2.0/tool.txt': 'a better tool\n' });
      },
    });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0 });
    const { files } = await place.draftOf(event);
    expect(files.has('targets/releases/2.0/tool.txt')).toBe(true);
    const log = place.clone.git('log', '--format=%s', `main..refs/remotes/origin/${event}`).split('\n');
    expect(log.slice(0, 2)).toEqual([
      'Update targets metadata for role releases',
      'Update targets metadata for role targets',
    ]);
    expect(place.clone.git('merge-base', late, `refs/remotes/origin/${event}`)).toBe(late);
  });

  // Before git asks where the branch is, and after.
  it.each(['refs of git-receive-pack', 'git-receive-pack'])(
    'the branch is deleted before our push (%s): it is not made anew, and nothing is red',
    async (operation) => {
      const place = await eventWithTargets();
      place.github.inject({
        operation,
        act: async () => void (await place.git('push', '-q', 'origin', `:${ref}`)),
      });
      expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { 'pull-request': '' } });
      expect(await place.tip(event)).toBeUndefined();
    },
  );

  it('the branch is deleted before we begin: there is nothing to do', async () => {
    const place = await workplace();
    const ran = await place.run('signing-event', { ref, sha: '1'.repeat(40) });
    expect(ran.code).toBe(0);
    expect(ran.log).toContain('not there any more');
  });

  it.each([500, 503, 429, 403, 'reset'] as const)(
    'GitHub fails for a moment (%s): nothing is lost or made twice',
    async (failure) => {
      const place = await waitingEventWithoutRun();
      for (const operation of [
        'GET /repos/{owner}/{repo}/pulls',
        'POST /repos/{owner}/{repo}/pulls',
        'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
        'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        'git-upload-pack',
      ]) {
        const isMade = operation.startsWith('POST') && failure !== 429 && failure !== 403;
        if (failure === 403 && operation.startsWith('git')) continue;
        place.github.inject({ operation, failure, when: isMade ? 'after' : 'before', retryAfter: 0 });
      }
      const { code, log } = await place.run('signing-event', { ref, permissions: withStatuses });
      expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
      expect(pullRequests(place)).toHaveLength(1);
      expect(comments(place)).toHaveLength(1);
    },
  );

  it('a run ends between the pull request and its label: the next one adds it', async () => {
    const place = await waitingEventWithoutRun();
    const operation = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
    const fault = place.github.inject({ operation, failure: 500, times: Number.POSITIVE_INFINITY });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 1 });
    fault.remove();
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0 });
    expect(pullRequests(place)).toMatchObject([{ labels: ['signing-event'] }]);
    expect(comments(place)).toHaveLength(1);
  });

  it('GitHub fails for good: the run is red, and says what to do', async () => {
    const place = await waitingEvent();
    place.github.inject({
      operation: 'GET /repos/{owner}/{repo}/pulls',
      failure: 500,
      times: Number.POSITIVE_INFINITY,
    });
    const { code, log } = await place.run('signing-event', { ref });
    expect(code).toBe(1);
    expect(log).toContain('::error::Listing pull requests');
    expect(log).toContain('githubstatus.com');
  });
});

describe('a hostile event', () => {
  it('cannot give orders to the runner by its names', async () => {
    const place = await workplace();
    const name = '##[add-mask]x';
    await place.push(event, { [`targets/${name}`]: 'x\n', 'targets/::stop-commands::x': 'x\n' });
    await place.run('signing-event', { ref });
    const { log, code } = await place.run('signing-event', { ref });
    expect(code).toBe(0);
    expect(log).not.toContain('##[');
    expect(log.split('\n').filter((line) => /^\s*::(stop|add-mask)/.test(line) && line.includes('::x'))).toEqual([]);
  });

  it('that has nothing in common with the default branch is told of', async () => {
    const place = await workplace();
    const commit = place.clone.git('commit-tree', '-m', 'Out of nowhere', place.clone.git('rev-parse', 'main^{tree}'));
    await place.git('push', '-q', 'origin', `${commit}:${ref}`);
    const ran = await place.run('signing-event', { ref, permissions: withStatuses });
    expect(ran).toMatchObject({ code: 0, outputs: { complete: 'false', 'pull-request': '' } });
    expect(ran.summary).toContain('error');
    expect(place.repository.statuses).toMatchObject([{ state: 'failure' }]);
  });
});

describe('the workspace', () => {
  it('when empty gets the event, and no trace of the token', async () => {
    const place = await eventWithTargets();
    const { workspace, log } = await place.run('signing-event', { ref });
    expect(readFileSync(join(workspace, 'targets/hello.txt'), 'utf8')).toBe('hello again\n');
    for (const path of ['config', 'HEAD', 'FETCH_HEAD', 'logs/HEAD']) {
      const file = join(workspace, '.git', path);
      const text = readdirSync(join(workspace, '.git')).includes(path) ? readFileSync(file, 'utf8') : '';
      expect(text).not.toMatch(/ghs_|AUTHORIZATION/i);
    }
    expect(log.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/ghs_|eC1hY2Nlc3M/);
  });

  it('of another commit is left alone', async () => {
    const place = await eventWithTargets();
    const head = place.clone.git('rev-parse', 'HEAD');
    expect(await place.run('signing-event', { ref, workspace: place.clone.folder })).toMatchObject({ code: 0 });
    expect(place.clone.git('rev-parse', 'HEAD')).toBe(head);
    expect(place.clone.git('status', '--porcelain')).toBe('');
    expect(await place.tip(event)).not.toBe(place.clone.git('rev-parse', event));
  });

  it('that an earlier step has checked out, shallow and detached, is used', async () => {
    const place = await eventWithTargets();
    await place.git('checkout', '-q', '--detach', event);
    const tip = place.clone.git('rev-parse', 'HEAD');
    expect(await place.run('signing-event', { ref, workspace: place.clone.folder })).toMatchObject({ code: 0 });
    expect(place.clone.git('rev-parse', 'HEAD^')).toBe(tip);
    expect(place.clone.git('rev-parse', 'HEAD')).toBe(await place.tip(event));
  });
});

describe('both signers', () => {
  it('may sign: the second signature changes the status, not the number of comments', async () => {
    const place = await waitingEvent();
    await place.pushDraft(event, (await place.draftOf(event)).resign('targets', [alice, bob]));
    await place.run('signing-event', { ref });
    expect(comments(place)).toEqual([expect.stringContaining('`@tuf-test-alice`, `@tuf-test-bob`')]);
  });
});
