import { expect, it } from 'vitest';
import { type CloudInput, readCloudIdentities } from '../../src/deployment/cloud-identities.ts';

const read = (inputs: Partial<Record<CloudInput, string>>) => readCloudIdentities((name) => inputs[name] ?? '');

it('is none when an earlier step has logged in', () => {
  expect(read({})).toEqual({});
  expect(read({ gcp_workload_identity_provider: ' ', azure_subscription_id: 'x' })).toEqual({});
});

it('names whom the inputs name', () => {
  expect(
    read({
      gcp_workload_identity_provider: 'projects/1/provider',
      gcp_service_account: 'sign@p.iam.gserviceaccount.com',
      aws_region: 'eu-central-1',
      aws_role_to_assume: 'arn:aws:iam::123456789012:role/sign',
      azure_client_id: 'c',
      azure_tenant_id: 't',
      azure_subscription_id: 's',
    }),
  ).toEqual({
    google: { workloadIdentityProvider: 'projects/1/provider', serviceAccount: 'sign@p.iam.gserviceaccount.com' },
    aws: { region: 'eu-central-1', roleToAssume: 'arn:aws:iam::123456789012:role/sign' },
    azure: { clientId: 'c', tenantId: 't' },
  });
  expect(read({ gcp_workload_identity_provider: 'p' })).toEqual({ google: { workloadIdentityProvider: 'p' } });
  expect(read({ aws_region: 'eu-central-1' })).toEqual({ aws: { region: 'eu-central-1' } });
});

it.each<Partial<Record<CloudInput, string>>>([
  { gcp_service_account: 'a' },
  { aws_role_to_assume: 'a' },
  { azure_client_id: 'a' },
  { azure_tenant_id: 'a' },
])('is refused when half of it is missing: %o', (inputs) => {
  expect(() => read(inputs)).toThrow(expect.objectContaining({ code: 'usage' }));
});
