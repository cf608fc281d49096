import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import { soundRepository } from '../../support/sound-repository.ts';

const sound = soundRepository();

async function elsewhere(files: readonly string[], door: 'event' | 'sign' = 'event') {
  const { findings } = await judgeDraft(sound, sound, { door, history: { filesElsewhere: files } });
  return findings;
}

describe('around the event', () => {
  it('has to begin on the default branch', async () => {
    const { findings } = await judgeDraft(sound, undefined, { history: { hasCommonAncestor: false } });
    expect(findings).toMatchObject([{ rule: 'around/no-common-ancestor', severity: 'error' }]);
    expect((await judgeDraft(sound, sound)).findings).toEqual([]);
  });

  it('brings other files: one warning, and what can do most harm first', async () => {
    const findings = await elsewhere([
      'README.md',
      'docs/.gitattributes',
      '.github/CODEOWNERS',
      '.github/workflows/online-sign.yml',
      '.gitmodules',
      'tools/action.yml',
      '.github/actions/x/run.sh',
      'action.yaml',
      '.tuf-on-ci-sign.ini',
    ]);
    expect(findings).toMatchObject([{ rule: 'around/files-elsewhere', severity: 'warning', address: '' }]);
    expect(findings[0]!.message).toContain(
      [
        '.github/actions/x/run.sh, .github/workflows/online-sign.yml, action.yaml, tools/action.yml',
        '.gitmodules, docs/.gitattributes',
        '.github/CODEOWNERS, .tuf-on-ci-sign.ini',
        'README.md',
      ].join(', '),
    );
  });

  it('cannot bury a workflow under very many other files', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `a/${i}`);
    const [finding] = await elsewhere([...many, '.github/workflows/verify.yml'], 'sign');
    expect(finding!.message).toContain(': .github/workflows/verify.yml, a/0, a/1, ');
    expect(finding!.message).toMatch(/ and 19981 more$/);
  });

  it('counts a file once', async () => {
    const [finding] = await elsewhere(['b', 'a', 'b']);
    expect(finding!.message).toMatch(/: a, b$/);
  });
});
