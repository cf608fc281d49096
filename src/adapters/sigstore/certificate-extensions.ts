/** The extensions of an X.509 certificate (RFC 5280 4.1), for a certificate that has just been issued and nobody has verified yet. */
import type { ObjectIdentifierValuePair } from '@sigstore/protobuf-specs';
import { TufError } from '../../errors.ts';
import { DerReader, derTag } from '../../tuf/keys/der.ts';

const tag = { boolean: 0x01, oid: 0x06, version: 0xa0, extensions: 0xa3 } as const;

/** @throws TufError('key') when it is no certificate in PEM */
export function extensionsOf(pem: string): ObjectIdentifierValuePair[] {
  const base64 = /^-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(pem)?.[1];
  if (base64 === undefined) throw new TufError('key', 'it is no certificate in PEM');
  const certificate = new DerReader(new DerReader(Buffer.from(base64, 'base64')).read(derTag.sequence));
  const fields = new DerReader(certificate.read(derTag.sequence));
  while (fields.next !== undefined && fields.next !== tag.extensions) fields.read(fields.next);
  const list = new DerReader(new DerReader(fields.read(tag.extensions)).read(derTag.sequence));
  const extensions: ObjectIdentifierValuePair[] = [];
  while (list.next !== undefined) extensions.push(extensionOf(new DerReader(list.read(derTag.sequence))));
  return extensions;
}

function extensionOf(reader: DerReader): ObjectIdentifierValuePair {
  const id = numbersOf(reader.read(tag.oid));
  if (reader.next === tag.boolean) reader.read(tag.boolean);
  return { oid: { id }, value: Buffer.from(reader.read(derTag.octetString)) };
}

/** X.690 8.19: base 128, the first two numbers in one. */
function numbersOf(oid: Uint8Array): number[] {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of oid) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (numbers.length === 0)
      numbers.push(Math.min(Math.trunc(value / 40), 2), value - 40 * Math.min(Math.trunc(value / 40), 2));
    else numbers.push(value);
    value = 0;
  }
  return numbers;
}
