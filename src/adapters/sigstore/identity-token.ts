/**
 * Whom an OIDC token is of, as Fulcio would certify it. Nobody here verifies the token's own signature: it comes over TLS from who issued
 * it, Fulcio verifies it, and what counts in the end is the certificate.
 */
import { TufError } from '../../errors.ts';
import type { SigstoreName } from '../../ports/person-login.ts';
import { get, isObject, type Json, type JsonObject } from '../../tuf/json.ts';
import { parseJson } from '../../tuf/strict-json.ts';

export interface IdentityToken {
  readonly text: string;
  /** Undefined for an issuer of whose identities nothing is known here: the certificate tells. */
  readonly name: SigstoreName | undefined;
  readonly audience: readonly string[];
  readonly issuer: string;
  readonly nonce: string | undefined;
  /** Unix seconds. */
  readonly expires: number;
}

/** @throws TufError('login') when it is no such token, or its email address is not verified. The text is never in the message. */
export function parseIdentityToken(text: string): IdentityToken {
  const claims = claimsOf(text);
  const issuer = claims && textIn(claims, 'iss');
  if (!claims || issuer === undefined)
    throw new TufError('login', 'The answer to the login is no identity token.', again);
  const expires = get(claims, 'exp');
  const audience = get(claims, 'aud');
  return {
    text,
    name: nameIn(claims, issuer),
    audience: (Array.isArray(audience) ? audience : [audience]).filter((name) => typeof name === 'string'),
    issuer,
    nonce: textIn(claims, 'nonce'),
    expires: typeof expires === 'number' ? expires : 0,
  };
}

const again = { hint: 'Try the login again.' };

function claimsOf(text: string): JsonObject | undefined {
  const parts = text.split('.');
  if (parts.length !== 3 || text.length > 65_536) return undefined;
  try {
    const claims = parseJson(Buffer.from(parts[1] as string, 'base64url'));
    return isObject(claims) ? claims : undefined;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

function textIn(object: JsonObject, name: string): string | undefined {
  const value: Json | undefined = get(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A person by email address and the connector that knows them; a workflow of GitHub by its file (Fulcio: "OIDC usage"). */
function nameIn(claims: JsonObject, issuer: string): SigstoreName | undefined {
  const workflow = textIn(claims, 'job_workflow_ref');
  if (workflow !== undefined) return { identity: `https://github.com/${workflow}`, issuer };
  const email = textIn(claims, 'email');
  if (email === undefined) return undefined;
  if (get(claims, 'email_verified') !== true) {
    throw new TufError('login', `The email address ${email} is not verified.`, {
      hint: 'Verify it with the account that you log in with, and log in again.',
    });
  }
  const federated = get(claims, 'federated_claims');
  return { identity: email, issuer: (isObject(federated) && textIn(federated, 'connector_id')) || issuer };
}
