/** The action verify: a required check on every pull request, safe for forks (SPEC B3). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alice, soundRepository } from '../support/sound-repository.ts';
import { pullRequests, type Ran, type Workplace, workplace } from './workplace.ts';

/** Opens a pull request and runs the check on it, as GitHub would. */
async function check(place: Workplace, head: string, base = 'main', who = 'octo'): Promise<Ran> {
  await place.asPerson(who, 'POST /pulls', { title: 'A change', head, base });
  const { number, pull } = pullRequests(place).at(-1)!;
  const pull_request = {
    number,
    head: { ref: pull!.headBranch, sha: pull!.headSha, repo: { full_name: pull!.headRepository.fullName } },
    base: { ref: base },
  };
  return place.run('verify', { event: 'pull_request', ref: `refs/pull/${number}/merge`, payload: { pull_request } });
}

const changed = () => soundRepository().file('targets/hello.txt', 'new\n').list('targets');

describe('a pull request', () => {
  it('that leaves metadata and target files alone is green at once', async () => {
    const place = await workplace();
    await place.push('readme', { 'README.md': 'Hello\n' });
    expect(await check(place, 'readme')).toMatchObject({ code: 0, outputs: { status: '' } });
  });

  it('that changes them outside a signing event is red', async () => {
    const place = await workplace();
    await place.push('fix', { 'targets/hello.txt': 'new\n' });
    const ran = await check(place, 'fix');
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('targets/hello.txt outside a signing event');
  });

  it('of a signing event is red until it is complete', async () => {
    const place = await workplace();
    await place.pushDraft('sign/waiting', changed().resign('targets', []));
    const waiting = await check(place, 'sign/waiting');
    expect(waiting).toMatchObject({ code: 1, outputs: { complete: 'false' } });
    expect(waiting.log).toContain('not complete yet');
    await place.pushDraft('sign/done', changed().resign('targets', [alice]));
    expect(await check(place, 'sign/done')).toMatchObject({ code: 0, outputs: { complete: 'true' } });
  });

  it('of a signing event with errors is red and says so', async () => {
    const place = await workplace();
    await place.push('sign/broken', { 'metadata/targets.json': '{' });
    const ran = await check(place, 'sign/broken');
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('has errors');
  });

  it('from a fork is judged as data: nothing of it is checked out', async () => {
    const place = await workplace();
    await place.github.fork('octo/tuf', 'mallory');
    const token = place.github.createToken({ repository: 'mallory/tuf', kind: 'user', actor: 'mallory' });
    const complete = changed().resign('targets', [alice]);
    const commit = place.clone.commit(
      {
        'targets/hello.txt': 'new\n',
        'metadata/targets.json': complete.bytes('metadata/targets.json'),
        'evil.js': 'x',
      },
      { branch: 'sign/done', from: 'main' },
    );
    await place.git('push', '-q', place.github.gitUrl('mallory/tuf', token), `${commit}:refs/heads/sign/done`);
    const ran = await check(place, 'mallory:sign/done', 'main', 'mallory');
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('outside a signing event');
    expect(existsSync(join(ran.workspace, 'evil.js'))).toBe(false);
  });

  it('into a signing event may leave it incomplete, and must not break it', async () => {
    const place = await workplace();
    await place.pushDraft('sign/x', changed().resign('targets', []));
    await place.push('more', { 'targets/releases/2.txt': '2\n' }, { from: 'refs/remotes/origin/sign/x' });
    const pending = await check(place, 'more', 'sign/x');
    expect(pending.outputs).toMatchObject({ complete: 'false' });
    await place.push('broken', { 'metadata/root.json': '{' }, { from: 'refs/remotes/origin/sign/x' });
    expect(await check(place, 'broken', 'sign/x')).toMatchObject({ code: 1 });
  });

  it('between other branches is judged alike: its target can be changed once the check is green', async () => {
    const place = await workplace();
    await place.push('feature', { 'README.md': '1\n' });
    await place.push('part', { 'targets/hello.txt': 'new\n' }, { from: 'refs/remotes/origin/main' });
    expect(await check(place, 'part', 'feature')).toMatchObject({ code: 1 });
    await place.push('docs', { 'README.md': '2\n' });
    expect(await check(place, 'docs', 'feature')).toMatchObject({ code: 0 });
  });
});
