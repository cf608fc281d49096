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

  it('has no folder that some disk takes for metadata or targets', async () => {
    const lookalike = ({ rule }: { rule: string }) => rule === 'around/lookalike-folder';
    const [finding] = (await elsewhere(['Targets/b', 'Metadata/root.json', 'metadata./x', 'tar\u200bgets/y'])).filter(
      lookalike,
    );
    expect(finding).toMatchObject({ severity: 'error', address: '' });
    expect(finding!.message).toContain('Metadata/root.json (and 3 more)');
    expect((await elsewhere(['Metadata', 'TARGETS'])).filter(lookalike)).toHaveLength(1);
    expect((await elsewhere(['docs/metadata/x', 'metadata2/x', 'metadatas', '.targets/x'])).filter(lookalike)).toEqual(
      [],
    );
  });

  it('is told where the default branch has changed who signs', async () => {
    const since = async (...changedSince: string[]) =>
      (await judgeDraft(sound, sound, { history: { changedSince } })).findings;
    const files = ['metadata/targets.json', 'metadata/root.json', 'metadata/snapshot.json', 'metadata/releases.json'];
    expect(await since(...files)).toMatchObject([{ rule: 'around/default-moved', severity: 'warning', address: '' }]);
    expect((await since(...files))[0]!.message).toContain('metadata/root.json and metadata/targets.json');
    expect(await since('metadata/snapshot.json', 'metadata/releases.json')).toEqual([]);
  });

  it('counts a file once', async () => {
    const [finding] = await elsewhere(['b', 'a', 'b']);
    expect(finding!.message).toMatch(/: a, b$/);
  });
});
