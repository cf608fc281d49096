import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canSign,
  formatSignerUri,
  isOnlineSigner,
  needsPerson,
  parseSignerUri,
  type SignerUri,
} from '../../src/deployment/signer-uri.ts';
import { type Scheme, schemeOfKey } from '../../src/tuf/scheme.ts';

const version = 'projects/example.com:p-1/locations/europe-west1/keyRings/_ring/cryptoKeys/Key_1/cryptoKeyVersions/12';

const uris: [text: string, uri: SignerUri][] = [
  ['file2:keys/online.pem', { kind: 'file2', path: 'keys/online.pem' }],
  ['file2:/etc/keys/a b?.pem', { kind: 'file2', path: '/etc/keys/a b?.pem' }],
  ['hsm:2?label=YubiKey+PIV+%2315835999', { kind: 'hsm', keyId: 2, label: 'YubiKey PIV #15835999' }],
  ['hsm:3', { kind: 'hsm', keyId: 3 }],
  [`gcpkms:${version}`, { kind: 'gcpkms', keyVersion: version }],
  ['awskms:1234abcd-12ab-34cd-56ef-1234567890ab', { kind: 'awskms', keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
  ['awskms:alias/tuf/online', { kind: 'awskms', keyId: 'alias/tuf/online' }],
  [
    'awskms:arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-1',
    { kind: 'awskms', keyId: 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-1' },
  ],
  [
    'azurekms://npm-tuf.vault.azure.net/keys/npm-tuf-delegate/0a1b',
    { kind: 'azurekms', vault: 'npm-tuf.vault.azure.net', name: 'npm-tuf-delegate', version: '0a1b' },
  ],
  ['azurekms://127.0.0.1:8443/keys/k/1', { kind: 'azurekms', vault: '127.0.0.1:8443', name: 'k', version: '1' }],
  ['hv:tuf.online/3', { kind: 'hv', name: 'tuf.online', version: 3 }],
  ['tkey:?digest=sha512%3Aab', { kind: 'tkey', digest: 'sha512:ab', passphrase: false }],
  [
    'tkey:/dev/ttyACM0?digest=ab&passphrase=true',
    { kind: 'tkey', device: '/dev/ttyACM0', digest: 'ab', passphrase: true },
  ],
  ['exec:/usr/local/bin/sign --with care', { kind: 'exec', program: '/usr/local/bin/sign --with care' }],
  ['sigstore:', { kind: 'sigstore', ambient: true }],
  ['sigstore:?ambient=false', { kind: 'sigstore', ambient: false }],
];

describe('signer URIs', () => {
  it.each(uris)('%s names its signer', (text, uri) => {
    expect(parseSignerUri(text)).toEqual({ ok: true, uri });
  });

  it.each(uris)('%s is stored as it is read', (text, uri) => {
    expect(parseSignerUri(formatSignerUri(uri))).toEqual({ ok: true, uri });
    expect(formatSignerUri(uri)).toBe(text);
  });

  it('takes PIV slot 9c and the single token unless told otherwise', () => {
    expect(parseSignerUri('hsm:')).toEqual({ ok: true, uri: { kind: 'hsm', keyId: 2 } });
    expect(parseSignerUri('hsm:?label=x')).toEqual({ ok: true, uri: { kind: 'hsm', keyId: 2, label: 'x' } });
  });

  it('reads defaults that are spelled out', () => {
    expect(parseSignerUri('sigstore:?ambient=true')).toEqual({ ok: true, uri: { kind: 'sigstore', ambient: true } });
    expect(parseSignerUri('tkey:?digest=ab&passphrase=false')).toMatchObject({ ok: true, uri: { passphrase: false } });
  });

  const broken = [
    '',
    'file2',
    'FILE2:x',
    ' file2:x',
    'file:nonexistentkey?encrypted=false',
    '__proto__:x',
    'https://example.com',
    'file2:',
    'file2:a\0b',
    'file2:a\nb',
    'file2:a\u202eb',
    `file2:${'a'.repeat(2048)}`,
    'hsm:nine',
    'hsm:-1',
    'hsm:1234567890',
    'hsm:2?label=',
    'hsm:2?label=a&label=b',
    'hsm:2?label=a&serial=1',
    'gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k',
    'gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/0',
    'gcpkms:projects/p/locations/l/keyRings/../cryptoKeys/k/cryptoKeyVersions/1',
    'gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1/x',
    'gcpkms:/projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1',
    'awskms:',
    'awskms:a key',
    'awskms:arn:aws:s3:::bucket',
    'azurekms:vault.azure.net/keys/k/1',
    'azurekms://user@vault.azure.net/keys/k/1',
    'azurekms://vault.azure.net/keys/k',
    'azurekms://vault.azure.net/secrets/k/1',
    'azurekms://vault.azure.net/keys/k/1?x=y',
    'hv:name',
    'hv:name/0',
    'hv:../1',
    'hv:a/b/1',
    'tkey:',
    'tkey:?digest=',
    'tkey:?digest=a&digest=b',
    'tkey:?digest=a&passphrase=yes',
    'tkey:?digest=a&x=1',
    'exec:',
    'sigstore:x',
    'sigstore:?ambient=maybe',
  ];
  it.each(broken)('%j names none, and the reason does not repeat it', (text) => {
    const reading = parseSignerUri(text);
    expect(reading.ok).toBe(false);
    if (!reading.ok && text.length > 12) expect(reading.problem).not.toContain(text.slice(-12));
  });

  it('reads any label that was stored, and any text without an exception', () => {
    const label = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{Cs}/u.test(text));
    fc.assert(
      fc.property(label, fc.nat(255), (label, keyId) => {
        const uri: SignerUri = { kind: 'hsm', keyId, label };
        expect(parseSignerUri(formatSignerUri(uri))).toEqual({ ok: true, uri });
      }),
    );
    const kinds = fc.constantFrom('file2', 'hsm', 'gcpkms', 'awskms', 'azurekms', 'hv', 'tkey', 'exec', 'sigstore');
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'binary' }), (kind, rest) => {
        const reading = parseSignerUri(`${kind}:${rest}`);
        if (reading.ok) expect(parseSignerUri(formatSignerUri(reading.uri))).toEqual(reading);
      }),
    );
  });

  it('takes names up to 2,048 characters, and is quick on longer ones', () => {
    expect(parseSignerUri(`file2:${'a'.repeat(2042)}`).ok).toBe(true);
    expect(parseSignerUri(`file2:${'a'.repeat(2043)}`).ok).toBe(false);
    expect(parseSignerUri(`gcpkms:projects/${'a'.repeat(2000)}`).ok).toBe(false);
    expect(parseSignerUri('a'.repeat(10_000_000)).ok).toBe(false);
  });
});

describe('what a signer is for', () => {
  const signer = (text: string): SignerUri => {
    const reading = parseSignerUri(text);
    if (!reading.ok) throw new Error(reading.problem);
    return reading.uri;
  };

  it('never takes a program from metadata', () => {
    const refused = uris.filter(([, uri]) => !isOnlineSigner(uri)).map(([, { kind }]) => kind);
    expect(refused).toEqual(['exec']);
  });

  it('knows which need a person', () => {
    const kinds = uris.filter(([, uri]) => needsPerson(uri)).map(([text]) => text.split('?')[0]);
    expect(kinds).toEqual(['hsm:2', 'hsm:3', 'tkey:', 'tkey:/dev/ttyACM0', 'sigstore:']);
    expect(needsPerson(signer('sigstore:'))).toBe(false);
  });

  it('knows what each kind signs with', () => {
    const schemes: [keytype: string, scheme: string][] = [
      ['ed25519', 'ed25519'],
      ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256'],
      ['rsa', 'rsassa-pss-sha256'],
      ['ml-dsa', 'ml-dsa-44/1'],
      ['sigstore-oidc', 'Fulcio'],
    ];
    const able = (text: string) =>
      schemes.flatMap(([keytype, scheme]) =>
        canSign(signer(text), schemeOfKey(keytype, scheme) as Scheme) ? [keytype] : [],
      );
    const everyKey = ['ed25519', 'ecdsa-sha2-nistp256', 'rsa', 'ml-dsa'];
    expect(able('file2:x')).toEqual(everyKey);
    expect(able(`gcpkms:${version}`)).toEqual(everyKey);
    expect(able('azurekms://x.vault.azure.net/keys/k/1')).toEqual(everyKey);
    expect(able('exec:x')).toEqual(everyKey);
    expect(able('awskms:x')).toEqual(['ecdsa-sha2-nistp256', 'rsa']);
    expect(able('hsm:')).toEqual(['ecdsa-sha2-nistp256']);
    expect(able('hv:x/1')).toEqual(['ed25519']);
    expect(able('tkey:?digest=x')).toEqual(['ml-dsa']);
    expect(able('sigstore:')).toEqual(['sigstore-oidc']);
  });
});
