/**
 * How somebody logs in to a cloud (SPEC A9): with an identity that inputs name and the workflow's OIDC token, or, without
 * one, with whatever earlier steps and the environment have set up.
 */
import { TufError } from '../errors.ts';
import type { Patience } from './retry.ts';

/**
 * The workflow's OIDC token for an audience: a fresh one for each call, held in memory alone.
 * @throws TufError('login') when the workflow may have none (`id-token: write` is missing), or GitHub does not answer
 */
export type OidcToken = (audience: string) => Promise<string>;

/** `gcp_workload_identity_provider`, `gcp_service_account`. */
export interface GoogleIdentity {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly workloadIdentityProvider: string;
  /** Its email address; without one the federated identity itself is used. */
  readonly serviceAccount?: string;
}

/** `aws_region`, `aws_role_to_assume`. */
export interface AwsIdentity {
  readonly region: string;
  /** An ARN; without one the region alone is said, and earlier steps have logged in. */
  readonly roleToAssume?: string;
}

/** `azure_client_id`, `azure_tenant_id`; the subscription is nothing that a key vault or a blob asks for. */
export interface AzureIdentity {
  readonly clientId: string;
  readonly tenantId: string;
}

/** Whom the inputs name; a cloud without an identity uses its own default credentials. */
export interface CloudIdentities {
  readonly google?: GoogleIdentity;
  readonly aws?: AwsIdentity;
  readonly azure?: AzureIdentity;
}

export interface CloudLogin {
  readonly identities: CloudIdentities;
  readonly oidcToken: OidcToken;
  /** Environment variables: endpoints of tests, and what an SDK does not read by itself. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** For one signature or question, logging in and retries included. */
  patience(): Patience;
}

/**
 * A server on this machine that stands in for a service, from a variable `TUF_ON_CI_…`: tests and rehearsals have one.
 * @throws TufError('usage') for any other machine: a variable must not be able to send credentials away
 */
export function standInFor({ variables }: CloudLogin, variable: string): URL | undefined {
  const text = variables[variable];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && loopback.has(url.hostname)) return url;
  throw new TufError('usage', `${variable} names no server on this machine: ${text}`, {
    hint: 'It is for tests, such as http://127.0.0.1:4000; unset it to use the service itself.',
  });
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
