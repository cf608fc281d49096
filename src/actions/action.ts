/** What an action is: a specification that `action.yml`, its README and the reading of inputs are made from, and a function. */
import type { CloudInput } from '../deployment/cloud-identities.ts';
import type { Step } from './step.ts';

export interface Input {
  readonly about: string;
  /** `${{ … }}` is for the runner. No default: empty. */
  readonly default?: string;
  readonly required?: boolean;
  /** Not in the README: for the machinery alone. */
  readonly hidden?: boolean;
}

export interface Permission {
  /** `contents`, as in a workflow's `permissions:`. */
  readonly scope: string;
  readonly access: 'read' | 'write';
  /** Why the action needs it. */
  readonly why: string;
  /** It goes on without, with a warning. */
  readonly optional?: boolean;
}

export interface ActionSpec {
  /** Name of its folder below `actions/`, and of its program in `dist/`. */
  readonly name: string;
  readonly summary: string;
  /** What it does, in a few sentences. */
  readonly about: string;
  readonly inputs: Readonly<Record<string, Input>>;
  /** Kebab-case name: what it holds. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
  /** A job's steps, for the README. */
  readonly example: string;
}

export interface Action {
  readonly spec: ActionSpec;
  /** Throws `TufError`; a step that throws has failed, and only that one. */
  run(step: Step): Promise<void>;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the runner
const githubToken = '${{ github.token }}';

/** The token of the workflow itself: tells a custom `token` from it, and reads where an action has no `token`. */
export const workflowToken: Readonly<Record<string, Input>> = {
  workflow_token: { about: "The workflow's own token", default: githubToken, hidden: true },
};

export const token: Readonly<Record<string, Input>> = {
  token: {
    about:
      "Token for git and GitHub. The workflow's own unless given; pushes made with a custom one start workflows by themselves.",
    default: githubToken,
  },
  ...workflowToken,
};

/** How the action logs in to the clouds of online keys (SPEC A9). */
export const cloudInputTable: Readonly<Record<CloudInput, Input>> = {
  gcp_workload_identity_provider: { about: 'Google Cloud workload identity provider' },
  gcp_service_account: { about: 'Google Cloud service account name' },
  aws_region: { about: 'AWS region' },
  aws_role_to_assume: { about: 'AWS role to assume (ARN)' },
  azure_client_id: { about: 'Azure client id' },
  azure_tenant_id: { about: 'Azure tenant id' },
  azure_subscription_id: { about: 'Azure subscription id' },
};
