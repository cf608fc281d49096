/** How a process logs in to clouds, and the remote keys it reaches so; each SDK is loaded when its key is met. */
import { setTimeout } from 'node:timers/promises';
import type { SignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import type { CloudIdentities, CloudLogin } from '../ports/cloud-login.ts';
import type { RemoteKey } from '../ports/remote-key.ts';
import type { Patience } from '../ports/retry.ts';
import type { Environment } from './environment.ts';

/** Seconds. A workflow that waits for minutes in silence looks like one that hangs. */
const defaultTimeLimit = 30;

export interface CloudLoginOptions {
  /** What an action's inputs name; a command has none. */
  readonly identities?: CloudIdentities;
  /** Told each OIDC token before it is used, to mask it. */
  onToken?(token: string): void;
}

/** @throws TufError('usage') when TUF_ON_CI_SIGNER_TIMEOUT makes no sense */
export function cloudLogin(variables: Environment['variables'], options: CloudLoginOptions = {}): CloudLogin {
  const { identities = {}, onToken } = options;
  const seconds = timeLimitIn(variables['TUF_ON_CI_SIGNER_TIMEOUT']);
  return {
    identities,
    variables,
    patience: () => patienceOf(seconds * 1000),
    async oidcToken(audience) {
      const { workflowOidcToken } = await import('../adapters/runner/oidc-token.ts');
      return workflowOidcToken({ variables, ...(onToken && { onToken }) })(audience);
    },
  };
}

function patienceOf(milliseconds: number): Patience {
  const signal = AbortSignal.timeout(milliseconds);
  const end = performance.now() + milliseconds;
  return {
    signal,
    remaining: () => Math.max(1, end - performance.now()),
    pause: (pause) => setTimeout(pause, undefined, { signal }),
  };
}

function timeLimitIn(text: string | undefined): number {
  if (!text) return defaultTimeLimit;
  if (/^[1-9][0-9]{0,2}$/.test(text)) return Number(text);
  throw new TufError('usage', `TUF_ON_CI_SIGNER_TIMEOUT is no time limit: ${text}`, {
    hint: 'Use seconds from 1 to 999.',
  });
}

/** The key behind a URI, when a service holds it. */
export async function remoteKey(uri: SignerUri, login: CloudLogin): Promise<RemoteKey | undefined> {
  switch (uri.kind) {
    case 'gcpkms':
      return (await import('../adapters/google/kms.ts')).googleKmsKey(uri.keyVersion, login);
    case 'awskms':
      return (await import('../adapters/aws/kms.ts')).awsKmsKey(uri.keyId, login);
    case 'azurekms':
      return (await import('../adapters/azure/kms.ts')).azureKey(uri, login);
    case 'hv':
      return (await import('../adapters/vault/transit.ts')).vaultKey(uri.name, uri.version, login);
    default:
      return undefined;
  }
}
