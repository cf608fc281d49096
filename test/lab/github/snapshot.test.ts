/** A lab that was set aside: others begin there, and none knows of another. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGithub } from '../../../lab/github/github.ts';
import { temporaryFolder } from '../../support/git.ts';
import { repo, startLab } from './surroundings.ts';

test('another lab goes on from where one was set aside, as often as one likes', async () => {
  const lab = await startLab();
  const { issues } = lab.octokit(lab.maintainer).rest;
  const main = await lab.push('main', { file: '1' });
  await issues.create({ ...repo, title: 'Before' });
  const from = await lab.github.snapshot(join(temporaryFolder(), 'snapshot'));
  const before = lab.github.repository('octo/tuf');
  await lab.push('main', { file: '2' });
  await issues.create({ ...repo, title: 'After' });

  for (const _ of ['once', 'again']) {
    const other = await startGithub({ folder: temporaryFolder(), from });
    const repository = other.repository('octo/tuf');
    expect((await other.refs('octo/tuf')).get('refs/heads/main')).toBe(main);
    expect(repository.issues.map(({ title }) => title)).toEqual(['Before']);
    expect(repository.pages?.url).toBe(other.pagesUrl('octo/tuf'));
    const run = { repository: 'octo/tuf', path: 'x.yml', name: 'x', event: 'push', headBranch: 'main', headSha: main };
    const { id } = other.createRun({ ...run, actor: 'octo' });
    expect(id).toBeGreaterThan(Math.max(...repository.issues.map((issue) => issue.id)));
    repository.issues.pop();
    await other.close();
  }
  expect(before.issues.map(({ title }) => title)).toEqual(['Before', 'After']);
  await lab.github.close();
});
