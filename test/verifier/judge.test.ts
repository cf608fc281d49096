import { describe, expect, it } from 'vitest';
import { judgeDraft, ruleIds } from '../support/judge-draft.ts';
import { soundRepository } from '../support/sound-repository.ts';

describe('judging a state', () => {
  it('finds nothing in a sound repository, at any door', async () => {
    const sound = soundRepository();
    for (const door of ['event', 'sign', 'create-events', 'online-sign', 'publish', 'audit'] as const) {
      expect((await judgeDraft(sound, sound, { door })).findings).toEqual([]);
      expect((await judgeDraft(sound, undefined, { door })).findings).toEqual([]);
    }
  });

  it('names the rule, the role and a remedy', async () => {
    const head = soundRepository().with('targets', (signed) => {
      signed.version = 'one';
    });
    const { findings, rolesInError } = await judgeDraft(head, soundRepository());
    expect(ruleIds(findings, 'error')).toContain('form/members');
    expect(findings[0]).toMatchObject({
      role: 'targets',
      severity: 'error',
      remedy: expect.stringContaining('git checkout'),
    });
    expect([...rolesInError]).toContain('targets');
  });
});
