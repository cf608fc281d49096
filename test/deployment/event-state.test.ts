import { describe, expect, it } from 'vitest';
import { readEventState, writeEventState } from '../../src/deployment/event-state.ts';

const bytes = (text: string) => Buffer.from(text);

describe('the event state file', () => {
  it('is written as SPEC A1 says: two blanks, in order of invitation, no newline at the end', () => {
    const invites = new Map([
      ['@zoe', ['root', 'targets']],
      ['@adam', ['tools']],
    ]);
    const text =
      '{\n  "invites": {\n    "@zoe": [\n      "root",\n      "targets"\n    ],\n    "@adam": [\n      "tools"\n    ]\n  }\n}';
    expect(Buffer.from(writeEventState(invites)!).toString()).toBe(text);
    expect(readEventState(bytes(text))).toEqual({ ok: true, invites });
  });

  it('is no file when nobody is invited any more', () => {
    expect(writeEventState(new Map())).toBeNull();
    expect(writeEventState(new Map([['@adam', []]]))).toBeNull();
  });

  it('escapes what is not ASCII', () => {
    const written = Buffer.from(writeEventState(new Map([['@adam', ['rôle']]]))!).toString();
    expect(written).toContain('"r\\u00f4le"');
    expect(readEventState(bytes(written))).toMatchObject({ ok: true });
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"invites": []}',
    '{"invites": {"@adam": "root"}}',
    '{"invites": {"@adam": [1]}}',
    '{"invites": {}, "invites": {}}',
  ])('%j is a problem, not a crash', (text) => {
    const reading = readEventState(bytes(text));
    expect(reading).toMatchObject({ ok: false, problem: expect.any(String) });
  });
});
