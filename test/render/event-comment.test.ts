/** Comments of a signing event: their marks, whom they call, and how long they get (SPEC B3). */
import { describe, expect, it } from 'vitest';
import {
  calledIn,
  callsOf,
  isStatusComment,
  renderCall,
  renderCommitStatus,
  renderStatusComment,
} from '../../src/render/event-comment.ts';
import type { EventStatus, RoleStatus } from '../../src/signing-event/event-status.ts';

const role = (changes: Partial<RoleStatus> = {}): RoleStatus => ({
  role: 'targets',
  version: 2,
  expires: '2031-01-01T00:00:00Z',
  complete: false,
  threshold: 1,
  signed: [],
  missing: ['@alice', '@bob'],
  invites: [],
  knownGoodRoot: null,
  targetChanges: [],
  findings: [],
  ...changes,
});
const status = (roles: readonly RoleStatus[], changes: Partial<EventStatus> = {}): EventStatus => ({
  event: 'sign/x',
  head: 'f'.repeat(40),
  knownGood: 'e'.repeat(40),
  complete: false,
  roles,
  findings: [],
  ...changes,
});
const people = (event: EventStatus) => callsOf(event).map(({ person }) => person);
const keys = (event: EventStatus) => callsOf(event).flatMap((call) => call.keys);

describe('calls', () => {
  it('are for people who can sign or are invited, once each', () => {
    expect(people(status([role(), role({ role: 'a', missing: ['@bob'], invites: ['@carol'] })]))).toEqual([
      '@alice',
      '@bob',
      '@carol',
    ]);
  });

  it('are for nobody when the threshold is met, and never for online keys or odd names', () => {
    expect(people(status([role({ threshold: 0 })]))).toEqual([]);
    expect(people(status([role({ missing: ['sigstore:', '@a b', '@x\n@y'] })]))).toEqual([]);
  });

  it('are others when the role changes again, and the same while others sign', () => {
    const before = keys(status([role({ threshold: 2 })]));
    expect(keys(status([role({ threshold: 2, signed: ['@bob'], missing: ['@alice'] })]))).toEqual([before[0]]);
    expect(keys(status([role({ version: 3, threshold: 2 })]))).not.toContain(before[0]);
    expect(keys(status([role({ expires: '2031-01-02T00:00:00Z', threshold: 2 })]))).not.toContain(before[0]);
  });

  it('are at most fifty', () => {
    const missing = Array.from({ length: 2000 }, (_, i) => `@user-${i}`);
    expect(callsOf(status([role({ missing })]))).toHaveLength(50);
  });
});

describe('marks', () => {
  it('are read back', () => {
    const event = status([role()]);
    expect(calledIn(renderStatusComment('text', event.head, keys(event)))).toEqual(keys(event));
    expect(calledIn(renderCall('sign/x', callsOf(event)))).toEqual(keys(event));
    expect(isStatusComment(renderStatusComment('text', event.head, []))).toBe(true);
    expect(isStatusComment(renderCall('sign/x', callsOf(event)))).toBe(false);
  });

  it('count at the beginning of a comment only', () => {
    expect(isStatusComment('Look:\n<!-- tuf-on-ci:status -->')).toBe(false);
    expect(calledIn('<!-- tuf-on-ci:call 0123456789ab --> <!-- evil')).toEqual(['0123456789ab']);
    expect(calledIn('<!-- tuf-on-ci:call x -->')).toEqual([]);
  });
});

describe('the status comment', () => {
  it('fits into what GitHub takes, closes its code, and says that it is cut', () => {
    const text = `## Title\n\`\`\`sh\n${'a line of text\n'.repeat(6000)}`;
    const comment = renderStatusComment(text, 'f'.repeat(40), []);
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment).toMatch(/\n```\n\n…and more/);
    expect(comment).toMatch(/As of commit `f{10}`\.\n$/);
  });
});

describe('the commit status', () => {
  it('is a short line', () => {
    const error = { rule: 'x/y', severity: 'error', message: 'm', remedy: 'r', address: '' } as const;
    expect(renderCommitStatus(status([role()]))).toContain('missing in 1 role');
    expect(renderCommitStatus(status([role()], { findings: [error] }))).toContain('1 error');
    expect(renderCommitStatus(status([role({ complete: true })], { complete: true }))).toContain('All signatures');
  });
});
