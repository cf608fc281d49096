/** What `verify` judges, and against what: decided by where the commit is. */
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/operations/verify.ts';
import type { AskSecondOpinion } from '../../src/ports/client.ts';
import { failed } from '../adapters/git/opened.ts';
import { changesTo } from '../support/commands.ts';
import { type ThrowAwayRepository, throwAwayRepository } from '../support/git.ts';
import { ruleIds } from '../support/judge-draft.ts';
import { opinionIs } from '../support/opinions.ts';
import { bob, Draft, now, soundRepository } from '../support/sound-repository.ts';
import { surroundingsOf } from './surroundings.ts';

const sound = soundRepository();
const agrees: AskSecondOpinion = () => opinionIs(async () => ({ disagreements: [], notJudged: [] }));

/** A clone whose main is published history, pushed. */
function published(draft: Draft = sound): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(draft));
  git.push('main');
  return git;
}

const released = sound
  .file('targets/releases/1.0/tool.txt', 'a better tool\n')
  .list('releases')
  .resign('releases', [bob]);

describe('a commit of the default branch', () => {
  it('is judged as it would be published, against the last one that could be', async () => {
    const git = published();
    const first = git.git('rev-parse', 'HEAD');
    const second = sound.online();
    git.commit(changesTo(second, sound));
    const last = git.commit(changesTo(second.online(now + 60), second));
    git.push('main');
    const outcome = await verify(await surroundingsOf(git, { now: now + 60 }), { revision: 'HEAD' }, agrees);
    expect(outcome).toMatchObject({ sound: true, findings: [], mergeBaseWith: undefined });
    expect(outcome.judged).toEqual({ commit: last, against: git.git('rev-parse', 'HEAD^'), door: 'publish' });
    const older = await verify(await surroundingsOf(git), { revision: first }, agrees);
    expect(older.judged).toEqual({ commit: first, against: null, door: 'publish' });
  });

  it('is not fit to be published as long as the online signature has not followed', async () => {
    const git = published();
    git.commit(changesTo(released, sound));
    git.push('main');
    const { sound: isSound, findings } = await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees);
    expect(isSound).toBe(false);
    expect(ruleIds(findings, 'error')).toEqual(['online-roles/outdated']);
  });

  it('is shown to tuf-js too, whose word counts', async () => {
    const git = published();
    const disagrees: AskSecondOpinion = () =>
      opinionIs(async () => ({ disagreements: [{ role: 'targets', message: 'I do not like it' }], notJudged: [] }));
    const { sound: isSound, findings } = await verify(await surroundingsOf(git), { revision: 'HEAD' }, disagrees);
    expect(isSound).toBe(false);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['clients/second-opinion', 'error']]);
    const broken: AskSecondOpinion = () => opinionIs(() => Promise.reject(new Error('out of memory')));
    await expect(verify(await surroundingsOf(git), { revision: 'HEAD' }, broken)).rejects.toThrow('out of memory');
  });

  it('is not shown to tuf-js when it is unsound anyway', async () => {
    const git = published(sound.file('targets/hello.txt', 'a trojan\n'));
    const never: AskSecondOpinion = () => opinionIs(() => Promise.reject(new Error('asked')));
    const { findings } = await verify(await surroundingsOf(git), { revision: 'HEAD' }, never);
    expect(ruleIds(findings, 'error')).toEqual(['target-files/sha256']);
  });
});

describe('any other commit', () => {
  it('is judged as a signing event, against the merge base', async () => {
    const git = published();
    const base = git.git('rev-parse', 'HEAD');
    git.git('checkout', '-q', '-b', 'sign/release');
    const head = git.commit(changesTo(released, sound));
    const outcome = await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees);
    expect(outcome.judged).toEqual({ commit: head, against: base, door: 'event' });
    expect(outcome).toMatchObject({ mergeBaseWith: 'origin/main', sound: true });
  });

  it('may be named from another branch, and counts its commits', async () => {
    const git = published();
    const skipped = released.step('releases').step('releases').resign('releases', [bob]);
    git.commit(changesTo(skipped, sound), { branch: 'sign/release', from: 'main' });
    const { judged, findings } = await verify(await surroundingsOf(git), { revision: 'sign/release' }, agrees);
    expect(judged.door).toBe('event');
    expect(ruleIds(findings, 'error')).toEqual(['versions/too-high']);
  });

  it('is an event where the default branch is only known here, not yet there', async () => {
    const git = published();
    git.commit(changesTo(released, sound));
    expect((await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees)).judged.door).toBe('event');
  });

  it('may have nothing in common with the default branch: a finding', async () => {
    const git = published();
    git.git('checkout', '-q', '--orphan', 'sign/orphan');
    git.git('rm', '-rfq', '.');
    git.commit(changesTo(sound));
    const { judged, findings } = await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees);
    expect(judged).toMatchObject({ against: null, door: 'event' });
    expect(ruleIds(findings, 'error')).toContain('around/no-common-ancestor');
  });
});

describe('a base that is named', () => {
  it('makes the step an event, whatever the default branch has', async () => {
    const git = published();
    const first = git.git('rev-parse', 'HEAD');
    const merged = git.commit(changesTo(released, sound));
    git.push('main');
    const surroundings = await surroundingsOf(git);
    const outcome = await verify(surroundings, { revision: 'HEAD', base: 'HEAD~1' }, agrees);
    expect(outcome.judged).toEqual({ commit: merged, against: first, door: 'event' });
    expect(outcome).toMatchObject({ sound: true, mergeBaseWith: 'HEAD~1' });
  });

  it('needs no remote', async () => {
    const git = published();
    git.git('remote', 'remove', 'origin');
    git.commit(changesTo(released, sound), { branch: 'sign/release', from: 'main' });
    const outcome = await verify(await surroundingsOf(git), { revision: 'sign/release', base: 'main' }, agrees);
    expect(outcome.judged.door).toBe('event');
  });
});

describe('where there is no remote-tracking branch', () => {
  it('judges a bare repository by the branch that its HEAD is at', async () => {
    const git = published();
    git.commit(changesTo(released, sound), { branch: 'sign/release', from: 'main' });
    git.push('sign/release');
    const bare = await surroundingsOf({ folder: git.origin, env: git.env });
    expect((await verify(bare, { revision: 'HEAD' }, agrees)).judged.door).toBe('publish');
    const event = await verify(bare, { revision: 'sign/release' }, agrees);
    expect(event).toMatchObject({ judged: { door: 'event' }, mergeBaseWith: 'main', sound: true });
  });

  it('does so too where the bare repository is a clone itself', async () => {
    const mirror = published().clone('--bare');
    expect(mirror.git('config', 'remote.origin.url')).not.toBe('');
    expect((await verify(await surroundingsOf(mirror), { revision: 'HEAD' }, agrees)).judged.door).toBe('publish');
  });

  it('takes the name that it is given', async () => {
    const git = published();
    git.git('remote', 'remove', 'origin');
    git.git('checkout', '-q', '-b', 'sign/release');
    git.commit(changesTo(released, sound));
    const options = { defaultBranchNames: [undefined, 'main'] };
    expect((await verify(await surroundingsOf(git, options), { revision: 'HEAD' }, agrees)).judged.door).toBe('event');
    // Without a name the branch that is checked out is all there is.
    expect((await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees)).judged.door).toBe('publish');
  });

  it('says so when the branch of a clone was not fetched', async () => {
    const git = published();
    git.git('update-ref', '-d', 'refs/remotes/origin/main');
    expect((await failed(verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees))).code).toBe('git');
  });
});

describe('nothing to judge', () => {
  it('is a revision that is not there', async () => {
    const surroundings = await surroundingsOf(published());
    expect((await failed(verify(surroundings, { revision: 'nowhere' }, agrees))).code).toBe('usage');
    expect((await failed(verify(surroundings, { revision: '--all' }, agrees))).code).toBe('usage');
    expect((await failed(verify(surroundings, { revision: 'HEAD', base: 'nowhere' }, agrees))).code).toBe('usage');
  });

  it('is a repository without metadata', async () => {
    const git = published(new Draft(new Map()).file('README.md', 'hello'));
    expect((await failed(verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees))).code).toBe('no-metadata');
  });

  it('is not an event that deletes all of it', async () => {
    const git = published();
    git.git('checkout', '-q', '-b', 'sign/nothing');
    git.commit(Object.fromEntries([...sound.files.keys()].map((path) => [path, null])));
    const { findings } = await verify(await surroundingsOf(git), { revision: 'HEAD' }, agrees);
    expect(ruleIds(findings, 'error')).toContain('delegations/no-root');
  });

  it('is not a shallow clone that lacks the merge base', async () => {
    const git = published();
    git.commit(changesTo(released, sound), { branch: 'sign/release', from: 'main' });
    git.commit(changesTo(sound.online(), sound));
    git.push('main', 'sign/release');
    const shallow = git.clone('--depth=1', '--no-single-branch');
    const error = await failed(verify(await surroundingsOf(shallow), { revision: 'origin/sign/release' }, agrees));
    expect(error.code).toBe('no-common-ancestor');
    expect(error.hint).toContain('--unshallow');
  });
});
