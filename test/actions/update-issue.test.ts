/** The action update-issue: an issue is open as long as a workflow fails (SPEC A9). */
import { describe, expect, it } from 'vitest';
import { type Workplace, workplace } from './workplace.ts';

const workflow = 'TUF-on-CI online sign';
const issues = ({ repository }: Workplace) =>
  repository.issues.map(({ title, state, labels, comments }) => ({ title, state, labels, comments: comments.length }));

const report = (place: Workplace, success: string, more: object = {}) =>
  place.run('update-issue', { event: 'schedule', workflow, inputs: { success }, ...more });

describe('a workflow', () => {
  it('that fails has one issue until it works again', async () => {
    const place = await workplace();
    const opened = await report(place, 'false');
    expect(opened).toMatchObject({ code: 0, outputs: { issue: '1' } });
    const first = { title: `Failure in ${workflow}`, labels: [workflow] };
    expect(issues(place)).toEqual([{ ...first, state: 'open', comments: 0 }]);
    expect(place.repository.issues[0]!.body).toContain('/octo/tuf/actions/runs/');
    await report(place, 'false');
    expect(issues(place)).toEqual([{ ...first, state: 'open', comments: 1 }]);
    await report(place, 'true');
    expect(issues(place)).toEqual([{ ...first, state: 'closed', comments: 2 }]);
    await report(place, 'true');
    await report(place, 'false');
    expect(issues(place)).toEqual([
      { ...first, state: 'closed', comments: 2 },
      { ...first, state: 'open', comments: 0 },
    ]);
  });

  it('that works has none', async () => {
    const place = await workplace();
    expect(await report(place, 'true')).toMatchObject({ code: 0, outputs: { issue: '' } });
    expect(issues(place)).toEqual([]);
  });

  it('does not close the issue of another', async () => {
    const place = await workplace();
    await report(place, 'false', { workflow: 'TUF-on-CI publish' });
    await report(place, 'true');
    expect(issues(place)).toMatchObject([{ state: 'open', comments: 0 }]);
  });

  it('has the maintainers’ own words in its issue', async () => {
    const place = await workplace();
    await place.push('main', { '.github/TUF_ON_CI_TEMPLATE/failure.md': 'Call **the hotline**.\n' });
    await report(place, 'cancelled');
    expect(place.repository.issues[0]!.body).toContain('Call **the hotline**.');
  });

  it('has one issue, also when GitHub opened it and did not say so', async () => {
    const place = await workplace();
    place.github.inject({ operation: 'POST /repos/{owner}/{repo}/issues', failure: 502, when: 'after' });
    expect(await report(place, 'false')).toMatchObject({ code: 0 });
    expect(issues(place)).toHaveLength(1);
  });

  it('may have any name', async () => {
    const place = await workplace();
    const name = `Sign, publish & <deploy> ${'everything '.repeat(6)}`.trim();
    await report(place, 'false', { workflow: name });
    await report(place, 'false', { workflow: name });
    expect(issues(place)).toMatchObject([{ title: `Failure in ${name}`, comments: 1 }]);
  });
});
