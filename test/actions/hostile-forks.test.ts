/** What a pull request from a fork may try beside adding a signature (SPEC B4): whoever opens one may be anybody. */
import { describe, expect, it } from 'vitest';
import type { CommitOptions, Files } from '../support/git.ts';
import { alice, soundRepository } from '../support/sound-repository.ts';
import { pullRequests, type Workplace, workplace } from './workplace.ts';

const event = 'sign/targets';
const ref = `refs/heads/${event}`;

/** An event that waits for alice or bob, and forks of theirs. */
async function withForks(...owners: readonly string[]): Promise<Workplace> {
  const place = await workplace();
  await place.pushDraft(event, soundRepository().file('targets/a.txt', 'a\n').list('targets').resign('targets', []));
  for (const owner of owners) await place.github.fork('octo/tuf', owner);
  await place.git('fetch', '-q', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  return place;
}

const signed = async (place: Workplace) => ({
  'metadata/targets.json': (await place.draftOf(event)).resign('targets', [alice]).bytes('metadata/targets.json'),
});

/** Commits on top of the event, or of what `from` names. */
const commitOf = ({ clone }: Workplace, files: Files, options: CommitOptions = {}) =>
  clone.commit(files, { branch: 'in-fork', from: `refs/remotes/origin/${event}`, message: 'Signature', ...options });

async function pushTo(place: Workplace, owner: string, commit: string, branch = event): Promise<void> {
  const token = place.github.createToken({ repository: `${owner}/tuf`, kind: 'user', actor: owner });
  await place.git('push', '-q', '-f', place.github.gitUrl(`${owner}/tuf`, token), `${commit}:refs/heads/${branch}`);
}

const open = (place: Workplace, owner: string, branch = event) =>
  place.asPerson(owner, 'POST /pulls', { title: 'My signature', head: `${owner}:${branch}`, base: event });

async function offer(place: Workplace, owner: string, commit: string, branch = event): Promise<void> {
  await pushTo(place, owner, commit, branch);
  await open(place, owner, branch);
}

const offered = (place: Workplace, owner: string) => pullRequests(place).filter(({ author }) => author === owner);

async function staysOpen(place: Workplace, owner: string, why: string): Promise<void> {
  const before = await place.tip(event);
  const ran = await place.run('signing-event', { ref });
  expect(ran.code).toBe(0);
  expect(ran.log).toContain(why);
  expect(await place.tip(event)).toBe(before);
  expect(offered(place, owner)).toMatchObject([{ state: 'open', comments: [] }]);
}

describe('a pull request from a fork', () => {
  it('with a signature and a merge of the default branch would move what is known good: it is left to people', async () => {
    const place = await withForks('alice');
    const signature = commitOf(place, await signed(place));
    const main = await place.push('main', { 'targets/later.txt': 'published since\n' });
    // The tree is the event's: what main has come to would be taken back by the event.
    const merge = commitOf(place, {}, { from: signature, merges: [main], message: 'Merge main' });
    await offer(place, 'alice', merge);
    await staysOpen(place, 'alice', 'It merges main into the event');
  });

  it.each<[string, Files]>([
    ['a link in the place of metadata', { 'metadata/releases.json': { link: '../../../etc/passwd' } }],
    ['attributes of git', { 'metadata/.gitattributes': '* filter=evil\n' }],
    ['an older root', { 'metadata/root_history/1.root.json': '{}' }],
    ['an invitation', { 'metadata/.signing-event-state': '{"invites": {"@mallory": ["root"]}}' }],
    ['a submodule', { 'targets/sub': { submodule: '1'.repeat(40) } }],
    ['a file beside', { 'dist/signing-event.js': 'process.exit(0)\n' }],
  ])(
    'that brings %s with its signature, or takes it away again in a later commit, is left to people',
    async (_, files) => {
      const place = await withForks('alice', 'bob');
      const signature = await signed(place);
      await offer(place, 'alice', commitOf(place, [...Object.entries(signature), ...Object.entries(files)] as Files));
      await staysOpen(place, 'alice', 'is left to a person');
      const first = commitOf(place, files);
      const undo = commitOf(place, signature, { from: first });
      const back = place.clone.git('commit-tree', '-p', undo, '-m', 'Back', await treeWith(place, signature));
      await offer(place, 'bob', back);
      await staysOpen(place, 'bob', 'is left to a person');
    },
  );

  it('that is pushed to while it is judged has in it what was judged, and no more', async () => {
    const place = await withForks('alice');
    const signature = commitOf(place, await signed(place));
    await offer(place, 'alice', signature);
    const evil = commitOf(place, { 'targets/evil.txt': 'evil\n' }, { from: signature });
    place.github.inject({
      operation: 'GET /repos/{owner}/{repo}/pulls',
      when: 'after',
      act: () => pushTo(place, 'alice', evil),
    });
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { complete: 'true' } });
    const { files } = await place.draftOf(event);
    expect(files.has('targets/evil.txt')).toBe(false);
    expect(offered(place, 'alice')).toMatchObject([{ state: 'open' }]);
  });

  it('of a signer is looked at however many others are there', async () => {
    const place = await withForks('mallory', 'tuf-test-alice');
    const nothing = commitOf(place, { 'README.md': 'spam\n' });
    for (let i = 0; i < 21; i++) await offer(place, 'mallory', nothing, `spam-${i}`);
    await offer(place, 'tuf-test-alice', commitOf(place, await signed(place)));
    expect(await place.run('signing-event', { ref })).toMatchObject({ code: 0, outputs: { complete: 'true' } });
    expect(offered(place, 'tuf-test-alice')).toMatchObject([{ state: 'closed' }]);
  });
});

/** The tree of the event with other contents. */
async function treeWith({ clone }: Workplace, files: Record<string, Uint8Array>): Promise<string> {
  const commit = clone.commit(files, { branch: 'aside', from: `refs/remotes/origin/${event}` });
  return clone.git('rev-parse', `${commit}^{tree}`);
}
