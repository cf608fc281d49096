import { describe, expect, it } from 'vitest';
import { tokenPermissions } from '../../../lab/runner/permissions.ts';

const own = { isFromFork: false, caller: undefined };

describe("a job's token", () => {
  it.each([
    ['nothing is said: the restricted setting', undefined, undefined, { contents: 'read', packages: 'read' }],
    ["the workflow's", { contents: 'read' }, undefined, { contents: 'read' }],
    ["the job's instead of the workflow's", { contents: 'write' }, { issues: 'write' }, { issues: 'write' }],
    ['none at all', { contents: 'write' }, {}, {}],
    ['none by name', undefined, { contents: 'none', issues: 'read' }, { issues: 'read' }],
  ] as const)('%s', (_, workflow, job, expected) => {
    expect(tokenPermissions(workflow, job, own)).toEqual(expected);
  });

  it('never writes, and has no identity, for a pull request from a fork', () => {
    const asked = { contents: 'write', 'id-token': 'write' } as const;
    expect(tokenPermissions(asked, undefined, { ...own, isFromFork: true })).toEqual({ contents: 'read' });
  });

  it('has what the caller has when a called workflow says nothing, and never more', () => {
    const caller = { contents: 'read', issues: 'write' } as const;
    expect(tokenPermissions(undefined, undefined, { ...own, caller })).toEqual(caller);
    expect(tokenPermissions(undefined, { issues: 'read' }, { ...own, caller })).toEqual({ issues: 'read' });
    expect(() => tokenPermissions(undefined, { contents: 'write' }, { ...own, caller })).toThrow('contents: write');
    expect(() => tokenPermissions(undefined, { actions: 'read' }, { ...own, caller })).toThrow('actions: read');
  });
});
