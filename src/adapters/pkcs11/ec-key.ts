/** EC public keys as PKCS#11 has them, made into the form that everybody else has (SPEC A4). */
import { TufError } from '../../errors.ts';
import { DerReader, derOf, derTag } from '../../tuf/keys/der.ts';
import { spkiOf } from '../../tuf/keys/spki.ts';

interface Curve {
  /** The named curve's OID in DER, hex: what CKA_EC_PARAMS is nearly always. */
  readonly oid: string;
  /** And what it may be as a PrintableString instead (PKCS#11 2.40 "EC curve name"). */
  readonly names: readonly string[];
  /** Bytes of a coordinate. */
  readonly size: number;
}

const curves: readonly Curve[] = [
  { oid: '06082a8648ce3d030107', names: ['secp256r1', 'prime256v1', 'P-256'], size: 32 },
  { oid: '06052b81040022', names: ['secp384r1', 'P-384'], size: 48 },
];

/** id-ecPublicKey (RFC 5480 2.1.1). */
const ecPublicKey = '06072a8648ce3d0201';
const printableString = 0x13;

/** DER of the SubjectPublicKeyInfo of a P-256 or P-384 key; undefined for other curves and whatever is no point. */
export function spkiOfEcKey(parameters: Uint8Array, point: Uint8Array): Uint8Array | undefined {
  const curve = curves.find(({ oid, names }) => hexOf(parameters) === oid || names.some(isName(parameters)));
  const publicBytes = curve && pointOf(point, curve.size);
  return publicBytes && spkiOf({ algorithm: `${ecPublicKey}${curve.oid}`, publicBytes });
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const isName = (parameters: Uint8Array) => (name: string) =>
  derOf(printableString, Buffer.from(name)).equals(parameters);

/** The point: by the standard in an OCTET STRING, but some modules give it as it is, or in a BIT STRING. */
function pointOf(value: Uint8Array, size: number): Uint8Array | undefined {
  const candidates = [value, unwrapped(value, derTag.octetString), unwrapped(value, derTag.bitString)?.subarray(1)];
  return candidates.find((bytes) => bytes?.length === 1 + 2 * size && bytes[0] === 4);
}

function unwrapped(value: Uint8Array, tag: number): Uint8Array | undefined {
  try {
    const reader = new DerReader(value);
    const content = reader.read(tag);
    reader.end();
    return content;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}
