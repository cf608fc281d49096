/** Signing a role in a clone, with a test key: what `tuf-on-ci-sign` does for a maintainer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner } from '../../src/adapters/signers/file.ts';
import { keyOwner } from '../../src/deployment/custom-fields.ts';
import { metadataPath, rootHistoryPath } from '../../src/deployment/layout.ts';
import {
  attachSignature,
  canonicalJson,
  createSignatureVerifier,
  delegationsOf,
  type Metadata,
  parseJson,
  payloadOf,
  readMetadata,
  type Signers,
  signersOf,
  typeOfRole,
  writeJson,
} from '../../src/tuf/index.ts';
import { keyFileOf, type PersonName, userName } from './test-keys.ts';

const verifier = createSignatureVerifier();

/** Puts the person's signature into the role's file; nothing is committed. Throws when the role asks for no key of theirs. */
export async function signRole(clone: string, role: string, person: PersonName): Promise<void> {
  const metadata = readRole(clone, role);
  const signer = signersOf(signersOfRole(clone, role)).find(({ key }) => keyOwner(key) === userName(person));
  if (!signer) throw new Error(`${userName(person)} has no key for ${role}`);
  const { keyid, key } = signer;
  const payload = payloadOf(canonicalJson(metadata.signed));
  const signature = await (await fileSigner(keyFileOf(person), key)).sign(payload.bytes);
  const bytes = writeJson(attachSignature(metadata, payload, keyid, key, signature, verifier));
  writeFileSync(join(clone, metadataPath(role)), bytes);
  if (role === 'root') writeFileSync(join(clone, rootHistoryPath(metadata.signed.version)), bytes);
}

/** The metadata of a role in a checkout. */
export function readRole(checkout: string, role: string): Metadata {
  const reading = readMetadata(parseJson(readFileSync(join(checkout, metadataPath(role)))), typeOfRole(role));
  if (!reading.ok) throw new Error(`${metadataPath(role)} is no metadata of ${role}`);
  return reading.metadata;
}

function signersOfRole(clone: string, role: string): Signers {
  const root = readRole(clone, 'root').signed;
  if (root._type === 'root' && root.roles[role]) return { role: root.roles[role], keys: root.keys };
  const delegations = delegationsOf(readRole(clone, 'targets').signed);
  const delegated = delegations?.roles.find(({ name }) => name === role);
  if (!delegations || !delegated) throw new Error(`Nobody delegates to ${role}`);
  return { role: delegated, keys: delegations.keys };
}
