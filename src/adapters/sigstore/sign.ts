/**
 * Keyless signatures (SPEC A4): a certificate of Fulcio for an identity, a signature with its short-lived key, and an entry in the log of
 * Rekor. The log is public and for ever, so whom the certificate is for is compared before anything is sent there.
 */
import { bundleToJSON } from '@sigstore/bundle';
import { FulcioSigner, MessageSignatureBundleBuilder, RekorWitness, type Signer } from '@sigstore/sign';
import { TufError } from '../../errors.ts';
import type { SigstoreName } from '../../ports/person-login.ts';
import type { SignatureFields } from '../../ports/signer.ts';
import { isObject } from '../../tuf/json.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import type { SigstoreCheck } from '../../tuf/verify.ts';
import { extensionsOf } from './certificate-extensions.ts';
import { isCertifiedFor } from './certificate-identity.ts';
import type { IdentityToken } from './identity-token.ts';

export interface SigningServices {
  /** Base URLs, without a slash at the end. */
  readonly fulcio: string;
  readonly rekor: string;
}

export interface SigstoreSigning {
  readonly services: SigningServices;
  /** Our own verification: what it refuses is not used. */
  readonly check: SigstoreCheck;
  /** Milliseconds for each request. Default: 20,000. */
  readonly timeout?: number;
}

/**
 * @throws TufError('login') when the token is somebody else's, TufError('signer') when Fulcio or Rekor fail, certify another identity, or
 * make what does not verify
 */
export async function signAs(
  name: SigstoreName,
  token: IdentityToken,
  payload: Uint8Array,
  { services, check, timeout = 20_000 }: SigstoreSigning,
): Promise<SignatureFields> {
  if (token.name && !isSame(token.name, name)) throw somebodyElse(token.name, name);
  const options = { timeout, retry: { retries: 2, minTimeout: 500, maxTimeout: 2_000 } };
  const fulcio = new FulcioSigner({
    ...options,
    fulcioBaseURL: services.fulcio,
    identityProvider: { getToken: async () => token.text },
  });
  const builder = new MessageSignatureBundleBuilder({
    signer: certifiedFor(name, fulcio),
    witnesses: [new RekorWitness({ ...options, rekorBaseURL: services.rekor })],
  });
  const made = await builder.create({ data: Buffer.from(payload) }).catch((cause: unknown) => {
    throw serviceError(cause);
  });
  const json = bundleToJSON(made);
  const bundle = parseJson(Buffer.from(JSON.stringify(json)));
  const sig = json.messageSignature?.signature;
  if (!sig || !isObject(bundle) || !check(bundle, payload, name.identity, name.issuer, sig)) throw notVerified();
  return { sig, bundle };
}

const isSame = (a: SigstoreName, b: SigstoreName) => a.identity === b.identity && a.issuer === b.issuer;

const spoken = ({ identity, issuer }: SigstoreName) => `${identity} (as ${issuer} says)`;

function somebodyElse(found: SigstoreName, wanted: SigstoreName): TufError {
  return new TufError('login', `The login is that of ${spoken(found)}, but the key is that of ${spoken(wanted)}.`, {
    hint: 'Log in with the account of the key; or, when the key is to be another, replace it with tuf-on-ci-delegate.',
  });
}

/** The signer, stopped between its certificate and the log when that is for another name. */
function certifiedFor(name: SigstoreName, signer: Signer): Signer {
  return {
    async sign(data) {
      const signed = await signer.sign(data);
      const pem = signed.key.$case === 'x509Certificate' ? signed.key.certificate : '';
      if (isCertifiedFor(extensionsOf(pem), name.identity, name.issuer)) return signed;
      throw new TufError('login', `Sigstore certified another identity than ${spoken(name)}; nothing was published.`, {
        hint: 'Log in with the account of the key. A workflow must be the file, on the branch, that the key names.',
      });
    },
  };
}

/** Causes may hold the token: their messages alone are told. */
function serviceError(cause: unknown): TufError {
  if (cause instanceof TufError) {
    return cause.code === 'key'
      ? new TufError('signer', `Fulcio answered with what is no certificate: ${cause.message}`)
      : cause;
  }
  const { code = '', message } = cause as { code?: string; message: string };
  const who = code.startsWith('TLOG_') ? 'the transparency log (Rekor)' : 'the certificate authority (Fulcio)';
  return new TufError('signer', `Signing with Sigstore failed at ${who}: ${message}.`, {
    hint: 'Try again; whether Sigstore works is told at https://status.sigstore.dev.',
  });
}

function notVerified(): TufError {
  return new TufError('signer', 'The Sigstore signature that was made does not verify; it is not used.', {
    hint: 'The trust root must be that of the Sigstore instance that signs: look at TUF_ON_CI_SIGSTORE_TRUSTED_ROOT.',
  });
}
