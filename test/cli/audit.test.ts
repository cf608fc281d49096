/** `tuf-on-ci audit`: what an auditor types, and what comes back. */
import { describe, expect, it } from 'vitest';
import { HistoryWriter, type WrittenHistory } from '../support/generated-history.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { bob, day, signedAt, soundRepository } from '../support/sound-repository.ts';
import { answerOf } from './in-process.ts';

const sound = soundRepository();
const pushed = sound.file('targets/hello.txt', 'a trojan\n');
const released = sound
  .file('targets/releases/1.0/tool.txt', 'a better tool\n')
  .list('releases', signedAt + day)
  .resign('releases', [bob]);

const soundHistory = (): WrittenHistory =>
  new HistoryWriter()
    .step(sound, signedAt)
    .merge([released], signedAt + day)
    .step(released.online(signedAt + day), signedAt + day + 60)
    .write(temporaryFolder());

const unsoundHistory = (): WrittenHistory =>
  new HistoryWriter()
    .step(sound, signedAt)
    .step(pushed, signedAt + day)
    .step(sound, signedAt + 2 * day)
    .write(temporaryFolder());

describe('tuf-on-ci audit', () => {
  it('tells the story of a sound history and ends with 0', async () => {
    const history = soundHistory();
    const { code, stdout, stderr } = await answerOf(history, 'audit');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Audited 3 commits of origin\/main, up to [0-9a-f]{10}:\n2 signing events, 1 online signature\n/,
    );
    expect(stdout).toContain(`  2030-01-02 ${history.line[1]!.slice(0, 10)}  releases v2         @tuf-test-bob\n`);
    expect(stdout).toMatch(/\nEvery step was sound\.\n$/);
  });

  it('ends with 1 when a step was unsound, though it is mended', async () => {
    const history = unsoundHistory();
    const { code, stdout } = await answerOf(history, 'audit');
    expect(code).toBe(1);
    const [, second, third] = history.line.map((commit) => commit.slice(0, 10));
    expect(stdout).toContain(`\n    2030-01-02 ${second} until 2030-01-03 ${third}\n`);
    expect(stdout).toMatch(/\nNot every step was sound\. 1 error\n$/);
    expect((await answerOf(history, 'audit', '--from', history.line[2]!)).code).toBe(0);
  });

  it('prints JSON of a shape that stays', async () => {
    const history = unsoundHistory();
    const { code, stdout } = await answerOf(history, 'audit', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    const [first, second, third] = history.line;
    expect(report).toMatchObject({
      audited: {
        branch: 'origin/main',
        head: third,
        from: null,
        commits: 3,
        events: 3,
        onlineSignatures: 0,
        mixedSteps: 0,
      },
      sound: false,
    });
    expect(report.findings).toEqual([
      {
        rule: 'target-files/sha256',
        severity: 'error',
        role: 'targets',
        address: 'targets/targets/hello.txt',
        message: expect.any(String),
        remedy: expect.any(String),
        since: { commit: second, time: '2030-01-02T00:00:00Z' },
        until: { commit: third, time: '2030-01-03T00:00:00Z' },
        open: false,
      },
    ]);
    expect(report.signatures[0]).toEqual({
      commit: first,
      time: '2030-01-01T00:00:00Z',
      role: 'root',
      version: 2,
      signers: ['@tuf-test-alice', '@tuf-test-bob', '@tuf-test-carol'],
    });
    expect(report.keys[0]).toEqual({
      role: 'root',
      keyid: expect.stringMatching(/^[0-9a-f]{64}$/),
      signer: '@tuf-test-alice',
      since: { commit: first, time: '2030-01-01T00:00:00Z' },
      until: null,
    });
  });

  it('ends with 2 where there is no history to judge', async () => {
    const history = soundHistory();
    expect((await answerOf({ folder: temporaryFolder(), env: history.env }, 'audit')).code).toBe(2);
    expect((await answerOf(history, 'audit', '--from', 'nowhere')).code).toBe(2);
    expect((await answerOf(history, 'audit', '--from', 'main^2')).code).toBe(2);
    const empty = throwAwayRepository();
    expect(await answerOf(empty, 'audit')).toMatchObject({ code: 2, stdout: '' });
    empty.commit({ 'README.md': 'hello' });
    empty.push('main');
    expect(await answerOf(empty, 'audit')).toMatchObject({ code: 2, stdout: '' });
    const shallow = empty.clone('--depth=1');
    empty.commit({ 'README.md': 'hello again' });
    expect((await answerOf(shallow, 'audit')).code).toBe(2);
  });

  it('escapes what the history is named', async () => {
    const hostile = sound.file('targets/\u001b[2J::set-output name=x::y\u202e', 'x');
    const history = new HistoryWriter()
      .step(sound, signedAt)
      .step(hostile, signedAt + day)
      .write(temporaryFolder());
    const { code, stdout } = await answerOf(history, 'audit');
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
  });
});
