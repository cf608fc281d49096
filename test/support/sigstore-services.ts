/**
 * A Sigstore of one's own on loopback: certificate authority, certificate log, transparency log and timestamps of @sigstore/mock behind a
 * web server, and the trust root that believes them. Each has keys of its own.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';
import { listen } from '../../lab/listen.ts';
import type { JsonObject } from '../../src/tuf/json.ts';
import { DerReader, derOf, derTag } from '../../src/tuf/keys/der.ts';

export interface SigstoreFaults {
  /** When the transparency log takes entries to arrive; default: when they do. */
  readonly logTime?: Date;
  /** Certificates come without the proof that a certificate log has them. */
  readonly withoutCertificateLog?: true;
}

export interface SigstoreServices {
  /** Ends without `/`; Fulcio, Rekor and timestamps are all here. */
  readonly url: string;
  /** What a `trusted_root.json` that believes them says. */
  readonly trustedRoot: JsonObject;
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startSigstoreServices(faults: SigstoreFaults = {}): Promise<SigstoreServices> {
  const handlers = new Map<string, ReturnType<typeof rekorHandler>['fn']>();
  const requests: string[] = [];
  const { url: address, close } = await listen(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { statusCode, response: body } = await handlers.get(request.url!)!(Buffer.concat(pieces).toString());
    response.writeHead(statusCode, { 'Content-Type': 'application/json' }).end(body);
  });
  const url = address.slice(0, -1);
  const caKeys = keyPair();
  const ctLog = await certificateLog(caKeys);
  const ca = await certificateAuthority(caKeys, faults.withoutCertificateLog ? undefined : ctLog);
  const tlog = await initializeTLog(url, keyPair(), faults.logTime);
  const tsa = await timestampAuthority();
  for (const { path, fn } of [fulcioHandler(ca), rekorHandler(tlog), tsaHandler(tsa)]) {
    handlers.set(path, (body) => {
      requests.push(path);
      return fn(path === '/api/v2/signingCert' ? withCertifiedName(body) : body);
    });
  }
  const root = TrustedRoot.toJSON({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logInstance(url, tlog.publicKey)],
    certificateAuthorities: [authority(url, ca.rootCertificate)],
    ctlogs: [logInstance(url, ctLog.publicKey)],
    timestampAuthorities: [authority(url, tsa.intCertificate, tsa.rootCertificate)],
  });
  return { url, trustedRoot: JSON.parse(JSON.stringify(root)), requests, close };
}

/**
 * The mock certifies `sub` and `iss`. Fulcio certifies a person's email address and the connector that knows it, and the file of a
 * workflow: the request for them, put so that the mock does the same.
 */
function withCertifiedName(body: string): string {
  const request = JSON.parse(body);
  const [head, payload, signature] = request.credentials.oidcIdentityToken.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const { email, federated_claims: federated, job_workflow_ref: workflow } = claims;
  if (email !== undefined) Object.assign(claims, { sub: email, iss: federated?.connector_id ?? claims.iss });
  if (workflow !== undefined) claims.sub = `https://github.com/${workflow}`;
  const told = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return JSON.stringify({ ...request, credentials: { oidcIdentityToken: `${head}.${told}.${signature}` } });
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
type Keys = ReturnType<typeof keyPair>;
type CertificateLog = Awaited<ReturnType<typeof initializeCTLog>>;
type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>;
type Bytes = ArrayBufferView<ArrayBuffer>;

async function certificateLog(keys: Keys): Promise<CertificateLog> {
  const log = await initializeCTLog(keys);
  return {
    publicKey: log.publicKey,
    logID: log.logID,
    log: (certificate, issuer) => log.log(withEmailName(new Uint8Array(certificate)).buffer, issuer),
  };
}

async function certificateAuthority(keys: Keys, log: CertificateLog | undefined): Promise<CertificateAuthority> {
  const ca = await initializeCA(keys, log);
  return {
    rootCertificate: ca.rootCertificate,
    issueCertificate: async (asked) =>
      signedAgain(withEmailName(bytesOf(await ca.issueCertificate(asked))), keys.privateKey),
  };
}

/** At whole seconds: how the mock writes the others, one in ten cannot be read. */
async function timestampAuthority(): Promise<Awaited<ReturnType<typeof initializeTSA>>> {
  const clock = new Date();
  const tsa = await initializeTSA(keyPair(), clock);
  return {
    rootCertificate: tsa.rootCertificate,
    intCertificate: tsa.intCertificate,
    timestamp(request) {
      clock.setTime(Math.floor(Date.now() / 1000) * 1000);
      return tsa.timestamp(request);
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Bytes) => Buffer.from(buffer, byteOffset, byteLength);

/** The mock certifies everybody as a URI. Fulcio certifies people by email address: the same text under another tag. */
function withEmailName(certificate: Uint8Array): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(certificate);
  const view = Buffer.from(changed.buffer);
  const name = view.indexOf(0x86, view.indexOf(Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x11])));
  const text = view.subarray(name + 2, name + 2 + view[name + 1]!).toString();
  if (text.includes('@') && !text.includes(':')) view[name] = 0x81;
  return changed;
}

/** The certificate under a signature that is right for what it says now. */
function signedAgain(certificate: Uint8Array, caKey: KeyObject): Uint8Array<ArrayBuffer> {
  const parts = new DerReader(new DerReader(certificate).read(derTag.sequence));
  const toBeSigned = derOf(derTag.sequence, parts.read(derTag.sequence));
  const algorithm = derOf(derTag.sequence, parts.read(derTag.sequence));
  const signature = derOf(derTag.bitString, Buffer.from([0]), signBytes('sha384', toBeSigned, caKey));
  return new Uint8Array(derOf(derTag.sequence, toBeSigned, algorithm, signature));
}

const always = { start: new Date(0), end: undefined };

const logInstance = (baseUrl: string, rawBytes: Buffer) => ({
  baseUrl,
  hashAlgorithm: HashAlgorithm.SHA2_256,
  publicKey: { rawBytes, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor: always },
  logId: { keyId: createHash('sha256').update(rawBytes).digest() },
  checkpointKeyId: undefined,
  operator: 'a test',
});

const authority = (uri: string, ...certificates: Bytes[]) => ({
  subject: { commonName: 'sigstore', organization: 'sigstore.mock' },
  uri,
  certChain: { certificates: certificates.map((certificate) => ({ rawBytes: bytesOf(certificate) })) },
  validFor: always,
  operator: 'a test',
});
