/** Nothing is left out: every rule has an attack that it catches, and every word of SPEC B1 about rules has one too. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/verifier/registry.ts';
import { auditRules } from '../../src/verifier/rules/audit.ts';
import { allAttacks } from './all.ts';
import { ruleOf } from './attack.ts';
import { demands } from './demands.ts';

const ids = new Set(allAttacks.map(({ id }) => id));

describe('the attack suite', () => {
  it('names each attack once', () => {
    expect(ids.size).toBe(allAttacks.length);
  });

  it('has an attack for each rule', () => {
    const attacked = new Set(allAttacks.map(ruleOf));
    expect([...rules, ...auditRules].map(({ id }) => id).filter((id) => !attacked.has(id))).toEqual([]);
  });

  it('has attacks for rules that there are', () => {
    const known = new Set([...rules, ...auditRules].map(({ id }) => id));
    expect(allAttacks.flatMap((attack) => ruleOf(attack) ?? []).filter((id) => !known.has(id))).toEqual([]);
  });
});

describe("SPEC B1's demands", () => {
  it.each(demands)('$words', ({ attacks }) => {
    expect(attacks.length).toBeGreaterThan(0);
    expect(attacks.filter((id) => !ids.has(id))).toEqual([]);
  });

  const spec = new URL('../../../shared/SPEC.md', import.meta.url);

  it.skipIf(!existsSync(spec))('are all of its words, in its order', () => {
    const [, b1 = ''] =
      /The rules cover at least \(errors unless said otherwise\):\n([\s\S]*?)\n\n\*Second opinion\*/.exec(
        readFileSync(spec, 'utf8'),
      )!;
    const plain = (text: string) =>
      text
        .replace(/^\* \*[^*]+\*:/gm, '')
        .split(/\s+/)
        .filter(Boolean);
    expect(plain(demands.map(({ words }) => words).join(' '))).toEqual(plain(b1));
  });
});
