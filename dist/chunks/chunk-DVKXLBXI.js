import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/deployment/cloud-identities.ts
var cloudInputs = [
  "gcp_workload_identity_provider",
  "gcp_service_account",
  "aws_region",
  "aws_role_to_assume",
  "azure_client_id",
  "azure_tenant_id",
  "azure_subscription_id"
];
function readCloudIdentities(input) {
  const [provider, account, region, role, client, tenant] = cloudInputs.map((name) => input(name).trim() || void 0);
  if (!provider && account) throw half("gcp_service_account", "gcp_workload_identity_provider");
  if (!region && role) throw half("aws_role_to_assume", "aws_region");
  if (!tenant && client) throw half("azure_client_id", "azure_tenant_id");
  if (!client && tenant) throw half("azure_tenant_id", "azure_client_id");
  return {
    ...provider && { google: { workloadIdentityProvider: provider, ...account && { serviceAccount: account } } },
    ...region && { aws: { region, ...role && { roleToAssume: role } } },
    ...client && tenant && { azure: { clientId: client, tenantId: tenant } }
  };
}
function half(given, missing) {
  return new TufError("usage", `The input ${given} is set, and ${missing} is not`, {
    hint: `Set ${missing} too, or neither when an earlier step logs in.`
  });
}

export {
  readCloudIdentities
};
