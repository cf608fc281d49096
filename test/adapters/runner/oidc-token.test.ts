import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorkflowOidc, type WorkflowOidc } from '../../../lab/clouds/workflow-oidc.ts';
import { workflowOidcToken } from '../../../src/adapters/runner/oidc-token.ts';

let oidc: WorkflowOidc;
beforeAll(async () => {
  oidc = await startWorkflowOidc();
});
afterAll(() => oidc.close());

it('is fetched for an audience, and told for masking before it is used', async () => {
  const told: string[] = [];
  const token = workflowOidcToken({ variables: oidc.variables, onToken: (one) => void told.push(one) });
  expect(await token('api://a b&c')).toBe('oidc-token-for-api://a b&c');
  expect(told).toEqual(['oidc-token-for-api://a b&c']);
});

it('is asked for again when GitHub stumbles', async () => {
  oidc.failOnce();
  expect(await workflowOidcToken({ variables: oidc.variables })('x')).toBe('oidc-token-for-x');
  expect(oidc.audiences.slice(-2)).toEqual(['x', 'x']);
});

it.each([
  ['without id-token: write', {}],
  ['with half of what is needed', { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token' }],
])('is not to be had %s', async (_, variables) => {
  await expect(workflowOidcToken({ variables })('x')).rejects.toMatchObject({ code: 'login' });
});

it('is not asked for twice when GitHub refuses', async () => {
  const variables = { ...oidc.variables, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'stolen' };
  const before = oidc.audiences.length;
  await expect(workflowOidcToken({ variables })('x')).rejects.toMatchObject({ code: 'login' });
  expect(oidc.audiences.length).toBe(before + 1);
});
