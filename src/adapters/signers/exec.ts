/**
 * Signing with a signer's own helper program: `exec:<program>` (SPEC A4; docs/exec-signer.md). Which program runs is for the user's own
 * store to say (SPEC A7), and never for metadata or a file in a clone: whoever can push would choose.
 */
import { hash } from 'node:crypto';
import { TufError } from '../../errors.ts';
import type { PublicHalf } from '../../ports/remote-key.ts';
import type { Signer } from '../../ports/signer.ts';
import { get, type JsonObject, objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyFromSpki } from '../../tuf/key-from-public-key.ts';
import { mlDsaMessage } from '../../tuf/keys/ml-dsa.ts';
import { derOfPem } from '../../tuf/keys/pem.ts';
import { type Payload, payloadOf } from '../../tuf/payload.ts';
import { readPublicKey } from '../../tuf/public-key.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { askHelper, type HelperSurroundings } from './helper-program.ts';

/** The version of the protocol. */
const protocol = 1;
const request = (ask: string, members: Readonly<Record<string, string>> = {}): JsonObject =>
  objectOf([['tuf-on-ci-signer', protocol], ['ask', ask], ...Object.entries(members)]);

/** A signer for `key` by the program. @throws TufError('signer') when the key is none that a program can hold */
export function execSigner(program: string, key: Key, surroundings: HelperSurroundings): Signer {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== 'raw') {
    throw new TufError('signer', `A helper program cannot sign with a key of type ${key.keytype}`, {
      hint: 'Remove exec: from the line of this key in your key store.',
    });
  }
  const publicKey = reading.key;
  return {
    async sign(bytes) {
      const payload = payloadOf(bytes);
      const members = {
        scheme: key.scheme,
        public: String(get(key.keyval, 'public')),
        ...toBeSigned(payload, publicKey.scheme),
      };
      const answer = await askHelper(program, request('sign', members), surroundings);
      const sig = get(answer, 'signature');
      if (typeof sig !== 'string' || !/^([0-9a-f]{2})+$/.test(sig)) {
        throw new TufError('signer', `${program} answered without a "signature" in lower-case hexadecimal`, {
          hint: 'What a helper program has to do is told in docs/exec-signer.md.',
        });
      }
      if (!publicKey.verify(payload, Buffer.from(sig, 'hex'))) {
        throw new TufError('signer', `The signature of ${program} does not verify with the key in the metadata`, {
          hint: 'Is the right device in? Nothing was written.',
        });
      }
      return { sig };
    },
  };
}

/** A digest where the scheme has one (SPEC A4: a signer hashes locally), else what the scheme itself is over. Base64. */
function toBeSigned(payload: Payload, scheme: RawScheme): Readonly<Record<string, string>> {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  switch (scheme.family) {
    case 'ecdsa':
    case 'rsa':
      return { digest: hash(scheme.digest, payload.bytes, 'base64'), 'digest-algorithm': scheme.digest };
    case 'ed25519':
      return { message: base64(payload.bytes) };
    case 'ml-dsa':
      return { message: base64(mlDsaMessage(payload)) };
  }
}

/** The public key that the program holds. @throws TufError('signer'), or TufError('key') for one that cannot be used */
export async function readPublicHalfOfProgram(program: string, surroundings: HelperSurroundings): Promise<PublicHalf> {
  const answer = await askHelper(program, request('public-key'), surroundings);
  const pem = get(answer, 'public');
  const scheme = get(answer, 'scheme');
  if (typeof pem !== 'string' || (scheme !== undefined && typeof scheme !== 'string')) {
    throw new TufError('signer', `${program} answered without a "public" key in PEM`, {
      hint: 'What a helper program has to do is told in docs/exec-signer.md.',
    });
  }
  try {
    const spki = derOfPem(pem, 'PUBLIC KEY');
    return { spki, schemes: [keyFromSpki(spki, objectOf([]), scheme).scheme] };
  } catch (cause) {
    if (!(cause instanceof TufError)) throw cause;
    throw new TufError('key', `The public key of ${program} cannot be used: ${cause.message}`, { cause });
  }
}
