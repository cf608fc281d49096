/** Sigstore signatures, made by the clients of a Sigstore of one's own, and whatever else may stand in their place. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFromJSON, type SerializedBundle } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSigstoreCheck } from '../../../src/adapters/sigstore/check.ts';
import { TufError } from '../../../src/errors.ts';
import type { JsonObject } from '../../../src/tuf/json.ts';
import type { SigstoreCheck } from '../../../src/tuf/verify.ts';
import { temporaryFolder } from '../../support/git.ts';
import {
  ann,
  type Login,
  onlineSign,
  type Sigstore,
  type SigstoreSignature,
  startSigstore,
  workflow,
} from '../../support/sigstore.ts';
import type { Loose } from '../../support/sound-repository.ts';

const bytes = Buffer.from('{"_type":"timestamp"}');
const running: Sigstore[] = [];
let sigstore: Sigstore;
let check: SigstoreCheck;
let genuine: SigstoreSignature;

const accepts = (
  { sig, bundle }: SigstoreSignature,
  { identity, issuer }: Login,
  over: Uint8Array = bytes,
  by = check,
) => by(bundle, over, identity, issuer, sig);

async function start(...faults: Parameters<typeof startSigstore>): Promise<Sigstore> {
  const started = await startSigstore(...faults);
  running.push(started);
  return started;
}

function fileWith(content: string): string {
  const file = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(file, content);
  return file;
}

const checkOf = ({ trustedRoot }: Sigstore) =>
  loadSigstoreCheck({ trustedRootFile: fileWith(JSON.stringify(trustedRoot)) });

/** The genuine signature with another bundle. */
function changed(change: (bundle: Loose) => void): SigstoreSignature {
  const bundle: Loose = structuredClone(genuine.bundle);
  change(bundle);
  return { ...genuine, bundle };
}

/** The genuine signature with other proofs in its bundle. */
const withMaterial = (members: Loose) =>
  changed(({ verificationMaterial }) => void Object.assign(verificationMaterial, members));

beforeAll(async () => {
  sigstore = await start();
  check = await checkOf(sigstore);
  genuine = await sigstore.sign(bytes, onlineSign);
});
afterAll(() => Promise.all(running.map(({ close }) => close())));

describe('a signature', () => {
  it('of a workflow verifies over exactly its bytes', () => {
    expect(accepts(genuine, onlineSign)).toBe(true);
    expect(accepts(genuine, onlineSign, Buffer.from('{"_type":"timestamp" }'))).toBe(false);
    expect(accepts(genuine, onlineSign, Buffer.alloc(0))).toBe(false);
  });

  it('verifies over bytes that are a part of something larger', () => {
    const larger = Buffer.concat([Buffer.from('xx'), bytes, Buffer.from('xx')]);
    expect(accepts(genuine, onlineSign, new Uint8Array(larger).subarray(2, 2 + bytes.length))).toBe(true);
  });

  it('of a person verifies by email address, with a timestamp too', async () => {
    const signature = await sigstore.sign(bytes, ann, { timestamp: true });
    expect(accepts(signature, ann)).toBe(true);
    expect(accepts(signature, { ...ann, identity: 'Ann@example.com' })).toBe(false);
    expect(accepts(signature, { ...ann, issuer: 'https://accounts.google.com' })).toBe(false);
  });

  it('is the one in the bundle, written in the one way', async () => {
    const another = await sigstore.sign(bytes, onlineSign);
    expect(accepts({ ...genuine, sig: another.sig }, onlineSign)).toBe(false);
    for (const sig of [
      '',
      `${genuine.sig} `,
      genuine.sig.replace(/=*$/, ''),
      genuine.sig.replaceAll('+', '-'),
      `${genuine.sig}AAAA`,
    ]) {
      expect(accepts({ ...genuine, sig }, onlineSign)).toBe(sig === genuine.sig);
    }
  });

  it('is believed for the trust root of the caller alone', async () => {
    const elsewhere = await start();
    const signature = await elsewhere.sign(bytes, onlineSign);
    expect(accepts(signature, onlineSign, bytes, await checkOf(elsewhere))).toBe(true);
    expect(accepts(signature, onlineSign)).toBe(false);
  });
});

describe('an identity is no pattern', () => {
  const main = onlineSign.identity;
  it.each([
    ['a branch that begins with the right one', workflow('online-sign.yml@refs/heads/mainX')],
    ['a dot that is another character', { ...onlineSign, identity: main.replace('github.com', 'githubXcom') }],
    ['the right one inside another', { ...onlineSign, identity: `https://evil.example/?${main}` }],
  ])('%s', async (_, login) => {
    const signature = await sigstore.sign(bytes, login);
    // The library would take it: this is why the comparison is not left to it.
    const library = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot)));
    const entity = toSignedEntity(bundleFromJSON(signature.bundle as unknown as SerializedBundle), bytes);
    expect(() => library.verify(entity, { subjectAlternativeName: main })).not.toThrow();

    expect(accepts(signature, onlineSign)).toBe(false);
    expect(accepts(signature, login)).toBe(true);
  });

  it.each(['.*', '', main.slice(0, -1), main.slice(1), main.toUpperCase(), `${main}\n`, `^${main}$`])(
    'what the key says is compared as it stands: %j',
    (identity) => expect(accepts(genuine, { ...onlineSign, identity })).toBe(false),
  );

  it.each(['.*', '', 'https://token.actions.githubusercontent.com/', 'https://token.actions'])(
    'so is the issuer: %j',
    (issuer) => expect(accepts(genuine, { ...onlineSign, issuer })).toBe(false),
  );
});

describe('what the library demands', () => {
  it('a certificate that a certificate log has seen', async () => {
    const unseen = await start({ withoutCertificateLog: true });
    expect(accepts(await unseen.sign(bytes, onlineSign), onlineSign, bytes, await checkOf(unseen))).toBe(false);
  });

  it('a certificate that was valid when the log took the entry', async () => {
    const late = await start({ logTime: new Date(Date.now() + 3_600_000) });
    expect(accepts(await late.sign(bytes, onlineSign), onlineSign, bytes, await checkOf(late))).toBe(false);
  });

  it('an entry of the log, once', () => {
    const { tlogEntries }: Loose = genuine.bundle['verificationMaterial'];
    expect(accepts(withMaterial({ tlogEntries: [] }), onlineSign)).toBe(false);
    expect(accepts(withMaterial({ tlogEntries: [...tlogEntries, ...tlogEntries] }), onlineSign)).toBe(false);
  });

  it('an entry of the log, also when an authority vouches for the time', async () => {
    const signature: Loose = await sigstore.sign(bytes, onlineSign, { timestamp: true });
    expect(accepts(signature, onlineSign)).toBe(true);
    signature.bundle.verificationMaterial.tlogEntries = [];
    expect(accepts(signature, onlineSign)).toBe(false);
  });

  it('an entry that is about this signature', async () => {
    const { bundle: other }: Loose = await sigstore.sign(bytes, onlineSign);
    const { tlogEntries } = other.verificationMaterial;
    expect(accepts(withMaterial({ tlogEntries }), onlineSign)).toBe(false);
  });
});

it('an entry of the log that is about other bytes hides what was signed', async () => {
  const innocent = Buffer.from('{"_type":"snapshot"}');
  const signature = await sigstore.sign(bytes, onlineSign, { logged: innocent });
  const library = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot)));
  const entity = toSignedEntity(bundleFromJSON(signature.bundle as unknown as SerializedBundle), bytes);
  expect(() => library.verify(entity)).not.toThrow();
  expect(accepts(signature, onlineSign)).toBe(false);
  expect(accepts(signature, onlineSign, innocent)).toBe(false);
});

describe('other bundles are no signatures', () => {
  it('an envelope over the same bytes', async () => {
    expect(accepts(await sigstore.signEnvelope(bytes, onlineSign), onlineSign)).toBe(false);
  });

  it('a public key in the place of the certificate', () => {
    const publicKey = { hint: 'mine' };
    expect(accepts(withMaterial({ publicKey }), onlineSign)).toBe(false);
    expect(accepts(withMaterial({ publicKey, x509CertificateChain: null }), onlineSign)).toBe(false);
  });

  it.each([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', true],
    ['application/vnd.dev.sigstore.bundle+json;version=0.3', true],
    ['', false],
    ['application/json', false],
    ['application/vnd.dev.sigstore.bundle.v0.4+json', false],
    ['application/vnd.dev.sigstore.bundle.v0.3+jsonx', false],
    ['application/vnd.dev.sigstore.bundle+json;version=0.30', false],
  ])('unless they are of a kind that is known: %j', (mediaType, known) => {
    const { x509CertificateChain, ...others }: Loose = genuine.bundle['verificationMaterial'];
    const verificationMaterial = { ...others, certificate: x509CertificateChain.certificates[0] };
    const signature = changed((bundle) => void Object.assign(bundle, { mediaType, verificationMaterial }));
    expect(accepts(signature, onlineSign)).toBe(known);
  });

  it.each(['1', '2', '3'])(
    'nor one with a chain of certificates that says to be of version 0.%s, but for 0.3',
    (minor) => {
      const mediaType = `application/vnd.dev.sigstore.bundle+json;version=0.${minor}`;
      expect(
        accepts(
          changed((bundle) => void Object.assign(bundle, { mediaType })),
          onlineSign,
        ),
      ).toBe(minor !== '3');
    },
  );

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['members of the wrong type', { mediaType: 1, verificationMaterial: 'x', messageSignature: [] }],
    ['members without a prototype', { mediaType: Object.create(null), messageSignature: Object.create(null) }],
  ])('%s', (_, bundle) => {
    expect(accepts({ ...genuine, bundle: bundle as unknown as JsonObject }, onlineSign)).toBe(false);
  });

  it('of a size that no signature has', () => {
    const { tlogEntries }: Loose = genuine.bundle['verificationMaterial'];
    const entries = Array.from({ length: 100_000 }, () => tlogEntries[0]);
    expect(accepts(withMaterial({ tlogEntries: entries }), onlineSign)).toBe(false);
    const padded = (padding: string) => changed((bundle) => void Object.assign(bundle, { padding }));
    expect(accepts(padded('x'.repeat(10_000_000)), onlineSign)).toBe(false);
    expect(accepts(padded('x'), onlineSign)).toBe(true);
  });

  it('a genuine one with any part replaced never makes it throw', () => {
    const paths = pathsIn(genuine.bundle);
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('', 'AA==', '-1', '9'.repeat(3000), '\u2014 x AAAAAAAA\n', null),
    );
    const property = fc.property(fc.constantFrom(...paths), junk, (path, value) => {
      const signature = changed((bundle) => {
        path.slice(0, -1).reduce((at: Loose, name) => at[name], bundle)[path.at(-1)!] = value;
      });
      expect(typeof accepts(signature, onlineSign)).toBe('boolean');
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('a genuine one in which anything that is signed is changed', () => {
    const parts = (bundle: Loose): [object: Loose, member: string][] => [
      [bundle.messageSignature, 'signature'],
      [bundle.messageSignature.messageDigest, 'digest'],
      [bundle.verificationMaterial.tlogEntries[0].inclusionPromise, 'signedEntryTimestamp'],
      [bundle.verificationMaterial.tlogEntries[0], 'canonicalizedBody'],
      [bundle.verificationMaterial.x509CertificateChain.certificates[0], 'rawBytes'],
    ];
    const property = fc.property(fc.nat(4), fc.nat(), fc.integer({ min: 1, max: 255 }), (part, place, flip) => {
      const signature: Loose = changed((bundle) => {
        const [object, member] = parts(bundle)[part]!;
        const content = Buffer.from(object[member], 'base64');
        // Of a certificate, a sequence in a sequence: four bytes of each stand before its content, and what follows the inner is not signed.
        const signed = member === 'rawBytes' ? content.subarray(4, 8 + content.readUInt16BE(6)) : content;
        signed[place % signed.length]! ^= flip;
        object[member] = content.toString('base64');
      });
      const { signature: sig } = signature.bundle.messageSignature;
      expect(accepts({ ...signature, sig }, onlineSign)).toBe(false);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('the trust root', () => {
  const failure = async (loading: Promise<unknown>) =>
    loading.then(
      () => undefined,
      (error: unknown) => error as TufError,
    );

  it('is fetched when no file is named, and a file that is named is all that counts', async () => {
    const fetchTrustedRoot = async () => TrustedRoot.fromJSON(sigstore.trustedRoot);
    expect(accepts(genuine, onlineSign, bytes, await loadSigstoreCheck({ fetchTrustedRoot }))).toBe(true);
    const elsewhere = await start();
    const trustedRootFile = fileWith(JSON.stringify(elsewhere.trustedRoot));
    expect(accepts(genuine, onlineSign, bytes, await loadSigstoreCheck({ trustedRootFile, fetchTrustedRoot }))).toBe(
      false,
    );
  });

  it('that cannot be fetched is an error, and none that says "no signature"', async () => {
    const cause = new Error('error refreshing TUF metadata', { cause: new Error('no such host') });
    const error = await failure(loadSigstoreCheck({ fetchTrustedRoot: () => Promise.reject(cause) }));
    expect(error).toBeInstanceOf(TufError);
    expect(error?.message).toContain('no such host');
    expect(error).toMatchObject({
      code: 'signer',
      hint: expect.stringContaining('TUF_ON_CI_SIGSTORE_TRUSTED_ROOT'),
      cause,
    });
  });

  it.each([
    ['is not there', undefined],
    ['is no JSON', '<html>'],
    ['is no object', 'null'],
    ['names nobody', '{}'],
    [
      'is something else of Sigstore',
      '{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","caUrls":[]}',
    ],
  ])('that %s is an error', async (_, content) => {
    const trustedRootFile = content === undefined ? join(temporaryFolder(), 'none.json') : fileWith(content);
    expect(await failure(loadSigstoreCheck({ trustedRootFile }))).toMatchObject({
      code: 'signer',
      hint: expect.any(String),
    });
  });

  it.each(['certificateAuthorities', 'tlogs', 'ctlogs'])(
    'without %s is an error: nothing could verify',
    async (member) => {
      const trustedRootFile = fileWith(JSON.stringify({ ...sigstore.trustedRoot, [member]: [] }));
      expect(await failure(loadSigstoreCheck({ trustedRootFile }))).toMatchObject({ code: 'signer' });
    },
  );
});

/** Where there is something in a JSON value: every member and every item. */
function pathsIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => [[...at, name], ...pathsIn(inside, [...at, name])]);
}
