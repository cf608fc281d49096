/**
 * Logging in to Azure (SPEC A9): a federated credential with the workflow's OIDC token, or what the environment and
 * earlier steps have (`DefaultAzureCredential`). Tokens live in memory; the library renews them.
 */
import { ClientAssertionCredential, DefaultAzureCredential, type TokenCredential } from '@azure/identity';
import { TufError } from '../../errors.ts';
import { type CloudLogin, standInFor } from '../../ports/cloud-login.ts';

/** The audience of federated credentials for GitHub. */
const audience = 'api://AzureADTokenExchange';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Nothing is asked until it is used. @throws TufError('usage') when an input is no id */
export function azureCredential(login: CloudLogin): TokenCredential {
  const standIn = standInFor(login, 'TUF_ON_CI_AZURE_LOGIN');
  const options = standIn ? { authorityHost: standIn.origin, disableInstanceDiscovery: true } : {};
  const identity = login.identities.azure;
  if (!identity) return new DefaultAzureCredential(options);
  const { clientId, tenantId } = identity;
  for (const [name, value] of Object.entries({ azure_client_id: clientId, azure_tenant_id: tenantId })) {
    if (!uuid.test(value)) throw new TufError('usage', `${name} is no id: ${value}`, { hint: 'It is a UUID.' });
  }
  return new ClientAssertionCredential(tenantId, clientId, () => login.oidcToken(audience), options);
}

const loginErrors: ReadonlySet<unknown> = new Set([
  'AuthenticationError',
  'AuthenticationRequiredError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
  'ClientAuthError',
  'ServerError',
]);

/** Entra's own words when there are some (`AADSTS…`), else the first line of the library's. */
function sentenceOf(cause: unknown): string {
  const { message, errorResponse } = cause as { message?: unknown; errorResponse?: { errorDescription?: unknown } };
  return (String(errorResponse?.errorDescription ?? message).split('\n')[0] as string).slice(0, 500);
}

/** The error when it is one of logging in. */
export function azureLoginError(cause: unknown, { identities }: CloudLogin): TufError | undefined {
  if (cause instanceof TufError) return cause;
  const { name } = cause as { name?: unknown };
  if (!loginErrors.has(name)) return undefined;
  const said = sentenceOf(cause);
  if (identities.azure) {
    const { clientId, tenantId } = identities.azure;
    return new TufError('login', `Azure refuses the login of this workflow: ${said}`, {
      hint: `Look at the federated credentials of the app ${clientId} in tenant ${tenantId}: audience ${audience}, and a subject that fits this repository and branch.`,
      cause,
    });
  }
  return new TufError('login', `There is no login to Azure that works: ${said}`, {
    hint: 'Set the inputs azure_client_id and azure_tenant_id, log in by a step before (azure/login), or run: az login',
    cause,
  });
}
