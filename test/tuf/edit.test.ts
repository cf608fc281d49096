import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { attachSignature, unsigned, withMembers, withNewVersion } from '../../src/tuf/edit.ts';
import { entries, equalJson, get, isObject, type Json, type JsonObject, objectOf } from '../../src/tuf/json.ts';
import type { Metadata } from '../../src/tuf/metadata.ts';
import { readMetadata } from '../../src/tuf/read-metadata.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import { createSignatureVerifier, payloadOf } from '../../src/tuf/verify.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { alice, bob, now, signatureOf, soundRepository } from '../support/sound-repository.ts';

const verifier = createSignatureVerifier();

function metadata(role: string): Metadata {
  const reading = readMetadata(parseJson(soundRepository().bytes(`metadata/${role}.json`)), 'targets');
  if (!reading.ok) throw new Error('the sound repository is sound in form');
  return reading.metadata;
}

/** Members that no version of the specification knows, the nasty names included. */
const unknownMembers: fc.Arbitrary<JsonObject> = fc
  .array(
    fc.tuple(
      fc.constantFrom('x-new', '__proto__', 'constructor', '10', '2', 'é', '😀'),
      fc
        .jsonValue({ noUnicodeString: false, maxDepth: 2 })
        .map(
          (value): Json =>
            parseJson(
              Buffer.from(JSON.stringify(value, (_, v) => (typeof v === 'number' ? Math.trunc(v) % 1e9 || 0 : v))),
            ),
        ),
    ),
    { maxLength: 4 },
  )
  .map((members) => objectOf(members));

/** The document with unknown members in every object of it. */
function sprinkled(value: Json, unknown: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => sprinkled(item as Json, unknown));
  if (!isObject(value)) return value;
  const known = entries(value).map(([name, member]) => [name, sprinkled(member, unknown)] as const);
  return objectOf([...entries(unknown), ...known]);
}

/** Is everything of `before` still in `after`, but for the named members? */
function survives(before: Json, after: Json, edited: readonly string[]): boolean {
  if (!isObject(before) || !isObject(after)) return equalJson(before, after);
  return entries(before).every(([name, member]) => {
    const now = get(after, name);
    return edited.includes(name) || (now !== undefined && survives(member, now, edited));
  });
}

describe('editing metadata', () => {
  it('keeps unknown members at every level, through read, edit and write', () => {
    fc.assert(
      fc.property(unknownMembers, (unknown) => {
        const document = sprinkled(metadata('targets') as Json, unknown) as Metadata;
        const signed = withNewVersion(document.signed, 2, now, 365);
        const edited = unsigned(document, signed, [alice.keyid]);
        const again = parseJson(writeJson(edited));
        expect(survives(document as Json, again, ['version', 'expires', 'signatures'])).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('does not change the document it was given', () => {
    const document = metadata('targets');
    const before = Buffer.from(writeJson(document));
    withNewVersion(document.signed, 7, now, 365);
    unsigned(document, document.signed, [bob.keyid]);
    withMembers(document, { signatures: [] });
    expect(Buffer.from(writeJson(document)).equals(before)).toBe(true);
  });

  it('refuses a version past what JSON can hold', () => {
    expect(() => withNewVersion(metadata('targets').signed, 2 ** 53, now, 1)).toThrow(
      expect.objectContaining({ code: 'version' }),
    );
  });
});

describe('attaching a signature', () => {
  const document = unsigned(metadata('targets'), metadata('targets').signed, [alice.keyid, bob.keyid]);
  const payload = payloadOf(canonicalJson(document.signed));
  const made = (key = bob) => ({ sig: signatureOf(document.signed as Json, key).sig });

  it('takes the place of the empty entry', () => {
    const signed = attachSignature(document, payload, bob.keyid, bob.key, made(), verifier);
    expect(signed.signatures.map(({ keyid, sig }) => [keyid, sig !== ''])).toEqual([
      [alice.keyid, false],
      [bob.keyid, true],
    ]);
  });

  it('goes to the end where the key has no entry yet', () => {
    const empty = unsigned(document, document.signed, [alice.keyid]);
    const signed = attachSignature(empty, payload, bob.keyid, bob.key, made(), verifier);
    expect(signed.signatures.map(({ keyid }) => keyid)).toEqual([alice.keyid, bob.keyid]);
  });

  it('throws when somebody else made it, or over something else', () => {
    const attach = (sig: string) => attachSignature(document, payload, bob.keyid, bob.key, { sig }, verifier);
    expect(() => attach(made(alice).sig)).toThrow(expect.objectContaining({ code: 'signature' }));
    expect(() => attach('')).toThrow(expect.objectContaining({ code: 'signature' }));
    const other = signatureOf(withNewVersion(document.signed, 9, now, 1) as Json, bob).sig;
    expect(() => attach(other)).toThrow(expect.objectContaining({ code: 'signature' }));
  });
});
