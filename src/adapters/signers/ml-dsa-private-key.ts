/**
 * ML-DSA private keys for a Node that has none (RFC 9881 6): PKCS#8 with the seed, the expanded key, or both.
 */
import { TufError } from '../../errors.ts';
import { DerReader, derTag } from '../../tuf/keys/der.ts';
import { type MlDsaParameters, mlDsaMessage, mlDsaParametersOf } from '../../tuf/keys/ml-dsa.ts';
import { derOfPem } from '../../tuf/keys/pem.ts';
import { spkiOf } from '../../tuf/keys/spki.ts';
import type { PrivateKey } from './private-key.ts';

/** The key, or undefined when the text is something else. @throws TufError('signer') when seed and key contradict each other */
export function parseMlDsaPrivateKey(pem: string): PrivateKey | undefined {
  const parts = parsePkcs8(pem);
  if (!parts) return undefined;
  const { algorithm, noble } = parts.parameters;
  return {
    spki: spkiOf({ algorithm, publicBytes: noble.getPublicKey(parts.secretKey) }),
    sign: (payload) => noble.sign(mlDsaMessage(payload), parts.secretKey),
  };
}

interface MlDsaPrivateKey {
  readonly parameters: MlDsaParameters;
  readonly secretKey: Uint8Array;
}

function parsePkcs8(pem: string): MlDsaPrivateKey | undefined {
  try {
    const info = new DerReader(new DerReader(derOfPem(pem, 'PRIVATE KEY')).read(derTag.sequence));
    info.read(derTag.integer);
    const parameters = mlDsaParametersOf(Buffer.from(info.read(derTag.sequence)).toString('hex'));
    const secretKey = parameters && secretKeyOf(parameters, new DerReader(info.read(derTag.octetString)));
    return secretKey && { parameters, secretKey };
  } catch (error) {
    if (error instanceof TufError && error.code === 'key') return undefined;
    throw error;
  }
}

/** The CHOICE of RFC 9881 6. */
function secretKeyOf(parameters: MlDsaParameters, choice: DerReader): Uint8Array | undefined {
  switch (choice.next) {
    case derTag.context0:
      return expanded(parameters, choice.read(derTag.context0));
    case derTag.octetString:
      return sized(choice.read(derTag.octetString), parameters.noble.lengths.secretKey);
    case derTag.sequence: {
      const both = new DerReader(choice.read(derTag.sequence));
      const secretKey = expanded(parameters, both.read(derTag.octetString));
      if (Buffer.compare(secretKey, both.read(derTag.octetString)) === 0) return secretKey;
      throw new TufError('signer', 'The private key is damaged: its seed and its expanded key are two different keys');
    }
    default:
      return undefined;
  }
}

function expanded({ noble }: MlDsaParameters, seed: Uint8Array): Uint8Array {
  return noble.keygen(sized(seed, 32)).secretKey;
}

function sized(bytes: Uint8Array, length: number | undefined): Uint8Array {
  if (bytes.length !== length) throw new TufError('key', 'it has a wrong length');
  return bytes;
}
