/** Whom a certificate is for: each name and issuer as its bytes stand. */
import type { ObjectIdentifierValuePair } from '@sigstore/protobuf-specs';
import { describe, expect, it } from 'vitest';
import { isCertifiedFor } from '../../../src/adapters/sigstore/certificate-identity.ts';
import { derOf } from '../../../src/tuf/keys/der.ts';

const issuer = 'https://github.com/login/oauth';
const extension = (oid: string, value: Buffer): ObjectIdentifierValuePair => ({
  oid: { id: oid.split('.').map(Number) },
  value,
});
const email = (text: string | Buffer) => derOf(0x81, Buffer.from(text as string));
const uri = (text: string) => derOf(0x86, Buffer.from(text));
const dns = (text: string) => derOf(0x82, Buffer.from(text));
const names = (...each: Buffer[]) => extension('2.5.29.17', derOf(0x30, ...each));
const newIssuer = (text: string) => extension('1.3.6.1.4.1.57264.1.8', derOf(0x0c, Buffer.from(text)));
const oldIssuer = (text: string) => extension('1.3.6.1.4.1.57264.1.1', Buffer.from(text));
const keyUsage = extension('2.5.29.15', Buffer.from([3, 2, 7, 128]));

const isAnn = (extensions: readonly ObjectIdentifierValuePair[]) =>
  isCertifiedFor(extensions, 'ann@example.com', issuer);

describe('the name', () => {
  const vouched = [keyUsage, newIssuer(issuer)];

  it('is an email address or a URI', () => {
    expect(isAnn([names(email('ann@example.com')), ...vouched])).toBe(true);
    expect(isCertifiedFor([names(uri('https://example.com/ann')), ...vouched], 'https://example.com/ann', issuer)).toBe(
      true,
    );
  });

  it.each([
    ['is another', [names(email('bob@example.com'))]],
    ['is longer', [names(email('ann@example.com.evil.example'))]],
    ['ends at a zero byte for some readers', [names(email('ann@example.com\0.evil.example'))]],
    [
      'has a letter that is another when cut to seven bits',
      [names(email(Buffer.from('\u00e1nn@example.com', 'latin1')))],
    ],
    ['is a host', [names(dns('ann@example.com'))]],
    ['is one of two', [names(email('ann@example.com'), email('bob@example.com'))]],
    ['is one of two, the second', [names(email('bob@example.com'), email('ann@example.com'))]],
    ['is in one of two extensions', [names(email('ann@example.com')), names(email('bob@example.com'))]],
    ['is missing', []],
    ['is in another extension', [extension('2.5.29.18', derOf(0x30, email('ann@example.com')))]],
  ])('is not Ann when it %s', (_, extensions) => {
    expect(isAnn([...extensions, ...vouched])).toBe(false);
  });
});

describe('the issuer', () => {
  const named = [names(email('ann@example.com'))];

  it('stands in the new form, the old one, or both', () => {
    expect(isAnn([...named, newIssuer(issuer)])).toBe(true);
    expect(isAnn([...named, oldIssuer(issuer)])).toBe(true);
    expect(isAnn([...named, oldIssuer(issuer), newIssuer(issuer)])).toBe(true);
  });

  it.each([
    ['is missing', []],
    ['is another', [newIssuer('https://evil.example')]],
    ['is longer', [newIssuer(`${issuer}/`)]],
    ['is another in the old form', [newIssuer(issuer), oldIssuer('https://evil.example')]],
    ['is another in the new form', [oldIssuer(issuer), newIssuer('https://evil.example')]],
    ['is bare in the new form', [extension('1.3.6.1.4.1.57264.1.8', Buffer.from(issuer))]],
  ])('is not the one when it %s', (_, extensions) => {
    expect(isAnn([...named, ...extensions])).toBe(false);
  });
});
