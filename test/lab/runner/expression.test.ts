import { describe, expect, it } from 'vitest';
import { evaluate, evaluateStrings, holds, type Scope } from '../../../lab/runner/expression.ts';
import { Expression } from '../../../lab/runner/tree.ts';

const scope = (standing: Scope['standing'] = 'success'): Scope => ({
  standing,
  contexts: {
    github: { ref: 'refs/heads/sign/x', repository_owner: 'octo', event: { repository: { fork: false } } },
    secrets: { GITHUB_TOKEN: 'default' },
    needs: { build: { result: 'failure' }, pages: { result: 'skipped' } },
    vars: {},
    inputs: { ref: '' },
  },
});

describe('expressions', () => {
  it.each([
    ['secrets.TUF_ON_CI_TOKEN || secrets.GITHUB_TOKEN', 'default'],
    ['github.repository_owner == vars.TUF_ON_CI_OWNER || !github.event.repository.fork', true],
    ["github.repository_owner == 'OCTO'", true],
    ["contains(needs.*.result, 'failure')", true],
    ["format('{0}-{{x}}', github.ref)", 'refs/heads/sign/x-{x}'],
    ["inputs.ref || 'HEAD'", 'HEAD'],
    ["'it''s ''quoted'' '''''", "it's 'quoted' ''"],
    ['github.event.no.such.thing', null],
    ["fromJSON('[1,2]')[1]", 2],
  ])('%s', (text, value) => {
    expect(evaluate(text, scope())).toEqual(value);
  });

  it.each([
    [undefined, 'success', true],
    [undefined, 'skipped', false],
    ["github.ref != ''", 'failure', false],
    ["always() && github.ref != ''", 'failure', true],
    ['!cancelled()', 'failure', true],
    ['!cancelled()', 'cancelled', false],
    ['failure()', 'failure', true],
    ['failure()', 'skipped', false],
    ["'false'", 'success', true],
  ] as const)('if: %s after %s', (condition, standing, expected) => {
    expect(holds(condition, scope(standing))).toBe(expected);
  });

  it('make strings of what becomes an input or a variable', () => {
    const tree = { a: new Expression('github.event.repository.fork'), b: 1, c: null, d: new Expression('needs.pages') };
    expect(evaluateStrings(tree, scope())).toEqual({ a: 'false', b: '1', c: '', d: '{"result":"skipped"}' });
  });

  it('are refused when GitHub cannot read them', () => {
    expect(() => evaluate('nonsense.x', scope())).toThrow('nonsense.x');
    expect(() => evaluate('github.ref ==', scope())).toThrow();
  });
});
