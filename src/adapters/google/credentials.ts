/**
 * Logging in to Google Cloud (SPEC A9): workload identity federation with the workflow's OIDC token, or the application
 * default credentials. Tokens live in memory; the library renews them.
 */
import { GoogleAuth, IdentityPoolClient } from 'google-auth-library';
import { TufError } from '../../errors.ts';
import { type CloudLogin, type GoogleIdentity, standInFor } from '../../ports/cloud-login.ts';

const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** Credentials for the libraries of Google Cloud. Nothing is asked until they are used. @throws TufError('usage') */
export function googleAuth(login: CloudLogin): GoogleAuth {
  const identity = login.identities.google;
  return identity ? new GoogleAuth({ authClient: federatedClient(identity, login) }) : new GoogleAuth({ scopes });
}

function federatedClient(identity: GoogleIdentity, login: CloudLogin): IdentityPoolClient {
  const { serviceAccount } = identity;
  const provider = identity.workloadIdentityProvider.trim();
  if (!/^projects\/[0-9]+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/.test(provider)) {
    throw new TufError('usage', `gcp_workload_identity_provider names no provider: ${provider}`, {
      hint: 'It is projects/<project number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>.',
    });
  }
  if (serviceAccount !== undefined && !/^[\w.@:-]+$/.test(serviceAccount)) {
    throw new TufError('usage', `gcp_service_account is no email address: ${serviceAccount}`);
  }
  const standIn = standInFor(login, 'TUF_ON_CI_GOOGLE_LOGIN')?.origin;
  const impersonation = `${standIn ?? 'https://iamcredentials.googleapis.com'}/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`;
  return new IdentityPoolClient({
    type: 'external_account',
    audience: `//iam.googleapis.com/${provider}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${standIn ?? 'https://sts.googleapis.com'}/v1/token`,
    ...(serviceAccount !== undefined && { service_account_impersonation_url: impersonation }),
    subject_token_supplier: { getSubjectToken: () => login.oidcToken(`https://iam.googleapis.com/${provider}`) },
    scopes,
  });
}

/** What a failed login comes to. The library's text may hold an answer of the token service, never a token. */
export function googleLoginError(cause: unknown, { identities }: CloudLogin): TufError {
  if (cause instanceof TufError) return cause;
  const { status, text } = describe(cause);
  if (identities.google) {
    const { workloadIdentityProvider, serviceAccount } = identities.google;
    if (status === 403) {
      return new TufError('login', `The workflow may not act as the service account ${serviceAccount}`, {
        hint: `Grant it roles/iam.workloadIdentityUser to the principalSet of ${workloadIdentityProvider} and this repository.`,
        cause,
      });
    }
    if (status === undefined) {
      return new TufError('login', `The login of Google Cloud cannot be reached: ${text}`, {
        hint: 'Look at the network of this machine, then run it again.',
        cause,
      });
    }
    return new TufError('login', `Google Cloud refuses the login of this workflow: ${text}`, {
      hint: `Look at the attribute condition and audience of ${workloadIdentityProvider}, and that it exists.`,
      cause,
    });
  }
  return new TufError('login', `There is no login to Google Cloud that works: ${text}`, {
    hint: 'Set the inputs gcp_workload_identity_provider and gcp_service_account, log in by a step before, or run: gcloud auth application-default login',
    cause,
  });
}

function describe(error: unknown): { status: number | undefined; text: string } {
  const { status, response } = error as { status?: unknown; response?: { status?: unknown; data?: unknown } };
  const data = response?.data as { error_description?: unknown; error?: unknown } | undefined;
  const detail = data?.error_description ?? (data?.error as { message?: unknown } | undefined)?.message ?? data?.error;
  const code = response?.status ?? status;
  return {
    status: typeof code === 'number' ? code : undefined,
    text: (typeof detail === 'string' ? detail : error instanceof Error ? error.message : String(error)).slice(0, 500),
  };
}
