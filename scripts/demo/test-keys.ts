/** The people of the sample repository and its online key. Their private keys are public (test/keys/README.md). */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSigner } from '../../src/adapters/signers/file.ts';
import { keyOwnerField, onlineUriField } from '../../src/deployment/custom-fields.ts';
import type { Signer } from '../../src/ports/signer.ts';
import { objectOf } from '../../src/tuf/json.ts';
import type { Key } from '../../src/tuf/key.ts';
import { keyFromPublicKey } from '../../src/tuf/key-from-public-key.ts';
import { keyId } from '../../src/tuf/keyid.ts';

/** The top of this checkout: the sample's online key is named relative to it. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export const onlineKeyFile = 'test/keys/online.pem';

export const people = ['alice', 'bob', 'carol'] as const;
export type PersonName = (typeof people)[number];

/** The user name of a made-up maintainer. */
export function userName(person: PersonName): string {
  return `@tuf-test-${person}`;
}

export function keyFileOf(person: PersonName): string {
  return join(projectFolder, 'test', 'keys', `${person}.pem`);
}

export interface TestKey {
  readonly keyid: string;
  readonly key: Key;
  readonly signer: Signer;
}

export function keyOf(person: PersonName): Promise<TestKey> {
  return readTestKey(keyFileOf(person), keyOwnerField, userName(person));
}

export function onlineKey(): Promise<TestKey> {
  return readTestKey(join(projectFolder, onlineKeyFile), onlineUriField, `file2:${onlineKeyFile}`);
}

async function readTestKey(file: string, field: string, value: string): Promise<TestKey> {
  const publicKey = createPublicKey(createPrivateKey(readFileSync(file)));
  const key = keyFromPublicKey(publicKey, objectOf([[field, value]]));
  return { keyid: keyId(key), key, signer: await fileSigner(file, key) };
}
