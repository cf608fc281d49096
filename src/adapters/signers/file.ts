/**
 * Signing with a private key in a file: `file2:<path>` (SPEC A4).
 */
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { TufError } from '../../errors.ts';
import type { PublicHalf } from '../../ports/remote-key.ts';
import type { Signer } from '../../ports/signer.ts';
import { objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyFromSpki, materialOfSpki } from '../../tuf/key-from-public-key.ts';
import { payloadOf } from '../../tuf/payload.ts';
import { readPublicKey } from '../../tuf/public-key.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { type PrivateKey, parsePrivateKey } from './private-key.ts';

/** Bytes. The longest private key, RSA of 16,384 bits, has 13,000. */
const maxKeyFile = 100_000;

/**
 * The file that a `file2:` URI names: `<prefix>/<path>` when there is a prefix (CRYPTO_SIGNER_PATH_PREFIX, SPEC A4).
 * @throws TufError('signer') for another URI, or a path that leads out of the prefix
 */
export function filePathOf(uri: string, prefix: string | undefined): string {
  const path = uri.startsWith('file2:') ? uri.slice('file2:'.length) : '';
  if (path === '' || path.includes('\0')) {
    throw new TufError('signer', 'The signer URI names no file', { hint: 'It should look like file2:keys/online.pem' });
  }
  if (!prefix) return path;
  const file = join(prefix, path);
  const inside = relative(prefix, file);
  // The URI comes from metadata, the prefix from the person who runs the command.
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new TufError('signer', 'The signer URI names a file outside of CRYPTO_SIGNER_PATH_PREFIX', {
      hint: 'Write the path in the URI without ".." segments.',
    });
  }
  return file;
}

/**
 * A signer for `key` with the private key in the file at `path`.
 * @throws TufError('signer') when the file is no usable private key, or that of another key
 */
export async function fileSigner(path: string, key: Key): Promise<Signer> {
  const privateKey = parsePrivateKey(await readKeyFile(path));
  const scheme = schemeFor(privateKey, key);
  return {
    sign: async (bytes) => ({ sig: Buffer.from(privateKey.sign(payloadOf(bytes), scheme)).toString('hex') }),
  };
}

/** The public half of the private key in the file. @throws TufError('signer'), TufError('key') */
export async function readPublicHalfOfFile(path: string): Promise<PublicHalf> {
  const { spki } = parsePrivateKey(await readKeyFile(path));
  return { spki, schemes: [keyFromSpki(spki, objectOf([])).scheme] };
}

async function readKeyFile(path: string): Promise<string> {
  const hint = 'The path is relative to CRYPTO_SIGNER_PATH_PREFIX when that is set, else to the current folder.';
  const file = await stat(path).catch((cause: unknown) => {
    throw new TufError('signer', `The key file ${path} cannot be read`, { hint, cause });
  });
  // Reading a pipe or a device might never end.
  if (!file.isFile() || file.size > maxKeyFile) throw new TufError('signer', `${path} is no key file`, { hint });
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TufError('signer', `The key file ${path} cannot be read`, { hint: 'Look at its permissions.', cause });
  });
}

/** Does the private key belong to the key in the metadata? @throws TufError('signer') otherwise */
function schemeFor(privateKey: PrivateKey, key: Key): RawScheme {
  const reading = readPublicKey(key);
  if (!reading.ok) {
    throw new TufError('signer', `The key in the metadata cannot be used: ${reading.detail}`, {
      hint: 'Replace it with tuf-on-ci-delegate.',
    });
  }
  if (reading.key.kind !== 'raw' || materialOfSpki(privateKey.spki) !== reading.key.material) {
    throw new TufError('signer', 'The private key in the file is not that of the key in the metadata', {
      hint: 'Use the file that this key was made from, or replace the key with tuf-on-ci-delegate.',
    });
  }
  return reading.key.scheme;
}
