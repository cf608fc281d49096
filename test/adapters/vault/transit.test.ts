/** How Vault is reached: the variables of its own tools, over TLS, and nowhere but where VAULT_ADDR says. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Certificate, localCertificate } from '../../../lab/clouds/certificate.ts';
import { listenWith } from '../../../lab/clouds/listen-tls.ts';
import { startVault, type Vault, vaultToken } from '../../../lab/clouds/vault.ts';
import { vaultKey } from '../../../src/adapters/vault/transit.ts';
import { cloudLogin } from '../../../src/cli/cloud-login.ts';
import { payloadOf } from '../../../src/tuf/payload.ts';
import { temporaryFolder } from '../../support/git.ts';

let certificate: Certificate;
let vault: Vault;
let variables: Record<string, string>;
beforeEach(async () => {
  certificate = await localCertificate();
  vault = await startVault(certificate);
  vault.addKey('tuf');
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, certificate.cert);
  variables = { VAULT_ADDR: vault.url, VAULT_TOKEN: vaultToken, VAULT_CACERT: file, TUF_ON_CI_SIGNER_TIMEOUT: '1' };
});
afterEach(() => vault.close());

const sign = (changes: Record<string, string> = {}) =>
  Promise.resolve()
    .then(() => vaultKey('tuf', 1, cloudLogin({ ...variables, ...changes })))
    .then((key) => key.sign(payloadOf(Buffer.from('x')), { family: 'ed25519' }));

describe('a key in Vault', () => {
  it('signs over TLS with an authority of one’s own, in a namespace', async () => {
    expect(await sign({ VAULT_NAMESPACE: 'team/tuf' })).toHaveLength(64);
    expect(vault.namespaces).toEqual(['team/tuf']);
  });

  it('is not asked when the server cannot be verified', async () => {
    await expect(sign({ VAULT_CACERT: '' })).rejects.toMatchObject({ code: 'signer' });
    expect(vault.calls).toEqual([]);
  });

  it.each([
    ['VAULT_ADDR', ''],
    ['VAULT_ADDR', 'vault.example.com'],
    ['VAULT_ADDR', 'ftp://vault.example.com'],
    ['VAULT_TOKEN', ''],
    ['VAULT_TOKEN', 'two\nlines'],
    ['VAULT_CACERT', '/nowhere/ca.pem'],
    ['VAULT_SKIP_VERIFY', 'true'],
  ])('needs sound variables: %s=%j', async (name, value) => {
    await expect(sign({ [name]: value })).rejects.toMatchObject({ code: 'login' });
    expect(vault.calls).toEqual([]);
  });

  it('does not follow Vault elsewhere with the token', async () => {
    const moved = await listenWith(({ response }) => {
      response.writeHead(307, { location: `${vault.url}/v1/transit/sign/tuf` }).end();
    });
    await expect(sign({ VAULT_ADDR: moved.url })).rejects.toMatchObject({ code: 'signer' });
    expect(vault.calls).toEqual([]);
    await moved.close();
  });

  it('is not believed when it answers something else', async () => {
    for (const body of [
      {},
      { data: null },
      { data: { signature: 'vault:v2:AAAA' } },
      { data: { signature: 'x' } },
      [],
    ]) {
      const strange = await listenWith(({ json }) => json(200, body));
      await expect(sign({ VAULT_ADDR: strange.url })).rejects.toMatchObject({ code: 'signer' });
      await strange.close();
    }
  });
});
