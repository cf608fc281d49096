/** Signing with a Sigstore of one's own: the clients of @sigstore/sign, as whoever the story says. */
import { createHash } from 'node:crypto';
import { type Bundle, bundleToJSON } from '@sigstore/bundle';
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
  type Witness,
} from '@sigstore/sign';
import type { JsonObject } from '../../src/tuf/json.ts';
import { type SigstoreFaults, type SigstoreServices, startSigstoreServices } from './sigstore-services.ts';

/** Whom a login is of. */
export interface Login {
  readonly identity: string;
  readonly issuer: string;
}

export const workflow = (at: string): Login => ({
  identity: `https://github.com/octo/tuf/.github/workflows/${at}`,
  issuer: 'https://token.actions.githubusercontent.com',
});
export const onlineSign = workflow('online-sign.yml@refs/heads/main');
export const ann: Login = { identity: 'ann@example.com', issuer: 'https://github.com/login/oauth' };

export interface SigstoreSignature {
  /** base64 */
  readonly sig: string;
  readonly bundle: JsonObject;
}

export interface SignOptions {
  /** With a timestamp besides the log's. */
  readonly timestamp?: true;
  /** What the log is told that was signed. */
  readonly logged?: Uint8Array;
}

export interface Sigstore extends SigstoreServices {
  sign(bytes: Uint8Array, login: Login, options?: SignOptions): Promise<SigstoreSignature>;
  /** A signature over an envelope that holds the bytes: another kind of bundle. */
  signEnvelope(bytes: Uint8Array, login: Login): Promise<SigstoreSignature>;
}

export async function startSigstore(faults: SigstoreFaults = {}): Promise<Sigstore> {
  const services = await startSigstoreServices(faults);
  const { url } = services;
  const signerOf = (login: Login) =>
    new FulcioSigner({ fulcioBaseURL: url, identityProvider: { getToken: async () => tokenOf(login) } });
  const rekor = new RekorWitness({ rekorBaseURL: url });
  return {
    ...services,
    async sign(bytes, login, { timestamp, logged } = {}) {
      const witnesses: Witness[] = [
        { testify: (content, key) => rekor.testify(logged ? withDigest(content, logged) : content, key) },
        ...(timestamp ? [new TSAWitness({ tsaBaseURL: url })] : []),
      ];
      const builder = new MessageSignatureBundleBuilder({ signer: signerOf(login), witnesses });
      const bundle = await builder.create({ data: Buffer.from(bytes) });
      if (logged) bundle.content = withDigest(bundle.content, logged);
      const json = bundleToJSON(bundle);
      return { sig: json.messageSignature!.signature, bundle: asRead(json) };
    },
    async signEnvelope(bytes, login) {
      const builder = new DSSEBundleBuilder({ signer: signerOf(login), witnesses: [rekor] });
      const json = bundleToJSON(await builder.create({ data: Buffer.from(bytes), type: 'application/json' }));
      return { sig: json.dsseEnvelope!.signatures[0]!.sig, bundle: asRead(json) };
    },
  };
}

/** As it comes out of a file. */
const asRead = (json: unknown): JsonObject => JSON.parse(JSON.stringify(json));

/** Nobody here checks who signed a token. */
function tokenOf({ identity, issuer }: Login): string {
  const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: identity, iss: issuer })}.x`;
}

/** The same signature, said to be over other bytes. */
function withDigest<C extends Bundle['content']>(content: C, bytes: Uint8Array): C {
  if (content.$case !== 'messageSignature') return content;
  const { messageSignature } = content;
  const messageDigest = { ...messageSignature.messageDigest, digest: createHash('sha256').update(bytes).digest() };
  return { ...content, messageSignature: { ...messageSignature, messageDigest } };
}
