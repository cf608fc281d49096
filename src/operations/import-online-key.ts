/** Importing the public half of an online key (SPEC A7 *online key*): from what was typed to the key object with its URI. */
import { onlineUriField } from '../deployment/custom-fields.ts';
import { formatSignerUri, parseSignerUri, type SignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import type { OnlineKeyChoice, OnlineKeys } from '../ports/online-keys.ts';
import type { PublicHalf } from '../ports/remote-key.ts';
import { objectOf } from '../tuf/json.ts';
import { keyFromSpki } from '../tuf/key-from-public-key.ts';

/** What the world has to answer. Every function throws TufError('signer') or TufError('login'). */
export interface OnlineKeyPorts {
  /** The public half of what a URI names, and the schemes that it signs with. */
  readPublicHalf(uri: SignerUri): Promise<PublicHalf>;
  newestAzureVersion(name: { vault: string; name: string }): Promise<string>;
  newestVaultVersion(name: string): Promise<number>;
}

export function onlineKeys(ports: OnlineKeyPorts): OnlineKeys {
  async function read(uri: SignerUri): Promise<PublicHalf> {
    const text = formatSignerUri(uri);
    const reading = parseSignerUri(text);
    // What was typed must come back from metadata as the same signer.
    if (reading.ok && reading.uri.kind === uri.kind) return ports.readPublicHalf(reading.uri);
    throw new TufError('usage', `${text} names no key: ${reading.ok ? 'it is ambiguous' : reading.problem}`);
  }

  return {
    async import(choice) {
      const uri = await uriOf(choice, ports);
      const { spki, schemes } = await read(uri);
      const scheme = choice.kind === 'awskms' ? choice.scheme : schemes[0];
      if (scheme === undefined || !schemes.includes(scheme)) {
        throw new TufError('key', `${formatSignerUri(uri)} does not sign with ${scheme}`, {
          hint: `It signs with ${schemes.join(', ')}.`,
        });
      }
      return keyFromSpki(spki, objectOf([[onlineUriField, formatSignerUri(uri)]]), scheme);
    },
    schemesOf: async (keyId) => (await read(awsKey(keyId))).schemes,
  };
}

async function uriOf(choice: OnlineKeyChoice, ports: OnlineKeyPorts): Promise<SignerUri> {
  switch (choice.kind) {
    case 'file2':
      return { kind: 'file2', path: choice.path };
    case 'gcpkms':
      return {
        kind: 'gcpkms',
        keyVersion: choice.keyVersion.trim().replace(/^(gcpkms:|\/\/cloudkms\.googleapis\.com\/)/, ''),
      };
    case 'awskms':
      return awsKey(choice.keyId);
    case 'azurekms':
      return newestAzureKey(choice, ports);
    case 'hv': {
      const name = choice.name.trim().replace(/^hv:/, '');
      requireName(/^[\w-][\w.-]*$/, name, 'a key in Vault');
      return { kind: 'hv', name, version: choice.version ?? (await ports.newestVaultVersion(name)) };
    }
  }
}

function awsKey(keyId: string): SignerUri {
  return { kind: 'awskms', keyId: keyId.trim().replace(/^awskms:/, '') };
}

async function newestAzureKey(
  choice: { readonly vault: string; readonly name: string },
  ports: OnlineKeyPorts,
): Promise<SignerUri> {
  const typed = choice.vault
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
  const vault = typed.includes('.') ? typed : `${typed}.vault.azure.net`;
  const name = choice.name.trim();
  requireName(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, vault, 'a key vault');
  requireName(/^[a-z0-9-]+$/i, name, 'a key in a key vault');
  return { kind: 'azurekms', vault, name, version: await ports.newestAzureVersion({ vault, name }) };
}

function requireName(form: RegExp, name: string, what: string): void {
  if (!form.test(name)) throw new TufError('usage', `"${name}" is no name of ${what}`);
}
