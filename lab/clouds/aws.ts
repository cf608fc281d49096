/**
 * AWS KMS and STS on one machine, as much as online signing asks of them: Sign and GetPublicKey (JSON 1.1, errors as the API reference names
 * them) and AssumeRoleWithWebIdentity (XML). An independent server of the same is tried in test/interop.
 */
import { randomUUID } from 'node:crypto';
import { type Fault, Faults, type Stub } from './fault.ts';
import { type Exchange, listenWith } from './listen-tls.ts';
import { type DigestToSign, newStubKey, type StubKey, type StubKind } from './stub-key.ts';

export interface Aws extends Stub {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Gives its key id. */
  addKey(kind: StubKind): string;
  disable(keyId: string): void;
  /** What STS was asked: role and token. */
  readonly logins: readonly Readonly<Record<string, string>>[];
  /** STS refuses. */
  refuseLogins(): void;
}

const specs: Readonly<Record<StubKind, readonly [spec: string, algorithms: readonly string[]]>> = {
  'P-256': ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  'P-384': ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  'P-521': ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  RSA: [
    'RSA_2048',
    ['PSS', 'PKCS1_V1_5'].flatMap((kind) => [256, 384, 512].map((size) => `RSASSA_${kind}_SHA_${size}`)),
  ],
  Ed25519: ['ECC_NIST_EDWARDS25519', ['ED25519_SHA_512', 'ED25519_PH_SHA_512']],
  'ML-DSA-44': ['ML_DSA_44', ['ML_DSA_SHAKE_256']],
  'ML-DSA-65': ['ML_DSA_65', ['ML_DSA_SHAKE_256']],
  'ML-DSA-87': ['ML_DSA_87', ['ML_DSA_SHAKE_256']],
};

interface Entry {
  readonly key: StubKey;
  enabled: boolean;
}

export async function startAws(): Promise<Aws> {
  const faults = new Faults();
  const keys = new Map<string, Entry>();
  const logins: Record<string, string>[] = [];
  const state = { refusing: false };
  const server = await listenWith((exchange) => {
    const operation = /^TrentService\.(.+)$/.exec(String(exchange.request.headers['x-amz-target']))?.[1];
    if (operation === undefined) return login(exchange, logins, state.refusing);
    const fault = faults.next(operation);
    if (!exchange.request.headers.authorization?.startsWith('AWS4-HMAC-SHA256')) {
      return problem(exchange, 400, 'MissingAuthenticationTokenException', 'Request is missing a signature');
    }
    if (fault && refuse(exchange, fault)) return;
    const input = JSON.parse(exchange.body) as Record<string, string>;
    const entry = keys.get(input['KeyId'] ?? '');
    if (!entry) return problem(exchange, 400, 'NotFoundException', `Key '${input['KeyId']}' does not exist`);
    if (operation === 'GetPublicKey') return describe(exchange, input['KeyId'] as string, entry.key);
    if (!entry.enabled) return void refuse(exchange, 'disabled');
    sign(exchange, input, entry.key, fault === 'lying' || fault === 'damaged');
  });
  return {
    url: server.url,
    calls: faults.calls,
    logins,
    fail: (fault, times) => faults.fail(fault, times),
    heal: () => faults.heal(),
    refuseLogins: () => {
      state.refusing = true;
    },
    addKey(kind) {
      const keyId = randomUUID();
      keys.set(keyId, { key: newStubKey(kind), enabled: true });
      return keyId;
    },
    disable(keyId) {
      const entry = keys.get(keyId);
      if (entry) entry.enabled = false;
    },
    close: server.close,
  };
}

function problem({ response }: Exchange, status: number, type: string, message: string) {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ __type: type, message }));
}

/** Whether the fault is one that ends the exchange. */
function refuse(exchange: Exchange, fault: Fault): boolean {
  switch (fault) {
    case 'disabled':
      problem(exchange, 400, 'DisabledException', 'The key is disabled.');
      return true;
    case 'denied':
    case 'off':
      problem(exchange, 400, 'AccessDeniedException', 'User is not authorized to perform: kms:Sign on resource');
      return true;
    case 'throttled':
      problem(exchange, 400, 'ThrottlingException', 'You have exceeded the rate at which you may call KMS.');
      return true;
    case 'unauthenticated':
      problem(exchange, 400, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
      return true;
    default:
      return exchange.fail(fault);
  }
}

function describe(exchange: Exchange, KeyId: string, key: StubKey) {
  const [KeySpec, SigningAlgorithms] = specs[key.kind];
  const PublicKey = key.publicKey?.export({ type: 'spki', format: 'der' }).toString('base64');
  exchange.json(200, { KeyId, KeySpec, SigningAlgorithms, PublicKey, KeyUsage: 'SIGN_VERIFY' });
}

function sign(exchange: Exchange, input: Readonly<Record<string, string>>, key: StubKey, spoilt: boolean) {
  const { KeyId, SigningAlgorithm = '', MessageType } = input;
  const message = Buffer.from(input['Message'] ?? '', 'base64');
  if (!specs[key.kind][1].includes(SigningAlgorithm)) {
    const said = `Algorithm ${SigningAlgorithm} is incompatible with key spec ${specs[key.kind][0]}.`;
    return problem(exchange, 400, 'InvalidKeyUsageException', said);
  }
  if (message.length > 4096) return problem(exchange, 400, 'ValidationException', 'The message is too long');
  const hash = `sha${SigningAlgorithm.slice(-3)}` as DigestToSign['hash'];
  if (MessageType === 'DIGEST' && message.length !== Number(hash.slice(3)) / 8) {
    return problem(exchange, 400, 'ValidationException', 'Digest is invalid length for algorithm');
  }
  const padding = SigningAlgorithm.includes('PKCS1') ? 'pkcs1' : 'pss';
  const made =
    MessageType === 'DIGEST' ? key.signDigest({ digest: message, hash, padding }, 'der') : key.signMessage(message);
  const signature = Buffer.from(made);
  if (spoilt) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  exchange.json(200, { KeyId, SigningAlgorithm, Signature: signature.toString('base64') });
}

function login({ body, response }: Exchange, logins: Record<string, string>[], isRefusing: boolean) {
  const form = Object.fromEntries(new URLSearchParams(body));
  logins.push(form);
  response.writeHead(isRefusing ? 403 : 200, { 'content-type': 'text/xml' });
  response.end(
    isRefusing
      ? '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error><RequestId>1</RequestId></ErrorResponse>'
      : `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  );
}
