import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderStatus } from '../../src/render/status-comment.ts';
import { visible } from '../../src/text/visible.ts';
import type { Severity } from '../../src/verifier/finding.ts';
import { hostile } from '../text/hostile.ts';
import { mentions, readInline } from '../text/markdown-reader.ts';
import { eventStatus, finding, roleStatus } from './events.ts';

const COMMENT_LIMIT = 65_536;

describe('an event that nobody has to act on', () => {
  test('a repository without metadata: how to start', () => {
    const text = renderStatus(eventStatus([]), { hasMetadata: false });
    expect(text).toContain('\n```sh\ntuf-on-ci-delegate sign/initial\n```\n');
  });

  test('no changes yet: says so, with the command to make one', () => {
    const text = renderStatus(eventStatus([]));
    expect(text).toContain('`sign/add-carol` has no changes yet');
    expect(text).toContain('tuf-on-ci-delegate sign/add-carol\n');
  });

  test('complete: ready to merge, no command, nobody called, no more than a few lines', () => {
    const text = renderStatus(eventStatus([roleStatus()]));
    expect(text).toMatch(/^## ✅ .*`sign\/add-carol` is ready to merge\n/);
    expect(text).not.toContain('```');
    expect(mentions(text)).toEqual([]);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(8);
  });

  test('complete with more signers than needed: those who did not sign are left in peace', () => {
    const text = renderStatus(eventStatus([roleStatus({ missing: ['@carol'] })]));
    expect(text).not.toContain('@carol');
  });

  test('complete with warnings: ready, but look first', () => {
    const text = renderStatus(
      eventStatus([roleStatus({ findings: [finding({ severity: 'warning', role: 'targets' })] })]),
    );
    expect(text).toContain('ready to merge');
    expect(text).toContain('1 warning');
  });

  test('what is missing is signed online: nobody is called to sign', () => {
    const online = roleStatus({
      role: 'npm',
      complete: false,
      threshold: 1,
      signed: [],
      missing: ['gcpkms:projects/p/x'],
    });
    const text = renderStatus(eventStatus([online]));
    expect(text).toContain('waiting for online signatures');
    expect(text).toContain('still to sign: `gcpkms:projects/p/x`');
    expect(text).not.toContain('tuf-on-ci-sign');
  });
});

describe('an event that waits for people', () => {
  const root = roleStatus({
    role: 'root',
    version: 5,
    complete: false,
    threshold: 5,
    signed: ['@alice', '@bob', '@carol', '@dan'],
    missing: ['@erin'],
    knownGoodRoot: { threshold: 2, signed: ['@alice', '@bob'], missing: [], complete: true },
  });

  test('root shows both counts by name (SPEC B3)', () => {
    expect(renderStatus(eventStatus([root]))).toContain('root v4 signers 2/2, root v5 signers 4/5');
  });

  test('each missing signer is called once, however many roles wait, and gets the command', () => {
    const targets = roleStatus({ complete: false, signed: ['@alice'], missing: ['@bob', '@erin'] });
    const text = renderStatus(eventStatus([root, targets]));
    expect(mentions(text)).toEqual(['@erin', '@bob']);
    expect(text).toContain('\n```sh\ntuf-on-ci-sign sign/add-carol\n```\n');
    expect(text).toContain('still to sign: any 1 of `@bob`, `@erin`');
  });

  test('signers of the old root are called while the new root alone is signed', () => {
    const old = { threshold: 1, signed: [], missing: ['@zoe'], complete: false };
    const text = renderStatus(eventStatus([roleStatus({ role: 'root', complete: false, knownGoodRoot: old })]));
    expect(mentions(text)).toEqual(['@zoe']);
    expect(text).toContain('root v6 signers 0/1, root v7 signers 2/2');
  });

  test('invited people are called to accept, not to sign as well', () => {
    const text = renderStatus(eventStatus([{ ...root, invites: ['@erin', '@fay'] }]));
    expect(mentions(text)).toEqual(['@erin', '@fay']);
    expect(text).toContain('accept the invitation');
    expect(text).not.toContain('Please sign');
  });

  test('what changes: version, expiry, target files', () => {
    const targetChanges = [
      { path: 'a.txt', change: 'added' as const },
      { path: 'b c.txt', change: 'removed' as const },
    ];
    const knownGood = new Map([['targets', { version: 6, expires: '2026-03-01T00:00:00Z' }]]);
    const text = renderStatus(eventStatus([roleStatus({ targetChanges })]), { knownGood });
    expect(text).toContain('version 6 → 7');
    expect(text).toContain('expires 5 January 2027 (before: 1 March 2026)');
    expect(text).toContain('target files: 1 added, 1 removed');
    expect(text).toContain('removed `b c.txt`');
  });

  test('a role whose metadata cannot be read is named all the same', () => {
    const gone = roleStatus({ version: null, expires: null, complete: false, signed: [], threshold: 0 });
    expect(renderStatus(eventStatus([gone]))).toContain('**`targets`** no readable metadata file');
  });

  test('a branch name that a shell would obey is quoted', () => {
    const text = renderStatus(eventStatus([root], { event: "sign/$(id)'x" }));
    expect(text).toContain("tuf-on-ci-sign 'sign/$(id)'\\''x'\n");
  });
});

describe('findings', () => {
  test('errors come first, whichever role has them, with what to do', () => {
    const roles = [roleStatus({ complete: false, findings: [finding({ role: 'targets', message: 'MIDDLE' })] })];
    const findings = [finding({ severity: 'note', message: 'LAST' }), finding({ severity: 'error', message: 'FIRST' })];
    const text = renderStatus(eventStatus(roles, { findings }));
    expect(text).toContain('has 2 errors');
    expect(text).toContain('What to do: Run `tuf-on-ci-update-targets` and push.');
    const order = ['FIRST', 'MIDDLE', 'Changed roles', 'LAST'].map((word) => text.indexOf(word));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(text).not.toContain('```sh');
  });

  test('an error in an event without changed roles is not "no changes yet"', () => {
    expect(renderStatus(eventStatus([], { findings: [finding()] }))).toContain('has 1 error');
  });
});

describe('text that a stranger chose', () => {
  const role = fc.record({ role: hostile, owner: hostile, path: hostile, expires: hostile });
  const severity = fc.constantFrom<Severity>('error', 'warning', 'note');
  const found = fc.record({ role: hostile, message: hostile, remedy: hostile, severity });
  const event = fc.tuple(hostile, fc.array(role, { maxLength: 3 }), fc.array(found, { maxLength: 3 }));

  test('calls nobody, adds no line and is no markup, wherever it stands', () => {
    fc.assert(
      fc.property(event, fc.boolean(), ([name, roles, findings], complete) => {
        const make = (untrusted: (text: string) => string) =>
          renderStatus(
            eventStatus(
              roles.map(({ role, owner, path, expires }) =>
                roleStatus({
                  role: untrusted(role),
                  expires: untrusted(expires),
                  complete: false,
                  signed: [untrusted(owner)],
                  missing: [untrusted(owner)],
                  invites: [untrusted(path)],
                  targetChanges: [{ path: untrusted(path), change: 'added' }],
                }),
              ),
              {
                event: untrusted(name),
                complete,
                findings: findings.map((one) =>
                  finding({ ...one, role: untrusted(one.role), message: untrusted(one.message) }),
                ),
              },
            ),
          );
        const text = make((value) => (/^@[0-9a-z-]+$/.test(value) ? `${value}!` : value));
        const harmless = make(() => 'x');
        expect(mentions(text)).toEqual([]);
        expect(text.split('\n').map(shape)).toEqual(harmless.split('\n').map(shape));
      }),
    );
  });

  /** What makes a line of Markdown what it is. */
  function shape(line: string): string {
    return /^ *(?:#+ |- |```|\*\*[A-Z])?/.exec(line)?.[0] ?? '';
  }

  const many = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));

  test.each([
    ['short', 'x'],
    ['long', '\u202e'.repeat(5_000)],
  ])('fits into a comment, whatever the amount, and says what is left out: %s names', (_, name) => {
    const roles = many(1_000, (at) =>
      roleStatus({
        role: `${name}${at}`,
        complete: false,
        signed: [],
        missing: many(200, (signer) => `@signer-${at}-${signer}`),
        invites: many(200, (person) => `@${'i'.repeat(30)}-${person}`),
        targetChanges: many(100, (file) => ({ path: `${name}${file}`, change: 'added' as const })),
      }),
    );
    const findings = (['error', 'warning', 'note'] as const).flatMap((severity) =>
      many(1_000, () => finding({ severity, message: `@x ${name}`, remedy: name, role: name })),
    );
    const text = renderStatus(eventStatus(roles, { event: name, findings }));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    for (const what of ['errors', 'roles', 'warnings', 'notes']) {
      expect(text).toMatch(new RegExp(`\n- and [\\d,]+ more ${what}\n`));
    }
    expect(text).toMatch(/, and [\d,]+ more\n/);
    expect(new Set(mentions(text)).size).toBe(100);
    // What there is room for is used.
    if (name === 'x') expect(text.length).toBeGreaterThan(COMMENT_LIMIT * 0.8);
  });

  test('a left-out count is the number of those that are not there', () => {
    const roles = Array.from({ length: 900 }, (_, at) => roleStatus({ role: `role${at}` }));
    const text = renderStatus(eventStatus(roles));
    const shown = text.match(/^- ✅/gm)?.length ?? 0;
    expect(text).toContain(`- and ${900 - shown} more roles\n`);
    expect(shown).toBeGreaterThan(100);
  });

  test('an event name with hidden characters is shown as it is', () => {
    const text = renderStatus(eventStatus([roleStatus()], { event: 'sign/\u202ex' }));
    expect(readInline(text).code).toContain(visible('sign/\u202ex'));
  });
});
