/** What an auditor reads on a terminal. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAudit } from '../../src/render/audit.ts';
import type { AuditReport } from '../../src/render/audit-json.ts';
import type { AuditedFinding } from '../../src/verifier/audit/finding-spans.ts';
import { hostile } from '../text/hostile.ts';

const commit = (digit: string) => digit.repeat(40);
const at = (digit: string, day: string) => ({ commit: commit(digit), time: `2030-01-${day}T10:00:00Z` });

const finding: AuditedFinding = {
  rule: 'target-files/sha256',
  severity: 'error',
  role: 'releases',
  message: 'The SHA-256 of "tool.txt" is wrong',
  remedy: 'Make the list anew: tuf-on-ci-update-targets',
  address: 'releases/targets/tool.txt',
  since: at('b', '02'),
  until: null,
  open: true,
};

const uri = 'gcpkms:projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1';

const report: AuditReport = {
  branch: 'origin/main',
  head: commit('f'),
  from: null,
  commits: 2000,
  events: 2,
  onlineSignatures: 3,
  mixedSteps: 1,
  sound: false,
  findings: [finding],
  signatures: [
    { ...at('a', '01'), role: 'root', version: 1, signers: ['@alice', '@bob'] },
    { ...at('a', '01'), role: 'targets', version: 1, signers: [] },
    { ...at('b', '02'), role: 'snapshot', version: 1, signers: ['file2:online.pem'] },
    { ...at('b', '02'), role: 'timestamp', version: 1, signers: ['file2:online.pem'] },
    { ...at('c', '03'), role: 'timestamp', version: 2, signers: ['file2:online.pem'] },
    { ...at('d', '04'), role: 'timestamp', version: 3, signers: [uri] },
  ],
  keys: [
    { role: 'root', keyid: '1'.repeat(64), signer: '@alice', since: at('a', '01'), until: null },
    { role: 'root', keyid: '2'.repeat(64), signer: '@bob', since: null, until: at('c', '03') },
    { role: 'timestamp', keyid: '3'.repeat(64), signer: uri, since: null, until: null },
    { role: 'timestamp', keyid: '4'.repeat(64), signer: '4'.repeat(64), since: at('a', '01'), until: at('b', '02') },
  ],
};

const plain = (change: Partial<AuditReport> = {}) => renderAudit({ ...report, ...change }, { colour: false });

describe('an audit on a terminal', () => {
  it('tells the story in five parts, plain on a pipe', () => {
    expect(
      plain()
        .split('\n\n')
        .map((part) => part.split('\n')[0]),
    ).toEqual([
      'Audited 2,000 commits of origin/main, up to ffffffffff:',
      'Signing events',
      'Online signatures',
      'Keys',
      'Findings',
      'Not every step was sound. 1 error (still there)',
    ]);
    expect(plain()).toContain('2 signing events, 3 online signatures, 1 step that is both\n');
    expect(plain()).not.toContain('\u001b');
    expect(renderAudit(report, { colour: true })).toContain('\u001b[31m');
  });

  it('names a commit once, and who signed each role', () => {
    expect(plain()).toContain(
      '  2030-01-01 aaaaaaaaaa  root v1             @alice, @bob\n                         targets v1          nobody\n',
    );
  });

  it('folds online signatures by the same key into one line', () => {
    expect(plain()).toContain('  2030-01-02 to 2030-01-03  timestamp v1 to v2        file2:online.pem\n');
    expect(plain()).toContain(`  2030-01-04                timestamp v3            \n    by ${uri}\n`);
  });

  it('says how long each key was in use', () => {
    expect(plain()).toContain('    @alice            1111111111  since 2030-01-01 aaaaaaaaaa\n');
    expect(plain()).toContain('    @bob              2222222222  until 2030-01-03 cccccccccc\n');
    expect(plain()).toContain(`    ${uri}\n                      3333333333  throughout\n`);
    expect(plain()).toContain('                      4444444444  2030-01-01 aaaaaaaaaa to 2030-01-02 bbbbbbbbbb\n');
  });

  it('says since when and until when something was wrong, and what to do as long as it is', () => {
    expect(plain()).toContain('\n    since 2030-01-02 bbbbbbbbbb, still there\n');
    expect(plain()).toContain('To do: Make the list anew');
    const ended = plain({ findings: [{ ...finding, until: at('c', '03'), open: false }] });
    expect(ended).toContain('\n    2030-01-02 bbbbbbbbbb until 2030-01-03 cccccccccc\n');
    expect(ended).not.toContain('To do');
    const moment = plain({ findings: [{ ...finding, open: false }] });
    expect(moment).toContain('\n    at 2030-01-02 bbbbbbbbbb\n');
    expect(plain({ findings: [{ ...finding, since: null }] })).toContain('since before the first step, still there');
  });

  it('counts by severity, and how many are still there', () => {
    const warning: AuditedFinding = { ...finding, severity: 'warning' };
    const findings = [warning, finding, { ...finding, open: false }, { ...warning, open: false }];
    expect(plain({ findings })).toMatch(
      /Not every step was sound\. 2 errors \(1 still there\), 2 warnings \(1 still there\)\n$/,
    );
    expect(plain({ findings: [warning] })).toMatch(/Every step was sound\. 1 warning \(still there\)\n$/);
    expect(plain({ findings: [] })).toMatch(/\n\nEvery step was sound\.\n$/);
  });

  it('shows errors first, and not more than anybody reads', () => {
    const many = Array.from({ length: 250 }, (): AuditedFinding => ({ ...finding, severity: 'warning' }));
    const text = plain({ findings: [...many, finding] });
    expect(text.indexOf('error releases')).toBeLessThan(text.indexOf('warning releases'));
    expect(text.match(/warning releases/g)).toHaveLength(100);
    expect(text).toContain('and 150 more warnings: tuf-on-ci audit --json');
  });

  it('keeps ordinary lines within 80 columns', () => {
    const lines = plain({ signatures: report.signatures.slice(0, 5), keys: report.keys.slice(0, 2) }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('lets no name out of its line', () => {
    const linesWith = (text: string) => {
      const signatures = [{ ...at('a', '01'), role: text, version: 1, signers: [text] }];
      // A long name has a line of its own.
      const keys = [{ role: text, keyid: text, signer: `${text}${'x'.repeat(20)}`, since: null, until: null }];
      const findings = [{ ...finding, role: text, message: text, remedy: `do ${text}`, address: text }];
      return plain({ branch: text, signatures, keys, findings }).split('\n');
    };
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = linesWith(text);
        expect(lines).toHaveLength(linesWith('x').length);
        expect(lines.join('')).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }),
    );
  });
});
