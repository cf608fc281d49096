/** `tuf-on-ci verify`: what a maintainer types, and what comes back. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesTo } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { bob, type Draft, soundRepository } from '../support/sound-repository.ts';
import { answerOf } from './in-process.ts';

const sound = soundRepository();
const released = sound
  .file('targets/releases/1.0/tool.txt', 'a better tool\n')
  .list('releases')
  .resign('releases', [bob]);
const trojan = sound.file('targets/hello.txt', 'a trojan\n');

/** A clone whose main is published history, pushed, and an event on a branch. */
function clone(main: Draft = sound, event: Draft = released): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(main));
  git.push('main');
  git.commit(changesTo(event, main), { branch: 'sign/release', from: 'main' });
  return git;
}

describe('in a checkout', () => {
  it('says what was judged, against what, and that all is well', async () => {
    const git = clone();
    const { code, stdout, stderr } = await answerOf(git, 'verify');
    const head = git.git('rev-parse', '--short=10', 'HEAD');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `Judged main (${head}) as it would be published\nagainst nothing: no commit before it could be published\n\nNo findings.\n`,
    );
  });

  it('judges the branch of an event as one', async () => {
    const git = clone();
    git.git('checkout', '-q', 'sign/release');
    const { code, stdout } = await answerOf(git, 'verify');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Judged sign\/release \([0-9a-f]{10}\) as a signing event\n/);
    expect(stdout).toMatch(/\nagainst [0-9a-f]{10}, the merge base with origin\/main\n/);
  });

  it('ends with 1 when something is wrong', async () => {
    const { code, stdout } = await answerOf(clone(trojan), 'verify');
    expect(code).toBe(1);
    expect(stdout).toContain('error targets: ');
    expect(stdout).toContain('  target-files/sha256 at targets/targets/hello.txt\n');
  });

  it('warns of what is not committed, and does not judge it', async () => {
    const git = clone();
    git.write('targets/hello.txt', 'changed\n');
    const { code, stderr } = await answerOf(git, 'verify');
    expect(code).toBe(0);
    expect(stderr).toBe('warning: not judged, as it is not committed: targets/hello.txt\n');
    // A branch is judged as it is, whatever lies around here.
    expect((await answerOf(git, 'verify', 'sign/release')).stderr).toBe('');
  });
});

describe('elsewhere', () => {
  it('takes a folder before a revision of that name', async () => {
    const git = clone();
    const outside = { folder: temporaryFolder(), env: git.env };
    expect((await answerOf(outside, 'verify', git.folder)).code).toBe(0);
    expect((await answerOf(outside, 'verify', git.origin)).stdout).toMatch(/^Judged main /);
    mkdirSync(join(git.folder, 'sign', 'release'), { recursive: true });
    expect((await answerOf(git, 'verify', 'sign/release')).stdout).toMatch(/^Judged main /);
    expect((await answerOf(git, 'verify', 'refs/heads/sign/release')).stdout).toMatch(
      /^Judged refs\/heads\/sign\/release /,
    );
  });

  it('ends with 2 where there is nothing to judge', async () => {
    const git = clone();
    expect((await answerOf({ folder: temporaryFolder(), env: git.env }, 'verify')).code).toBe(2);
    expect(await answerOf(git, 'verify', 'no\u001b[31mwhere')).toMatchObject({ code: 2, stdout: '' });
    expect((await answerOf(git, 'verify', 'no\u001b[31mwhere')).stderr).not.toContain('\u001b');
    expect((await answerOf(git, 'verify', 'a\0b')).code).toBe(2);
    expect((await answerOf(git, 'verify', '--base', 'nowhere')).code).toBe(2);
    expect((await answerOf(git, 'verify', 'one', 'two')).code).toBe(2);
  });

  it('warns where a shallow clone may lack what is known good', async () => {
    const git = clone();
    git.commit(changesTo(sound.online(), sound));
    git.push('main');
    expect((await answerOf(git.clone('--depth=1'), 'verify')).stderr).toContain('warning: this clone is shallow');
    expect((await answerOf(git.clone('--depth=2'), 'verify')).stderr).toBe('');
  });
});

describe('for programs', () => {
  it('prints JSON of a shape that stays', async () => {
    const git = clone(sound, trojan);
    const { code, stdout } = await answerOf(git, 'verify', '--json', 'sign/release');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      judged: {
        commit: git.git('rev-parse', 'sign/release'),
        against: git.git('rev-parse', 'main'),
        door: 'event',
      },
      sound: false,
      findings: [
        {
          rule: 'target-files/sha256',
          severity: 'error',
          role: 'targets',
          address: 'targets/targets/hello.txt',
          message: expect.any(String),
          remedy: expect.any(String),
        },
      ],
    });
    const { stdout: fine } = await answerOf(git, 'verify', '--json');
    expect(JSON.parse(fine)).toMatchObject({ judged: { against: null, door: 'publish' }, sound: true, findings: [] });
  });

  it('judges the step from any base', async () => {
    const git = clone();
    const { stdout } = await answerOf(git, 'verify', '--json', '--base', 'sign/release', 'main');
    expect(JSON.parse(stdout)).toMatchObject({
      judged: { commit: git.git('rev-parse', 'main'), against: git.git('rev-parse', 'main'), door: 'event' },
    });
  });
});

describe('for clients', () => {
  it('prints which of them can use the repository', async () => {
    const git = clone();
    const { code, stdout } = await answerOf(git, 'verify', '--clients');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\ntuf-js [\d.]+ +works\n/);
    const json = JSON.parse((await answerOf(git, 'verify', '--clients', '--json')).stdout);
    expect(json.clients).toContainEqual(expect.objectContaining({ client: 'tuf-js', works: true }));
  });
});
