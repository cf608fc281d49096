/** The authorization code flow with PKCE (OpenID Connect Core 3.1; RFC 7636), as a public client without a secret. */
import { createHash, randomBytes } from 'node:crypto';
import { TufError } from '../../errors.ts';
import { get, isObject, type JsonObject } from '../../tuf/json.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import { type IdentityToken, parseIdentityToken } from './identity-token.ts';

/** The client that Sigstore has registered for tools. */
const clientId = 'sigstore';
/** Milliseconds for each request. */
const timeout = 20_000;

export interface LoginRequest {
  /** The page to log in at. */
  readonly url: string;
  /** What comes back with the code, so that nobody else's code is taken. */
  readonly state: string;
  /** Exchanges the code for a token. @throws TufError('login') */
  redeem(code: string): Promise<IdentityToken>;
}

/**
 * Prepares a login at an issuer.
 * @param redirectUri where the code goes
 * @throws TufError('signer') when the issuer cannot be reached
 */
export async function requestLogin(issuer: string, redirectUri: string): Promise<LoginRequest> {
  const { authorize, token } = await discover(issuer);
  const [state, nonce, verifier] = [secret(), secret(), secret()];
  const url = new URL(authorize);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    scope: 'openid email',
    redirect_uri: redirectUri,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return {
    url: url.href,
    state,
    async redeem(code) {
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        client_id: clientId,
        code_verifier: verifier,
      };
      const answer = await fetchJson(token, { method: 'POST', body: new URLSearchParams(form) });
      return checked(parseIdentityToken(String(get(answer, 'id_token'))), issuer, nonce);
    },
  };
}

const secret = () => randomBytes(32).toString('base64url');

/** OpenID Connect Core 3.1.3.7, what is not Fulcio's to check. */
function checked(token: IdentityToken, issuer: string, nonce: string): IdentityToken {
  if (token.nonce === nonce && token.issuer === issuer && token.audience.includes(clientId)) return token;
  throw new TufError('login', 'The answer to the login belongs to another login.', { hint: 'Try the login again.' });
}

async function discover(issuer: string): Promise<{ authorize: string; token: string }> {
  const configuration = await fetchJson(`${issuer}/.well-known/openid-configuration`);
  const [authorize, token] = ['authorization_endpoint', 'token_endpoint'].map((name) => get(configuration, name));
  if (typeof authorize !== 'string' || typeof token !== 'string' || ![authorize, token].every(isPage)) {
    throw new TufError('signer', `${issuer} does not say where to log in`);
  }
  return { authorize, token };
}

/** It is opened in a browser: a web page, and nothing else that a browser might start. */
const isPage = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

async function fetchJson(url: string, init: RequestInit = {}): Promise<JsonObject> {
  const { status, bytes } = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout) })
    .then(async (response) => ({ status: response.status, bytes: await response.arrayBuffer() }))
    .catch((cause: unknown) => {
      throw new TufError('signer', `${new URL(url).origin} cannot be reached`, {
        hint: 'Look at the network, and at https://status.sigstore.dev; then try again.',
        cause,
      });
    });
  const answer = objectIn(new Uint8Array(bytes));
  if (status < 400 && answer) return answer;
  const said = answer && (get(answer, 'error_description') ?? get(answer, 'error'));
  throw new TufError('login', `The login was refused: ${typeof said === 'string' ? said : `status ${status}`}.`, {
    hint: 'Try the login again; a code can be used once, and for a few minutes.',
  });
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const json = parseJson(bytes, { bytes: 65_536 });
    return isObject(json) ? json : undefined;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}
