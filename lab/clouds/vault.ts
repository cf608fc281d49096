/**
 * HashiCorp Vault's transit engine on one machine, as much as online signing asks of it ("Transit secrets engine (API)"). OpenBao itself is
 * tried in test/interop.
 */
import type { Certificate } from './certificate.ts';
import { type Fault, Faults, type Stub } from './fault.ts';
import { type Exchange, listenWith } from './listen-tls.ts';
import { newStubKey, type StubKey } from './stub-key.ts';

export interface Vault extends Stub {
  /** For VAULT_ADDR; VAULT_TOKEN is `vaultToken`. */
  readonly url: string;
  /** The namespaces that were asked for. */
  readonly namespaces: readonly string[];
  /** A new version; gives its number. */
  addKey(name: string): number;
}

export const vaultToken = 'hvs.example';

export async function startVault(certificate?: Certificate): Promise<Vault> {
  const faults = new Faults();
  const keys = new Map<string, StubKey[]>();
  const namespaces: string[] = [];
  const server = await listenWith((exchange) => {
    const [, action = '', name = ''] = /^\/v1\/transit\/(sign|keys)\/([^/]+)$/.exec(exchange.path) ?? [];
    const fault = faults.next(action);
    namespaces.push(String(exchange.request.headers['x-vault-namespace'] ?? ''));
    if (exchange.request.headers['x-vault-token'] !== vaultToken) {
      return exchange.json(403, { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] });
    }
    if (fault && refuse(exchange, fault)) return;
    const versions = keys.get(decodeURIComponent(name));
    if (action === 'keys') return describe(exchange, versions);
    sign(exchange, versions, fault === 'lying' || fault === 'damaged');
  }, certificate);
  return {
    url: server.url,
    calls: faults.calls,
    namespaces,
    fail: (fault, times) => faults.fail(fault, times),
    heal: () => faults.heal(),
    addKey(name) {
      const versions = [...(keys.get(name) ?? []), newStubKey('Ed25519')];
      keys.set(name, versions);
      return versions.length;
    },
    close: server.close,
  };
}

const errors = (exchange: Exchange, status: number, ...said: string[]) => exchange.json(status, { errors: said });

/** Whether the fault is one that ends the exchange. */
function refuse(exchange: Exchange, fault: Fault): boolean {
  switch (fault) {
    case 'denied':
      errors(exchange, 403, '1 error occurred:\n\t* permission denied\n\n');
      return true;
    case 'unauthenticated':
      errors(exchange, 403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
      return true;
    case 'disabled':
      errors(
        exchange,
        500,
        '1 error occurred:\n\t* requested version for signing is less than the minimum encryption key version\n\n',
      );
      return true;
    case 'off':
      errors(exchange, 503, 'Vault is sealed');
      return true;
    case 'throttled':
      errors(exchange, 429, 'request path "transit/sign": rate limit quota exceeded');
      return true;
    default:
      return exchange.fail(fault);
  }
}

const rawKey = (key: StubKey) => Buffer.from(key.publicKey?.export({ format: 'jwk' }).x ?? '', 'base64url');

function describe(exchange: Exchange, versions: readonly StubKey[] | undefined) {
  if (!versions) return errors(exchange, 404);
  const keys = versions.map((key, i) => [i + 1, { name: 'ed25519', public_key: rawKey(key).toString('base64') }]);
  exchange.json(200, { data: { type: 'ed25519', derived: false, keys: Object.fromEntries(keys) } });
}

function sign(exchange: Exchange, versions: readonly StubKey[] | undefined, spoilt: boolean) {
  const { input, key_version } = JSON.parse(exchange.body) as { input: string; key_version: number };
  if (!versions) return errors(exchange, 400, 'signing key not found');
  const key = versions[key_version - 1];
  if (!key)
    return errors(
      exchange,
      500,
      '1 error occurred:\n\t* requested version for signing is higher than the latest key version\n\n',
    );
  const signature = Buffer.from(key.signMessage(Buffer.from(input, 'base64')));
  if (spoilt) signature[0] = (signature[0] ?? 0) ^ 1;
  exchange.json(200, { data: { signature: `vault:v${key_version}:${signature.toString('base64')}`, key_version } });
}
