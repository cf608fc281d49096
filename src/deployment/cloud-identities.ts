/**
 * The identities that the inputs of an action name (SPEC A9). None is fine: then earlier steps or the environment log in.
 */
import { TufError } from '../errors.ts';
import type { CloudIdentities } from '../ports/cloud-login.ts';

/** Of `online-sign` and `online-sign-targets`. `azure_subscription_id` is read and not needed. */
export const cloudInputs = [
  'gcp_workload_identity_provider',
  'gcp_service_account',
  'aws_region',
  'aws_role_to_assume',
  'azure_client_id',
  'azure_tenant_id',
  'azure_subscription_id',
] as const;
export type CloudInput = (typeof cloudInputs)[number];

/** @param input gives an input's text, empty when it is not set. @throws TufError('usage') for half an identity */
export function readCloudIdentities(input: (name: CloudInput) => string): CloudIdentities {
  const [provider, account, region, role, client, tenant] = cloudInputs.map((name) => input(name).trim() || undefined);
  if (!provider && account) throw half('gcp_service_account', 'gcp_workload_identity_provider');
  if (!region && role) throw half('aws_role_to_assume', 'aws_region');
  if (!tenant && client) throw half('azure_client_id', 'azure_tenant_id');
  if (!client && tenant) throw half('azure_tenant_id', 'azure_client_id');
  return {
    ...(provider && { google: { workloadIdentityProvider: provider, ...(account && { serviceAccount: account }) } }),
    ...(region && { aws: { region, ...(role && { roleToAssume: role }) } }),
    ...(client && tenant && { azure: { clientId: client, tenantId: tenant } }),
  };
}

function half(given: CloudInput, missing: CloudInput): TufError {
  return new TufError('usage', `The input ${given} is set, and ${missing} is not`, {
    hint: `Set ${missing} too, or neither when an earlier step logs in.`,
  });
}
