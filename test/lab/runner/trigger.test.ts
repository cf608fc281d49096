import { describe, expect, it } from 'vitest';
import { type Event, isTriggered } from '../../../lab/runner/trigger.ts';
import { parseWorkflow } from '../../../lab/runner/workflow.ts';

const jobs = '\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo}]}}\n';
const triggered = async (on: string, event: Partial<Event>) =>
  isTriggered(await parseWorkflow('.github/workflows/a.yml', `on: ${on}${jobs}`), event as Event);

const push = (ref: string, ...changedPaths: string[]): Partial<Event> => ({
  name: 'push',
  ref,
  changedPaths,
  payload: {},
});
const pull = (action: string, base: string, ...changedPaths: string[]): Partial<Event> => ({
  name: 'pull_request',
  action,
  changedPaths,
  payload: { action, pull_request: { base: { ref: base } } },
});

describe('an event starts a workflow', () => {
  it.each<[string, Partial<Event>, boolean]>([
    ['push', push('refs/heads/x', 'a'), true],
    ['push', push('refs/tags/v1'), true],
    ['[pull_request, workflow_dispatch]', push('refs/heads/x', 'a'), false],
    ["{push: {branches: ['sign/**']}}", push('refs/heads/sign/x', 'a'), true],
    ["{push: {branches: ['sign/**']}}", push('refs/heads/main', 'a'), false],
    ["{push: {branches: ['**']}}", push('refs/tags/v1'), false],
    ["{push: {tags: ['v*']}}", push('refs/tags/v1'), true],
    ["{push: {tags: ['v*']}}", push('refs/heads/main', 'a'), false],
    ["{push: {branches-ignore: ['sign/**']}}", push('refs/heads/sign/x', 'a'), false],
    ["{push: {branches-ignore: ['sign/**']}}", push('refs/heads/main', 'a'), true],
    ["{push: {paths: ['metadata/**']}}", push('refs/heads/x', 'targets/a', 'metadata/root.json'), true],
    ["{push: {paths: ['metadata/**']}}", push('refs/heads/x', 'targets/a'), false],
    ["{push: {paths-ignore: ['docs/**']}}", push('refs/heads/x', 'docs/a'), false],
    ["{push: {paths-ignore: ['docs/**']}}", push('refs/heads/x', 'docs/a', 'b'), true],
    ['pull_request', pull('opened', 'main'), true],
    ['pull_request', pull('synchronize', 'main'), true],
    ['pull_request', pull('closed', 'main'), false],
    ['{pull_request: {types: [closed]}}', pull('closed', 'main'), true],
    ["{pull_request: {branches: ['sign/**']}}", pull('opened', 'main'), false],
    ["{pull_request: {branches: ['sign/**'], paths: ['metadata/**']}}", pull('opened', 'sign/x', 'metadata/a'), true],
    ["{pull_request: {branches: ['sign/**'], paths: ['metadata/**']}}", pull('opened', 'sign/x', 'README.md'), false],
    ['pull_request_target', pull('opened', 'main'), false],
    ['workflow_dispatch', { name: 'workflow_dispatch', workflow: '.github/workflows/a.yml' }, true],
    ['workflow_dispatch', { name: 'workflow_dispatch', workflow: '.github/workflows/b.yml' }, false],
    [
      "{schedule: [{cron: '17 3 * * *'}]}",
      { name: 'schedule', workflow: '.github/workflows/a.yml', cron: '17 3 * * *' },
      true,
    ],
    [
      "{schedule: [{cron: '17 3 * * *'}]}",
      { name: 'schedule', workflow: '.github/workflows/a.yml', cron: '18 3 * * *' },
      false,
    ],
  ])('%s', async (on, event, expected) => {
    expect(await triggered(on, event)).toBe(expected);
  });

  it('is not asked of a file that GitHub would refuse', async () => {
    await expect(parseWorkflow('a.yml', `on: push${jobs}nonsense: 1\n`)).rejects.toThrow('nonsense');
    await expect(
      parseWorkflow('a.yml', 'on: push\njobs: {a: {needs: [b], runs-on: x, steps: [{run: x}]}}'),
    ).rejects.toThrow();
  });
});
