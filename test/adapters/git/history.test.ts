import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CommitRecord } from '../../../src/ports/repository.ts';
import { throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

const summary = (commits: readonly CommitRecord[]) =>
  commits.map(({ subject, changes }) => [subject, ...changes.map(({ path }) => path)]);

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('the commits of a signing event', () => {
  test('come oldest first, with who made them and which files they change', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/root.json': '1', 'targets/a': 'a' });
    const edit = {
      branch: 'sign/x',
      from: base,
      message: 'Edit root\n\nSigned by @u',
      author: 'Ann Ö <ann@example.com>',
    };
    const first = made.commit({ 'metadata/root.json': '2', 'targets/b': 'b', 'README.md': 'r' }, edit);
    const second = made.commit({ 'targets/a': null }, { branch: 'sign/x', message: 'Remove' });
    const third = made.commit({ 'README.md': 's' }, { branch: 'sign/x', message: 'Read me' });

    const commits = await (await opened(made)).eventCommits(base, third);
    expect(commits.map(({ oid }) => oid)).toEqual([first, second, third]);
    expect(commits[0]).toMatchObject({
      parents: [base],
      author: { name: 'Ann Ö', email: 'ann@example.com' },
      subject: 'Edit root',
    });
    expect(summary(commits)).toEqual([
      ['Edit root', 'metadata/root.json', 'targets/b'],
      ['Remove', 'targets/a'],
      ['Read me'],
    ]);
    const blob = (revision: string) => made.git('rev-parse', revision);
    expect(commits[0]?.changes).toEqual([
      {
        path: 'metadata/root.json',
        before: blob(`${base}:metadata/root.json`),
        after: blob(`${first}:metadata/root.json`),
        mode: '100644',
      },
      { path: 'targets/b', before: null, after: blob(`${first}:targets/b`), mode: '100644' },
    ]);
    expect(commits[1]?.changes).toEqual([
      { path: 'targets/a', before: blob(`${base}:targets/a`), after: null, mode: null },
    ]);
    expect(Number(made.git('log', '-1', '--format=%ct', second))).toBe(commits[1]?.time);
  });

  test('can leave out the flood of target files', async () => {
    const made = throwAwayRepository();
    const base = made.commit({});
    const head = made.commit({
      'metadata/a.json': '',
      ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`targets/${i}`, ''])),
    });
    const only = await made.commit({ 'targets/x': '' }, { message: 'Targets only' });
    const commits = await (await opened(made)).eventCommits(base, only, { folders: ['metadata'] });
    expect(summary(commits)).toEqual([['A commit', 'metadata/a.json'], ['Targets only']]);
    expect(commits[0]?.oid).toBe(head);
  });

  test('bringing the default branch in is no change of the event, unless the merge itself changes something', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/a.json': '1', 'metadata/b.json': '1' });
    made.commit({ 'metadata/a.json': 'event' }, { branch: 'sign/x', from: base, message: 'Event' });
    const main = made.commit({ 'metadata/b.json': 'main' }, { message: 'Main' });
    const clean = { branch: 'sign/x', merges: ['main'], message: 'Merge main' };
    made.commit({ 'metadata/b.json': 'main' }, clean);
    const evil = { branch: 'sign/x', merges: ['main'], message: 'Evil merge' };
    const head = made.commit({ 'metadata/b.json': 'evil', 'metadata/c.json': 'new', 'metadata/a.json': null }, evil);

    const repository = await opened(made);
    expect(await repository.mergeBase(main, head)).toBe(main);
    const commits = await repository.eventCommits(main, head);
    expect(summary(commits)).toEqual([
      ['Event', 'metadata/a.json'],
      ['Merge main'],
      ['Evil merge', 'metadata/a.json', 'metadata/b.json', 'metadata/c.json'],
    ]);
    expect(commits[2]?.parents).toHaveLength(2);
    const [removed, changed, added] = commits[2]?.changes ?? [];
    expect(removed).toMatchObject({ after: null, mode: null });
    expect(changed).toMatchObject({ before: made.git('rev-parse', `${main}:metadata/b.json`), mode: '100644' });
    expect(added).toMatchObject({ before: null, after: made.git('rev-parse', `${head}:metadata/c.json`) });
  });

  test('a merge that takes back what the event did does not hide that it was done', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/a.json': '1' });
    made.commit({ 'metadata/a.json': 'event' }, { branch: 'sign/x', from: base, message: 'Event' });
    const main = made.commit({ 'metadata/b.json': 'main' });
    const undo = { branch: 'sign/x', merges: ['main'], message: 'Merge, ours' };
    const head = made.commit({ 'metadata/a.json': '1', 'metadata/b.json': 'main' }, undo);
    const commits = await (await opened(made)).eventCommits(main, head);
    expect(summary(commits)).toEqual([['Event', 'metadata/a.json'], ['Merge, ours']]);
  });

  test('a commit cannot lie about its changes by what its message, author or encoding say', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/a.json': '1' });
    const oid = '1'.repeat(40);
    const forged = `Kind\0\n:100644 100644 ${oid} ${oid} M\0metadata/forged.json\0${oid}\n`;
    const tree = made.git('rev-parse', `${base}^{tree}`);
    const raw = (headers: string, message: string) =>
      made.gitWithInput(
        `tree ${tree}\nparent ${base}\n${headers}\n\n${message}`,
        ...['hash-object', '-w', '-t', 'commit', '--literally', '--stdin'],
      );
    const who = 'author A <a@b> 1800000000 +0000\ncommitter A <a@b> 1800000000 +0000';
    const repository = await opened(made);
    for (const head of [
      raw(who, forged),
      raw(`${who}\nencoding UTF-7`, 'Kind+AAA-+AAo-:100644'),
      raw(`${who}\nencoding UTF-16`, 'Kind'),
      raw(who.replaceAll('A <a@b>', `${'\x01\xff'}:0 <:100644 ${oid}>`), 'Kind'),
      raw(who, `:100644 100644 ${oid} ${oid} M`),
    ]) {
      expect(await repository.eventCommits(base, head)).toMatchObject([{ oid: head, parents: [base], changes: [] }]);
    }
  });

  test('.gitmodules cannot hide a submodule', async () => {
    const made = throwAwayRepository();
    const base = made.commit({
      '.gitmodules': '[submodule "x"]\npath = targets/x\nurl = .\nignore = all\n',
      'targets/a': '',
    });
    const head = made.commit({ 'targets/x': { submodule: '1'.repeat(40) } });
    const repository = await opened(made);
    expect(await repository.eventCommits(base, head)).toMatchObject([
      { changes: [{ path: 'targets/x', mode: '160000' }] },
    ]);
    expect(await repository.changesBetween(base, head)).toMatchObject([{ path: 'targets/x', mode: '160000' }]);
  });

  test('a file that becomes a link, or moves, is not taken for something kinder', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/a.json': 'target', 'targets/old': 'content '.repeat(50) });
    const head = made.commit({
      'metadata/a.json': { link: 'target' },
      'targets/old': null,
      'targets/new': 'content '.repeat(50),
    });
    const [commit] = await (await opened(made)).eventCommits(base, head);
    expect(commit?.changes.map(({ path, mode }) => [path, mode])).toEqual([
      ['metadata/a.json', '120000'],
      ['targets/new', '100644'],
      ['targets/old', null],
    ]);
  });

  test('names of any bytes', async () => {
    const made = throwAwayRepository();
    const base = made.commit({});
    const head = made.commit([
      [Buffer.from([...Buffer.from('targets/'), 0xff]), '1'],
      ['metadata/a\n:b', '2'],
    ]);
    expect(summary(await (await opened(made)).eventCommits(base, head))).toEqual([
      ['A commit', 'metadata/a\n:b', 'targets/\\xff'],
    ]);
  });
});

describe('the first-parent line', () => {
  function mergedEvents() {
    const made = throwAwayRepository();
    const root = made.commit({ 'metadata/root.json': '1' }, { message: 'Root' });
    made.commit({ 'metadata/a.json': '1' }, { branch: 'sign/a', from: root, message: 'Event' });
    made.commit({ 'metadata/a.json': '2' }, { branch: 'sign/a', message: 'Signature' });
    const merged = made.commit({ 'metadata/a.json': '2' }, { merges: ['sign/a'], message: 'Merge sign/a' });
    const online = made.commit({ 'metadata/snapshot.json': '2' }, { message: 'Online sign' });
    return { made, root, merged, online };
  }

  test('shows a merged event as one step, newest first, down to the first commit', async () => {
    const { made, online } = mergedEvents();
    expect(summary(await collected((await opened(made)).firstParentLine(online)))).toEqual([
      ['Online sign', 'metadata/snapshot.json'],
      ['Merge sign/a', 'metadata/a.json'],
      ['Root', 'metadata/root.json'],
    ]);
  });

  test('ends before the commit it shall not go past', async () => {
    const { made, root, merged, online } = mergedEvents();
    const commits = await collected((await opened(made)).firstParentLine(online, { from: root }));
    expect(commits.map(({ oid }) => oid)).toEqual([online, merged]);
  });

  test('can be left early', async () => {
    const { made, online } = mergedEvents();
    for await (const commit of (await opened(made)).firstParentLine(online)) {
      expect(commit.oid).toBe(online);
      break;
    }
  });

  test('of a commit that is not there is an error', async () => {
    const repository = await opened(throwAwayRepository());
    expect(await failed(collected(repository.firstParentLine('12'.repeat(20))))).toMatchObject({ code: 'git' });
    expect(await failed(collected(repository.firstParentLine('--all')))).toMatchObject({ code: 'git' });
  });

  test('of 3,000 commits is one process', async () => {
    const made = throwAwayRepository();
    const step = (i: number) =>
      `commit refs/heads/main\ncommitter a <a@b> ${1_800_000_000 + i} +0000\ndata 0\nM 100644 inline metadata/timestamp.json\ndata 4\n${i + 1000}\n`;
    made.gitWithInput(Array.from({ length: 3000 }, (_, i) => step(i)).join(''), 'fast-import', '--quiet');
    const calls: string[] = [];
    const repository = await opened(made, { log: (call) => calls.push(call) });
    const before = calls.length;
    const commits = await collected(repository.firstParentLine(made.git('rev-parse', 'main')));
    expect(commits).toHaveLength(3000);
    expect(new Set(commits.map(({ changes }) => changes[0]?.after)).size).toBe(3000);
    expect(calls).toHaveLength(before + 1);
  });
});

describe('known good', () => {
  test('is the newest commit that two branches share', async () => {
    const made = throwAwayRepository();
    made.commit({ 'metadata/root.json': '1' });
    const shared = made.commit({ 'metadata/root.json': '2' });
    const event = made.commit({ 'metadata/root.json': '3' }, { branch: 'sign/x', from: shared });
    const main = made.commit({ 'metadata/snapshot.json': '1' });
    expect(await (await opened(made)).mergeBase(main, event)).toBe(shared);
  });

  test('cannot be found in a shallow clone, which says how to mend it; then it can', async () => {
    const made = throwAwayRepository();
    const shared = made.commit({ 'metadata/root.json': '1' });
    const event = made.commit({ 'metadata/root.json': '2' }, { branch: 'sign/x', from: shared });
    const main = made.commit({ 'metadata/snapshot.json': '1' });
    made.push('main', 'sign/x');
    const clone = made.clone('--depth=1', '--no-single-branch');
    const repository = await opened(clone);
    expect(await repository.isShallow()).toBe(true);
    const error = await failed(repository.mergeBase(main, event));
    expect(error).toMatchObject({ code: 'no-common-ancestor', hint: expect.stringContaining('git fetch --unshallow') });
    await repository.fetch('origin', [{ source: 'refs/heads/*', target: 'refs/remotes/origin/*', force: true }], {
      depth: 'all',
    });
    expect(await repository.isShallow()).toBe(false);
    expect(await repository.mergeBase(main, event)).toBe(shared);
  });

  test('is not clear after crosswise merges: commit dates, which a pusher chooses, must not choose it', async () => {
    const made = throwAwayRepository();
    const start = made.commit({ 'metadata/root.json': '1' });
    const main = made.commit({ 'metadata/a.json': '1' });
    const event = made.commit({ 'metadata/b.json': '1' }, { branch: 'sign/x', from: start });
    const mainAfter = made.commit({}, { from: main, merges: [event] });
    const eventAfter = made.commit({}, { branch: 'sign/x', from: event, merges: [main] });
    const error = await failed((await opened(made)).mergeBase(mainAfter, eventAfter));
    expect(error).toMatchObject({ code: 'no-common-ancestor', hint: expect.stringContaining('anew') });
  });

  test('does not exist for histories that have nothing in common, and unshallowing is not the advice', async () => {
    const made = throwAwayRepository();
    const main = made.commit({ 'metadata/root.json': '1' });
    const stranger = made.commit({ 'metadata/root.json': '2' }, { branch: 'sign/x' });
    const error = await failed((await opened(made)).mergeBase(main, stranger));
    expect(error).toMatchObject({ code: 'no-common-ancestor', hint: expect.not.stringContaining('unshallow') });
  });
});

test('changes between two commits, also outside metadata/ and targets/', async () => {
  const made = throwAwayRepository();
  const base = made.commit({ 'metadata/a.json': '1' });
  const head = made.commit({ '.github/workflows/evil.yml': 'x', '.gitattributes': 'y', 'metadata/a.json': null });
  const changes = await (await opened(made)).changesBetween(base, head);
  expect(changes.map(({ path }) => path)).toEqual(['.gitattributes', '.github/workflows/evil.yml', 'metadata/a.json']);
});

test('a partial clone fetches what it lacks, or says that it cannot', async () => {
  const made = throwAwayRepository();
  const head = made.commit({ 'metadata/root.json': 'content' });
  made.push('main');
  made.git('-C', made.origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = made.clone('--filter=blob:none', '--no-checkout');
  clone.git('remote', 'set-url', 'origin', pathToFileURL('/no/such/place').href);
  const tree = (await opened(clone)).tree(head);
  const [entry] = await tree.entries();
  const { readBlobs } = await import('../../../src/ports/read-tree.ts');
  expect(await failed(readBlobs(tree, [entry?.oid ?? '']))).toMatchObject({ code: 'git' });
  clone.git('remote', 'set-url', 'origin', pathToFileURL(made.origin).href);
  expect(Buffer.from((await readBlobs(tree, [entry?.oid ?? ''])).get(entry?.oid ?? '') ?? '').toString()).toBe(
    'content',
  );
});
