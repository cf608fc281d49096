import { describe, expect, test } from 'vitest';
import { rejection } from '../../../src/adapters/git/push-report.ts';

const report = (lines: string, stderr = '') =>
  rejection({ stdout: Buffer.from(`To https://host/r\n${lines}Done\n`), stderr });
const line = (summary: string, ref = 'refs/heads/main') => `!\t${'a'.repeat(40)}:${ref}\t${summary}\n`;

describe('a push that failed', () => {
  test.each([
    ['another signature arrived first', '[rejected] (fetch first)'],
    ['history is another', '[rejected] (non-fast-forward)'],
    ['two pushes at the same moment', "[remote rejected] (cannot lock ref 'refs/heads/main': is at a but expected b)"],
    ['the same, in other words', '[remote rejected] (incorrect old value provided)'],
  ])('%s: it can be tried again', (_story, summary) => {
    expect(report(line(summary))).toMatchObject({ code: 'push-rejected' });
  });

  test.each([
    ['a protected branch', '[remote rejected] (protected branch hook declined)'],
    ['a hook of the server', '[remote rejected] (pre-receive hook declined)'],
    ['a checked-out branch', '[remote rejected] (branch is currently checked out)'],
  ])('%s: it is the server that says no', (_story, summary) => {
    expect(report(line(summary))).toMatchObject({ code: 'git' });
  });

  test("the server's own words are told, in one line and without a token", () => {
    const stderr =
      'remote: error: GH006: Protected branch, see https://bot:s3cret@host/r   \nremote: more\nerror: failed to push\n';
    const error = report(line('[remote rejected] (protected branch hook declined)'), stderr);
    expect(error?.message).toContain('GH006: Protected branch, see https://host/r');
    expect(error?.message).not.toMatch(/s3cret|\n/);
  });

  test('of several refs the one that was wrong says why', () => {
    const others =
      line('[rejected] (atomic push failed)', 'refs/heads/a') + line('[rejected] (fetch first)', 'refs/heads/b');
    expect(report(others)).toMatchObject({ code: 'push-rejected', message: expect.stringContaining('refs/heads/b') });
  });

  test('without a report there is no rejection', () => expect(report('')).toBeUndefined());
});
