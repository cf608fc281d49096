import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import type { JsonObject } from '../../src/tuf/json.ts';
import type { Metadata, Root } from '../../src/tuf/metadata.ts';
import { brokenLinks, countRootSignatures, oldestTrustedRoot, type RootVersion } from '../../src/tuf/root-chain.ts';
import { createSignatureVerifier, payloadOf } from '../../src/tuf/verify.ts';
import {
  alice,
  bob,
  carol,
  dave,
  type Loose,
  signatureOf,
  type TestKey,
  withCustom,
} from '../support/sound-repository.ts';

const verifier = createSignatureVerifier();

interface Holders {
  readonly keys: readonly TestKey[];
  readonly threshold: number;
}

function root(version: number, { keys, threshold }: Holders, signedBy: readonly TestKey[]): RootVersion {
  const signed = {
    _type: 'root',
    version,
    keys: Object.fromEntries(keys.map(({ keyid, key }) => [keyid, key])),
    roles: { root: { keyids: keys.map(({ keyid }) => keyid), threshold } },
  } as JsonObject;
  const metadata = { signed, signatures: signedBy.map((key) => signatureOf(signed, key)) } as Loose;
  return { metadata: metadata as Metadata<Root>, payload: payloadOf(canonicalJson(signed)) };
}

const old: Holders = { keys: [alice, bob], threshold: 2 };
const young: Holders = { keys: [bob, carol], threshold: 1 };

describe('where a chain of roots begins', () => {
  it.each([
    ['the first version, when all are there', [1, 2, 3], 1],
    ['the version after the last hole', [1, 3, 4, 6, 7], 6],
    ['the newest, when the one before is missing', [1, 2, 9], 9],
    ['in whatever order they come', [3, 1, 2], 1],
    ['with version 1, when there is none', [], 1],
  ])('%s', (_, versions, oldest) => {
    expect(oldestTrustedRoot(new Set(versions))).toBe(oldest);
  });
});

describe('a step from one root to the next', () => {
  const first = root(1, old, [alice, bob]);

  it.each([
    ['by both, where both have to', young, [alice, bob, carol], []],
    ['by keys that serve both', young, [alice, bob], []],
    ['by the old keys alone', { keys: [carol], threshold: 1 }, [alice, bob], [{ keysOf: 2, signed: 0, threshold: 1 }]],
    ['by the new keys alone', young, [bob, carol], [{ keysOf: 1, signed: 1, threshold: 2 }]],
    [
      'by nobody',
      young,
      [],
      [
        { keysOf: 2, signed: 0, threshold: 1 },
        { keysOf: 1, signed: 0, threshold: 2 },
      ],
    ],
    ['by a stranger', young, [dave, alice, bob], []],
  ])('signed %s', (_, holders, signedBy, broken) => {
    const links = brokenLinks(root(2, holders, signedBy), first, verifier);
    expect(links).toEqual(broken.map((link) => ({ version: 2, ...link })));
  });

  it('takes the oldest version by its own keys', () => {
    expect(brokenLinks(first, undefined, verifier)).toEqual([]);
    expect(brokenLinks(root(1, old, [alice]), undefined, verifier)).toEqual([
      { version: 1, keysOf: 1, signed: 1, threshold: 2 },
    ]);
  });

  it('counts keys, not keyids', () => {
    const again = withCustom(alice, { 'x-tuf-on-ci-keyowner': '@somebody-else' });
    const twice = root(1, { keys: [alice, again], threshold: 2 }, [alice, again]);
    expect(brokenLinks(twice, undefined, verifier)).toHaveLength(1);
  });

  it('lets nobody through a root that names no signers', () => {
    const none = root(2, young, [alice, bob]);
    const roleless = { ...none.metadata, signed: { ...none.metadata.signed, roles: {} } } as Loose;
    expect(brokenLinks({ ...none, metadata: roleless }, first, verifier)).toContainEqual({
      version: 2,
      keysOf: 2,
      signed: 0,
      threshold: 1,
    });
  });

  it('says who has signed, by both lists', () => {
    const { own, previous } = countRootSignatures(root(2, young, [bob]), first, verifier);
    expect(own.signed.map(({ keyid }) => keyid)).toEqual([bob.keyid]);
    expect(previous!.missing.map(({ keyid }) => keyid)).toEqual([alice.keyid]);
  });
});
