/** Every attack is caught with the right rule, and every sound twin passes. */
import { afterAll, describe, expect, it } from 'vitest';
import { allAttacks } from './all.ts';
import { judgeScene, verdictLine } from './attack.ts';
import { Tally } from './tally.ts';

const tally = new Tally(allAttacks);
afterAll(() => tally.print());

const attackers = [...new Set(allAttacks.map(({ attacker }) => attacker))];

describe.each(attackers)('a %s', (attacker) => {
  it.each(allAttacks.filter((attack) => attack.attacker === attacker))('$id: $story', async (attack) => {
    const { findings, passes } = await judgeScene(attack.scene());
    const lines = findings.map(verdictLine);
    if (attack.found === 'incomplete') expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    else expect(lines).toContain(attack.found);
    if (!/^(warning|note) /.test(attack.found)) expect(passes).toBe(false);
    tally.caught(attack);
  });
});

describe.each(attackers)('a sound twin of an attack by a %s', (attacker) => {
  it.each(allAttacks.filter((attack) => attack.attacker === attacker))('$id: $twin.story', async (attack) => {
    const { findings, passes, awaitsInvited } = await judgeScene(attack.twin.scene());
    const lines = findings.map(verdictLine);
    expect(lines.filter((line) => line.startsWith('error') || line === attack.found)).toEqual([]);
    expect(passes || awaitsInvited).toBe(true);
    tally.passed(attack);
  });
});
