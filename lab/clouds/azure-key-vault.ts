/**
 * Azure Key Vault on one machine: reading and signing with keys, by the REST calls that the official SDK makes ("Key Vault REST API"), over
 * TLS as it wants, with the 401 challenge before the first token; and the token endpoint of Entra ID.
 */
import { randomBytes } from 'node:crypto';
import { localCertificate } from './certificate.ts';
import { type Fault, Faults, type Stub } from './fault.ts';
import { type Exchange, listenWith } from './listen-tls.ts';
import { type DigestToSign, newStubKey, type StubKey } from './stub-key.ts';

export interface AzureKeyVault extends Stub {
  /** For TUF_ON_CI_AZURE_KEY_VAULT and TUF_ON_CI_AZURE_LOGIN. */
  readonly url: string;
  /** What a client has to trust (NODE_EXTRA_CA_CERTS). */
  readonly cert: string;
  /** A new version of a key; gives its version. */
  addKey(name: string, kind: 'P-256' | 'P-384' | 'P-521' | 'RSA'): string;
  disable(name: string, version: string): void;
  /** Which assertions (JWTs) and secrets the token endpoint was given. */
  readonly logins: readonly Readonly<Record<string, string>>[];
  /** The token endpoint refuses. */
  refuseLogins(): void;
}

export const azureTenant = '11111111-2222-3333-4444-555555555555';

interface Version {
  readonly key: StubKey;
  enabled: boolean;
}

const hashes = { 256: 'sha256', 384: 'sha384', 512: 'sha512' } as const;

export async function startAzureKeyVault(): Promise<AzureKeyVault> {
  const certificate = await localCertificate();
  const faults = new Faults();
  const keys = new Map<string, Map<string, Version>>();
  const tokens = new Set<string>();
  const logins: Record<string, string>[] = [];
  const state = { refusing: false };

  function login(exchange: Exchange) {
    const form = Object.fromEntries(new URLSearchParams(exchange.body));
    logins.push(form);
    if (state.refusing) {
      const error_description =
        'AADSTS700213: No matching federated identity record found for presented assertion subject.';
      exchange.json(401, { error: 'invalid_client', error_description, error_codes: [700213] });
      return;
    }
    const access_token = randomBytes(16).toString('hex');
    tokens.add(access_token);
    exchange.json(200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token });
  }

  const server = await listenWith((exchange) => {
    if (/\/oauth2\/v2\.0\/token$/.test(exchange.path)) return login(exchange);
    if (exchange.path.endsWith('/.well-known/openid-configuration')) return discovery(exchange, server.url);
    const [, collection, name = '', version = '', action] = exchange.path.split('/');
    if (collection !== 'keys') return exchange.json(404, {});
    const token = /^Bearer (.+)$/.exec(exchange.request.headers.authorization ?? '')?.[1];
    if (token === undefined || !tokens.has(token)) return challenge(exchange, server.url);
    const fault = faults.next(action === 'sign' ? 'sign' : 'get');
    if (fault && refuse(exchange, fault, server.url)) return;
    const versions = keys.get(name);
    const number = version === '' ? [...(versions?.keys() ?? [])].at(-1) : version;
    const found = number === undefined ? undefined : versions?.get(number);
    if (!found) return problem(exchange, 404, 'KeyNotFound', `A key with (name/id) ${name}/${version} was not found.`);
    const kid = `https://example.vault.azure.net/keys/${name}/${number}`;
    if (action !== 'sign')
      return exchange.json(200, { key: jwkOf(found, kid), attributes: { enabled: found.enabled } });
    if (!found.enabled) return void refuse(exchange, 'disabled', server.url);
    sign(exchange, found.key, kid, fault === 'damaged' || fault === 'lying');
  }, certificate);

  return {
    url: server.url,
    cert: certificate.cert,
    calls: faults.calls,
    logins,
    fail: (fault, times) => faults.fail(fault, times),
    heal: () => faults.heal(),
    refuseLogins: () => {
      state.refusing = true;
    },
    addKey(name, kind) {
      const version = randomBytes(16).toString('hex');
      const versions = keys.get(name) ?? new Map<string, Version>();
      keys.set(name, versions.set(version, { key: newStubKey(kind), enabled: true }));
      return version;
    },
    disable(name, version) {
      const found = keys.get(name)?.get(version);
      if (found) found.enabled = false;
    },
    close: server.close,
  };
}

/** What the login library reads before it asks for a token. */
function discovery(exchange: Exchange, url: string) {
  const authority = `${url}/${azureTenant}`;
  exchange.json(200, {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  });
}

function challenge(exchange: Exchange, url: string) {
  const header = `Bearer authorization="${url}/${azureTenant}", resource="https://vault.azure.net"`;
  exchange.json(
    401,
    { error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer token.' } },
    {
      'www-authenticate': header,
    },
  );
}

function problem(exchange: Exchange, status: number, code: string, message: string, inner?: string) {
  exchange.json(status, { error: { code, message, ...(inner && { innererror: { code: inner } }) } });
}

/** Whether the fault is one that ends the exchange. */
function refuse(exchange: Exchange, fault: Fault, url: string): boolean {
  switch (fault) {
    case 'disabled':
      problem(exchange, 403, 'Forbidden', 'Operation sign is not allowed on a disabled key.', 'KeyDisabled');
      return true;
    case 'denied':
      problem(exchange, 403, 'Forbidden', 'Caller is not authorized to perform action on resource.', 'ForbiddenByRbac');
      return true;
    case 'off':
      problem(exchange, 403, 'Forbidden', 'Client address is not authorized.', 'ForbiddenByFirewall');
      return true;
    case 'throttled':
      problem(exchange, 429, 'Throttled', 'Request was not processed because too many requests were received.');
      return true;
    case 'unauthenticated':
      challenge(exchange, url);
      return true;
    default:
      return exchange.fail(fault);
  }
}

function jwkOf({ key }: Version, kid: string): object {
  return { kid, key_ops: ['sign', 'verify'], ...key.publicKey?.export({ format: 'jwk' }) };
}

function sign(exchange: Exchange, key: StubKey, kid: string, spoilt: boolean) {
  const { alg, value } = JSON.parse(exchange.body) as { alg: string; value: string };
  const digest = Buffer.from(value, 'base64url');
  const hash = hashes[Number(alg.slice(2)) as keyof typeof hashes];
  const expected = { 'P-256': ['ES256'], 'P-384': ['ES384'], 'P-521': ['ES512'] }[key.kind as string] ?? [
    ...['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
  ];
  if (!expected.includes(alg) || digest.length !== Number(hash.slice(3)) / 8) {
    return problem(exchange, 400, 'BadParameter', `Key and signing algorithm are incompatible: ${key.kind}, ${alg}.`);
  }
  const request: DigestToSign = { digest, hash, padding: alg.startsWith('RS') ? 'pkcs1' : 'pss' };
  const signature = Buffer.from(key.signDigest(request, 'raw'));
  if (spoilt) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  exchange.json(200, { kid, value: signature.toString('base64url') });
}
