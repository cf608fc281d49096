import { describe, expect, it } from 'vitest';
import { FindingSpans } from '../../../src/verifier/audit/finding-spans.ts';
import { momentOf } from '../../../src/verifier/audit/moment.ts';
import type { Finding, Severity } from '../../../src/verifier/finding.ts';

const at = (step: number) => momentOf(String(step).repeat(40), step);

const expired = (severity: Severity = 'error'): Finding => ({
  rule: 'versions/expired',
  severity,
  role: 'root',
  message: 'root has expired',
  remedy: 'Sign it',
  address: 'root',
});

const lasting = (...findings: Finding[]) => new Map(findings.map((finding) => [finding, finding]));

describe('a finding over time', () => {
  it('is as bad as it ever was', () => {
    const spans = new FindingSpans();
    const [mild, bad] = [expired('warning'), expired('error')];
    spans.enter(at(1), [mild], lasting(mild));
    spans.enter(at(2), [bad], lasting());
    spans.enter(at(3), [mild], lasting());
    expect(spans.spans(at(1))).toEqual([{ ...bad, since: at(1), until: null, open: true }]);
  });

  it('that comes back is another one', () => {
    const spans = new FindingSpans();
    const [first, second] = [expired(), expired()];
    spans.enter(at(1), [first], lasting(first));
    spans.enter(at(2), [], lasting());
    spans.enter(at(3), [second], lasting(second));
    expect(spans.spans(at(1)).map(({ since, until, open }) => [since, until, open])).toEqual([
      [at(1), at(2), false],
      [at(3), null, true],
    ]);
  });

  it('is known again by what it will be called', () => {
    const spans = new FindingSpans();
    const [removed, missing] = [
      { ...expired(), message: 'is removed' },
      { ...expired(), message: 'is missing' },
    ];
    spans.enter(at(1), [removed], new Map([[removed, missing]]));
    expect([spans.has(removed), spans.has(missing)]).toEqual([false, true]);
    spans.enter(at(2), [missing], lasting());
    expect(spans.spans(at(1))).toEqual([{ ...removed, since: at(1), until: null, open: true }]);
  });

  it('that came to light with another one is told too', () => {
    const spans = new FindingSpans();
    spans.enter(at(1), [], lasting(expired()));
    expect(spans.spans(at(1))).toHaveLength(1);
  });
});

describe('a moment', () => {
  it('is a date that can be written, whatever the committer claims', () => {
    expect(momentOf('a', 1_893_456_000).time).toBe('2030-01-01T00:00:00Z');
    expect(momentOf('a', 2 ** 53).time).toBe('9999-12-31T23:59:59Z');
    expect(momentOf('a', -1).time).toBe('1970-01-01T00:00:00Z');
  });
});
