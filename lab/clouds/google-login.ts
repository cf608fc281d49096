/**
 * Google's security token service and its impersonation of service accounts on one machine ("Workload Identity Federation", RFC 8693): what a
 * workflow logs in with.
 */
import { type Listening, listenWith } from './listen-tls.ts';

export interface GoogleLogin extends Listening {
  /** For TUF_ON_CI_GOOGLE_LOGIN: `url`. What the token service was given. */
  readonly exchanges: readonly Readonly<Record<string, string>>[];
  /** Service accounts that somebody became. */
  readonly accounts: readonly string[];
  /** Who refuses from now on. */
  refuse(who: 'token service' | 'impersonation'): void;
}

export async function startGoogleLogin(): Promise<GoogleLogin> {
  const exchanges: Record<string, string>[] = [];
  const accounts: string[] = [];
  const refusing = new Set<string>();
  const server = await listenWith((exchange) => {
    if (exchange.path === '/v1/token') {
      exchanges.push(Object.fromEntries(new URLSearchParams(exchange.body)));
      return refusing.has('token service')
        ? exchange.json(400, {
            error: 'unauthorized_client',
            error_description: 'The given credential is rejected by the attribute condition.',
          })
        : exchange.json(200, {
            access_token: 'federated-token',
            issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
            token_type: 'Bearer',
            expires_in: 3600,
          });
    }
    const account = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(exchange.path)?.[1];
    if (account === undefined) return exchange.json(404, {});
    accounts.push(decodeURIComponent(account));
    const isFederated = exchange.request.headers.authorization === 'Bearer federated-token';
    return refusing.has('impersonation') || !isFederated
      ? exchange.json(403, {
          error: {
            code: 403,
            message: "Permission 'iam.serviceAccounts.getAccessToken' denied",
            status: 'PERMISSION_DENIED',
          },
        })
      : exchange.json(200, {
          accessToken: 'account-token',
          expireTime: new Date(Date.now() + 3_600_000).toISOString(),
        });
  });
  return { ...server, exchanges, accounts, refuse: (who) => void refusing.add(who) };
}
