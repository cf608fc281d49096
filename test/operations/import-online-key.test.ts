/** From what a person typed to the key object that metadata gets (SPEC A7 *online key*). */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { onlineUri } from '../../src/deployment/custom-fields.ts';
import { formatSignerUri } from '../../src/deployment/signer-uri.ts';
import { onlineKeys } from '../../src/operations/import-online-key.ts';
import type { OnlineKeyChoice } from '../../src/ports/online-keys.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });

/** Services that have every key, and remember for which they were asked. */
function everywhere(schemes = ['ecdsa-sha2-nistp256'], publicHalf: Uint8Array = spki) {
  const asked: string[] = [];
  const keys = onlineKeys({
    async readPublicHalf(uri) {
      asked.push(formatSignerUri(uri));
      return { spki: publicHalf, schemes };
    },
    newestAzureVersion: async () => 'abc',
    newestVaultVersion: async () => 3,
  });
  return { asked, keys };
}

const version = 'projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1';

describe('importing an online key', () => {
  it.each<[OnlineKeyChoice, string]>([
    [{ kind: 'gcpkms', keyVersion: version }, `gcpkms:${version}`],
    [{ kind: 'gcpkms', keyVersion: ` gcpkms:${version} ` }, `gcpkms:${version}`],
    [{ kind: 'awskms', keyId: 'alias/tuf', scheme: 'ecdsa-sha2-nistp256' }, 'awskms:alias/tuf'],
    [{ kind: 'azurekms', vault: 'Tuf', name: 'Online' }, 'azurekms://tuf.vault.azure.net/keys/Online/abc'],
    [{ kind: 'azurekms', vault: 'https://tuf.vault.azure.cn/', name: 'k' }, 'azurekms://tuf.vault.azure.cn/keys/k/abc'],
    [{ kind: 'hv', name: 'tuf' }, 'hv:tuf/3'],
    [{ kind: 'hv', name: 'tuf', version: 1 }, 'hv:tuf/1'],
    [{ kind: 'file2', path: 'keys/online.pem' }, 'file2:keys/online.pem'],
  ])('%o', async (choice, uri) => {
    const { asked, keys } = everywhere();
    const key = await keys.import(choice);
    expect(onlineUri(key)).toBe(uri);
    expect(asked).toEqual([uri]);
    expect(key).toMatchObject({ keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256' });
    expect(Object.keys(key)).toEqual(['keytype', 'scheme', 'keyval', 'x-tuf-on-ci-online-uri']);
  });

  it.each<OnlineKeyChoice>([
    { kind: 'gcpkms', keyVersion: version.replace('/cryptoKeyVersions/1', '') },
    { kind: 'gcpkms', keyVersion: '' },
    { kind: 'awskms', keyId: 'a key', scheme: 'ecdsa-sha2-nistp256' },
    { kind: 'azurekms', vault: 'tuf/../x', name: 'k' },
    { kind: 'azurekms', vault: 'tuf', name: 'k/1?x=' },
    { kind: 'azurekms', vault: '', name: 'k' },
    { kind: 'hv', name: '../sys' },
    { kind: 'hv', name: 'tuf', version: 0 },
    { kind: 'file2', path: '' },
    { kind: 'file2', path: 'a\u0000b' },
  ])('asks nobody for what names no key: %o', async (choice) => {
    const { asked, keys } = everywhere();
    await expect(keys.import(choice)).rejects.toMatchObject({ code: 'usage' });
    expect(asked).toEqual([]);
  });

  it('takes the scheme that was chosen, when the key has it', async () => {
    const choice = (scheme: string) => ({ kind: 'awskms', keyId: 'k', scheme }) as const;
    const { keys } = everywhere(['rsassa-pss-sha256', 'ecdsa-sha2-nistp256']);
    expect((await keys.import(choice('ecdsa-sha2-nistp256'))).scheme).toBe('ecdsa-sha2-nistp256');
    await expect(keys.import(choice('rsassa-pss-sha512'))).rejects.toMatchObject({ code: 'key' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' });
    const restricted = everywhere(['rsassa-pss-sha256'], rsa).keys;
    await expect(restricted.import(choice('rsa-pkcs1v15-sha256'))).rejects.toMatchObject({ code: 'key' });
    // The service says so, and the public key does not fit.
    await expect(keys.import(choice('rsassa-pss-sha256'))).rejects.toMatchObject({ code: 'key' });
    expect(await keys.schemesOf('k')).toEqual(['rsassa-pss-sha256', 'ecdsa-sha2-nistp256']);
  });
});
