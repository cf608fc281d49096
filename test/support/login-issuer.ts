/** Where people log in for Sigstore: an OIDC issuer that somebody else wrote (oauth2-mock-server), with the claims of Sigstore's own. */
import { OAuth2Server } from 'oauth2-mock-server';

export interface LoginIssuer {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  /** Who logs in from now on; the members of the token besides the usual ones. */
  claims: Readonly<Record<string, unknown>>;
  /** Changes where the browser is sent back to. */
  onRedirect: ((back: URL) => void) | undefined;
  close(): Promise<void>;
}

export const annsClaims = {
  sub: 'CgUxMjM0NRIm',
  aud: 'sigstore',
  email: 'ann@example.com',
  email_verified: true,
  federated_claims: { connector_id: 'https://github.com/login/oauth', user_id: '12345' },
};

export async function startIssuer(): Promise<LoginIssuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const issuer: LoginIssuer = {
    url: server.issuer.url!,
    claims: annsClaims,
    onRedirect: undefined,
    close: () => server.stop(),
  };
  server.service.on('beforeTokenSigning', ({ payload }: { payload: Record<string, unknown> }) => {
    Object.assign(payload, issuer.claims);
  });
  server.service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }) => issuer.onRedirect?.(url));
  return issuer;
}
