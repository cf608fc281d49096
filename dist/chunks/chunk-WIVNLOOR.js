import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/actions/action.ts
var githubToken = "${{ github.token }}";
var workflowToken = {
  workflow_token: { about: "The workflow's own token", default: githubToken, hidden: true }
};
var token = {
  token: {
    about: "Token for git and GitHub. The workflow's own unless given; pushes made with a custom one start workflows by themselves.",
    default: githubToken
  },
  ...workflowToken
};
var cloudInputTable = {
  gcp_workload_identity_provider: { about: "Google Cloud workload identity provider" },
  gcp_service_account: { about: "Google Cloud service account name" },
  aws_region: { about: "AWS region" },
  aws_role_to_assume: { about: "AWS role to assume (ARN)" },
  azure_client_id: { about: "Azure client id" },
  azure_tenant_id: { about: "Azure tenant id" },
  azure_subscription_id: { about: "Azure subscription id" }
};

export {
  workflowToken,
  token,
  cloudInputTable
};
