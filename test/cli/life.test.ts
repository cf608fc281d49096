/** The life of a repository through the built commands: an event from push to publication. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesTo, runIn } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import {
  alice,
  bob,
  type Draft,
  day,
  Draft as NewDraft,
  signedAt,
  soundRepository,
} from '../support/sound-repository.ts';

/** A clone whose main is published history, pushed. */
function publishedClone(draft: Draft = soundRepository()): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(draft), { message: 'A sound repository' });
  git.push('main');
  return git;
}

/** What is committed on HEAD, as a draft to sign. */
function draftOf(git: ThrowAwayRepository): Draft {
  const files = new Map<string, Uint8Array>();
  for (const path of git.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')) {
    files.set(path, readFileSync(join(git.folder, path)));
  }
  return new NewDraft(files);
}

const heads = (git: ThrowAwayRepository) => git.git('for-each-ref', '--format=%(refname) %(objectname)');
const subjects = (git: ThrowAwayRepository, range: string) => git.git('log', '--format=%s', range).split('\n');

describe('a target file changes', () => {
  it('goes from a push to a published file', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '-b', 'sign/new-hello');
    git.commit({ 'targets/hello.txt': 'hello again\n', 'targets/releases/2.0/tool.txt': 'a better tool\n' });

    const before = runIn(git, 'status');
    expect(before.code).toBe(1);
    expect(before.stdout).toContain('sign/new-hello');

    const updated = runIn(git, 'update-targets');
    expect(updated).toMatchObject({ code: 0 });
    expect(subjects(git, 'origin/main..origin/sign/new-hello')).toEqual([
      'Update targets metadata for role releases',
      'Update targets metadata for role targets',
      'A commit',
    ]);
    expect(git.git('log', '-1', '--format=%an <%ae>%n%b')).toBe(
      'TUF-on-CI <41898282+github-actions[bot]@users.noreply.github.com>\nSigned-off-by: TUF-on-CI <41898282+github-actions[bot]@users.noreply.github.com>',
    );
    expect(git.git('status', '--porcelain')).toBe('');
    expect(runIn(git, 'update-targets').code).toBe(1);

    const pending = JSON.parse(runIn(git, 'status', ['--json']).stdout);
    expect(pending).toMatchObject({
      event: 'sign/new-hello',
      complete: false,
      roles: [
        { role: 'targets', version: 2, signed: [], missing: ['@tuf-test-alice', '@tuf-test-bob'] },
        { role: 'releases', targetChanges: [{ path: 'releases/2.0/tool.txt', change: 'added' }] },
      ],
    });

    const unsigned = draftOf(git);
    git.commit(changesTo(unsigned.resign('targets', [alice]).resign('releases', [bob])), { message: 'Signatures' });
    expect(runIn(git, 'status')).toMatchObject({ code: 0 });

    git.git('checkout', '-q', 'main');
    git.git('merge', '-q', '--no-ff', '-m', 'Merge the event', 'sign/new-hello');
    git.push('main');
    const signed = runIn(git, 'online-sign', ['--push']);
    expect(signed).toMatchObject({ code: 0, stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n' });
    expect(subjects(git, 'origin/main')[0]).toBe('Online sign (snapshot & timestamp)');
    expect(runIn(git, 'online-sign').stdout).toContain('Nothing to do');

    const out = temporaryFolder();
    const built = runIn(git, 'build-repository', ['--metadata', `${out}/m`, '--artifacts', `${out}/a`]);
    expect(built).toMatchObject({ code: 0 });
    expect(readdirSync(`${out}/m`).sort()).toEqual(
      [
        '1.root.json',
        '2.releases.json',
        '2.root.json',
        '2.snapshot.json',
        '2.targets.json',
        'index.html',
        'timestamp.json',
      ].sort(),
    );
    expect(readdirSync(`${out}/a/releases/2.0`)).toHaveLength(1);
    expect(readdirSync(out)).toEqual(['a', 'm']);
  });

  it('pushes a detached head to GITHUB_REF, and nowhere without it', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit({ 'targets/hello.txt': 'new\n' });
    git.push('sign/x');
    git.git('checkout', '-q', '--detach');
    const nowhere = runIn(git, 'update-targets');
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain('GITHUB_REF');
    git.git('checkout', '-q', '--detach', 'sign/x');
    expect(runIn(git, 'update-targets', [], { env: { GITHUB_REF: 'refs/heads/sign/x' } }).code).toBe(0);
    expect(subjects(git, 'origin/main..FETCH_HEAD'.replace('FETCH_HEAD', 'HEAD'))).toHaveLength(2);
    git.git('fetch', '-q', 'origin');
    expect(git.git('rev-parse', 'origin/sign/x')).toBe(git.git('rev-parse', 'HEAD'));
  });

  it('says so when somebody else has pushed in the meantime', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit({ 'targets/hello.txt': 'new\n' });
    git.push('sign/x');
    const other = git.clone('--branch=sign/x');
    other.commit({ 'targets/other.txt': 'other\n' });
    other.push('sign/x');
    const rejected = runIn(git, 'update-targets');
    expect(rejected.code).toBe(2);
    expect(rejected.stderr.split('\n').filter((line) => line.startsWith('error:'))).toHaveLength(1);
  });
});

describe('a command that was stopped between its commit and its push', () => {
  it('is simply run again', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit({ 'targets/hello.txt': 'new\n' });
    git.push('sign/x');
    expect(runIn(git, 'update-targets', ['--no-push']).code).toBe(0);
    expect(runIn(git, 'update-targets')).toMatchObject({
      code: 0,
      stdout: 'Pushed what an earlier run had committed\n',
    });
    git.git('fetch', '-q', 'origin');
    expect(git.git('rev-parse', 'origin/sign/x')).toBe(git.git('rev-parse', 'HEAD'));
    expect(runIn(git, 'update-targets').code).toBe(1);
  });

  it("does not push a person's own commits", () => {
    const git = publishedClone();
    git.commit({ 'README.md': 'not yet\n' });
    expect(runIn(git, 'online-sign', ['--push'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
    git.git('fetch', '-q', 'origin');
    expect(git.git('rev-parse', 'origin/main')).not.toBe(git.git('rev-parse', 'HEAD'));
  });
});

describe('roles run out', () => {
  const later = signedAt + 310 * day;

  it('opens one event for each, once', () => {
    const git = publishedClone();
    const created = runIn(git, 'create-signing-events', ['--push'], { now: later });
    expect(created).toMatchObject({ code: 0, stdout: 'sign/root-v3 sign/targets-v2 sign/releases-v2\n' });
    git.git('fetch', '-q', 'origin');
    expect(subjects(git, 'main..origin/sign/root-v3')).toEqual(['Periodic version bump: root v3']);
    expect(git.git('diff', '--name-only', 'main', 'origin/sign/root-v3').split('\n')).toEqual([
      'metadata/root.json',
      'metadata/root_history/3.root.json',
    ]);
    expect(git.git('branch', '--list', 'sign/*')).toBe('');
    expect(runIn(git, 'create-signing-events', ['--push'], { now: later })).toMatchObject({ code: 0, stdout: '\n' });
  });

  it('makes local branches without --push, and an empty line when nothing is due', () => {
    const git = publishedClone();
    expect(runIn(git, 'create-signing-events')).toMatchObject({ code: 0, stdout: '\n' });
    runIn(git, 'create-signing-events', [], { now: later });
    expect(git.git('branch', '--format=%(refname:short)', '--list', 'sign/*').split('\n')).toHaveLength(3);
    git.git('fetch', '-q', 'origin');
    expect(git.git('branch', '-r')).not.toContain('sign/');
  });

  it('renews the timestamp alone while the snapshot is good', () => {
    const git = publishedClone();
    const renewed = runIn(git, 'online-sign', [], { now: signedAt + 16 * day });
    expect(renewed).toMatchObject({ code: 0, stdout: 'Signed timestamp version 2\n' });
    expect(subjects(git, 'main')[0]).toBe('Online sign (timestamp)');
    expect(git.git('rev-parse', 'origin/main')).not.toBe(git.git('rev-parse', 'main'));
  });

  it('repairs an expired timestamp and snapshot; an expired offline role is a loud warning', () => {
    const git = publishedClone();
    const late = signedAt + 400 * day;
    const refused = runIn(git, 'build-repository', ['--metadata', join(temporaryFolder(), 'm')], { now: late });
    expect(refused.code).toBe(2);
    const repaired = runIn(git, 'online-sign', [], { now: late });
    expect(repaired).toMatchObject({ code: 0, stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n' });
    expect(repaired.stderr).toContain('HAS EXPIRED');
    expect(runIn(git, 'build-repository', ['--metadata', join(temporaryFolder(), 'm')], { now: late }).code).toBe(0);
  });
});

describe('something unsound has been merged', () => {
  /** Somebody merged a root that its threshold has not signed. */
  const unsound = soundRepository().step('root', (signed) => {
    signed.roles.root.threshold = 1;
  });

  it('is neither signed nor published nor the start of an event, and nothing changes', () => {
    const git = publishedClone();
    git.commit(changesTo(unsound.resign('root', [alice])), { message: 'Merged by mistake' });
    git.push('main');
    const before = heads(git);
    const out = join(temporaryFolder(), 'm');
    for (const [command, ...args] of [
      ['online-sign'],
      ['build-repository', '--metadata', out],
      ['create-signing-events', '--push'],
    ] as const) {
      const { code, stderr } = runIn(git, command, args, { now: signedAt + 310 * day });
      expect(code, command).toBe(2);
      expect(stderr, command).toContain('root');
    }
    expect(heads(git)).toBe(before);
    expect(git.git('status', '--porcelain')).toBe('');
    expect(existsSync(out)).toBe(false);
  });
});

describe('a signing event that has nothing in common with the default branch', () => {
  it('is told so in status, and nothing is written for it', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '--orphan', 'sign/stranger');
    git.git('commit', '-q', '-m', 'From nowhere');
    const ran = runIn(git, 'status', ['--json']);
    expect(ran.code).toBe(1);
    const { complete, findings } = JSON.parse(ran.stdout);
    expect(complete).toBe(false);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toContain('around/no-common-ancestor');
    expect(runIn(git, 'update-targets').code).toBe(2);
  });
});

describe('a change that voids signatures', () => {
  it('says whose', () => {
    const git = publishedClone();
    git.git('checkout', '-q', '-b', 'sign/x');
    git.commit(changesTo(soundRepository().step('targets').resign('targets', [alice])), { message: 'Signed by alice' });
    git.commit(changesTo(soundRepository().step('targets').step('targets').resign('targets', [])), {
      message: 'Changed again',
    });
    expect(runIn(git, 'status').stdout).toContain(
      '@tuf-test-alice signed targets earlier in this event'.replace('@tuf-test-alice', '`@tuf-test-alice`'),
    );
  });
});
