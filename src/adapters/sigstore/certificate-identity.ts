/**
 * Whom a Fulcio certificate was made for, compared byte by byte (SPEC A4; ARCHITECTURE decision 5). The library's own comparison takes an
 * identity for a pattern, and its readers cut bytes to seven bits: `á` would be read as `a`.
 */
import type { ObjectIdentifierValuePair } from '@sigstore/protobuf-specs';
import { derOf, derTag } from '../../tuf/keys/der.ts';

const subjectAltName = '2.5.29.17';
/** Fulcio's issuer extensions: a UTF8String, and in its first form the text alone. */
const issuerExtension = '1.3.6.1.4.1.57264.1.8';
const firstIssuerExtension = '1.3.6.1.4.1.57264.1.1';

const tag = { utf8String: 0x0c, email: 0x81, uri: 0x86 } as const;

/** Is the certificate for this one name (a workflow's URI or a person's email address), vouched for by this issuer alone? */
export function isCertifiedFor(
  extensions: readonly ObjectIdentifierValuePair[],
  identity: string,
  issuer: string,
): boolean {
  const valuesOf = (oid: string) =>
    extensions.flatMap(({ oid: { id } = { id: [] }, value }) => (id.join('.') === oid ? [value] : []));
  const names = valuesOf(subjectAltName);
  const issuers = [
    ...valuesOf(issuerExtension).map((value) => value.equals(derOf(tag.utf8String, Buffer.from(issuer)))),
    ...valuesOf(firstIssuerExtension).map((value) => value.equals(Buffer.from(issuer))),
  ];
  return (
    names.length === 1 &&
    [tag.uri, tag.email].some((kind) => names[0]!.equals(derOf(derTag.sequence, derOf(kind, Buffer.from(identity))))) &&
    issuers.length > 0 &&
    !issuers.includes(false)
  );
}
