/**
 * The one builder of repository states in tests: a soundly signed repository, changed step by step, signed again by
 * whom the story says. Everything is in memory; drafts are immutable, each step returns a new one.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MemoryFile, memoryTree } from '../../src/ports/memory-tree.ts';
import type { Tree } from '../../src/ports/repository.ts';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { formatTime } from '../../src/tuf/expires.ts';
import type { Json, JsonObject } from '../../src/tuf/json.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import { writeJson } from '../../src/tuf/write-json.ts';

/** A JSON object that tests may change at will. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into metadata of any shape, broken ones included
export type Loose = any;

export const day = 86_400;
/** The moment at which the sound repository was signed: 2030-01-01T00:00:00Z. */
export const signedAt = Date.UTC(2030, 0, 1) / 1000;
/** The moment at which stories happen: ten days later. */
export const now = signedAt + 10 * day;

export interface TestKey {
  readonly name: string;
  readonly keyid: string;
  readonly key: Loose;
  readonly privateKey: KeyObject;
}

function loadKey(file: string, custom: Record<string, string>): TestKey {
  const privateKey = createPrivateKey(readFileSync(new URL(`../keys/${file}.pem`, import.meta.url)));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const key = { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval: { public: publicKey }, ...custom };
  return { name: file, keyid: keyId(key as JsonObject), key, privateKey };
}

const owner = (name: string) => ({ 'x-tuf-on-ci-keyowner': `@tuf-test-${name}` });

export const alice = loadKey('alice', owner('alice'));
export const bob = loadKey('bob', owner('bob'));
export const carol = loadKey('carol', owner('carol'));
export const dave = loadKey('dave', owner('dave'));
export const online = loadKey('online', { 'x-tuf-on-ci-online-uri': 'file2:test/keys/online.pem' });
const everybody = [alice, bob, carol, dave, online];

/** A key of the same material under other custom fields: another keyid. */
export function withCustom(key: TestKey, custom: Record<string, unknown>): TestKey {
  const { keytype, scheme, keyval } = key.key;
  const changed = { keytype, scheme, keyval, ...custom };
  return { ...key, key: changed, keyid: keyId(changed as JsonObject) };
}

/** One signature entry, hex DER over the canonical form. */
export function signatureOf(signed: Json, { keyid, privateKey }: TestKey): { keyid: string; sig: string } {
  return { keyid, sig: signBytes('sha256', canonicalJson(signed), privateKey).toString('hex') };
}

export class Draft {
  readonly files: ReadonlyMap<string, MemoryFile>;
  readonly #keys: readonly TestKey[];

  constructor(files: ReadonlyMap<string, MemoryFile>, keys: readonly TestKey[] = everybody) {
    this.files = files;
    this.#keys = keys;
  }

  get tree(): Tree {
    return memoryTree(this.files);
  }

  /** Puts a file (text or bytes), removes it (null), or puts a link (an object with a mode). */
  file(path: string, content: string | MemoryFile | null): Draft {
    const files = new Map(this.files);
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? Buffer.from(content) : content);
    return new Draft(files, this.#keys);
  }

  bytes(path: string): Uint8Array {
    const file = this.files.get(path);
    if (!file) throw new Error(`the draft has no ${path}`);
    return file instanceof Uint8Array ? file : file.content;
  }

  /** The whole metadata document of a role, a fresh copy. */
  document(role: string): Loose {
    return JSON.parse(Buffer.from(this.bytes(`metadata/${role}.json`)).toString());
  }

  /** Lets later `resign` calls use a key that nobody else has. */
  knowing(...keys: TestKey[]): Draft {
    return new Draft(this.files, [...keys, ...this.#keys]);
  }

  /** Changes a role's document as a whole, signatures untouched. */
  document$(role: string, change: (document: Loose) => Loose | undefined): Draft {
    const document = this.document(role);
    const changed = change(document) ?? document;
    const bytes = writeJson(changed as Json);
    const draft = this.file(`metadata/${role}.json`, bytes);
    return role === 'root' ? draft.file(`metadata/root_history/${changed.signed.version}.root.json`, bytes) : draft;
  }

  /** Changes what is signed; signatures stay as they were, so they are wrong until `resign`. */
  with(role: string, change: (signed: Loose) => void): Draft {
    return this.document$(role, (document) => {
      change(document.signed);
    });
  }

  /** A proper new version: version + 1, expiry from now by its period. The change is made before. */
  step(role: string, change: (signed: Loose) => void = () => {}, at = now): Draft {
    return this.with(role, (signed) => {
      signed.version += 1;
      const days = signed['x-tuf-on-ci-expiry-period'];
      if (days !== undefined) signed.expires = formatTime(at + days * day);
      change(signed);
    });
  }

  /** Signs a role by the given keys, or by all that its delegation (for root: both roots) lists and the draft knows. */
  resign(role: string, by?: readonly TestKey[]): Draft {
    return this.document$(role, (document) => {
      const keyids: string[] = by ? by.map((key) => key.keyid) : this.#eligible(role);
      const keys = keyids.flatMap((keyid) => [...(by ?? []), ...this.#keys].find((key) => key.keyid === keyid) ?? []);
      document.signatures = keys.map((key) => signatureOf(document.signed, key));
    });
  }

  #eligible(role: string): string[] {
    const root = this.document('root').signed;
    if (role === 'root') {
      const before = this.files.get(`metadata/root_history/${root.version - 1}.root.json`);
      const earlier = before ? JSON.parse(Buffer.from(before as Uint8Array).toString()).signed.roles.root.keyids : [];
      return [...new Set([...earlier, ...root.roles.root.keyids])] as string[];
    }
    if (root.roles[role]) return root.roles[role].keyids;
    const delegations = this.document('targets').signed.delegations?.roles ?? [];
    return delegations.find((delegated: Loose) => delegated.name === role)?.keyids ?? [];
  }

  /** Lists the files of `targets/` that belong to a role, as update-targets would. */
  list(role: string, at = now): Draft {
    return this.step(
      role,
      (signed) => {
        signed.targets = {};
        for (const [path, file] of this.files) {
          const target = path.startsWith('targets/') ? path.slice('targets/'.length) : '';
          const mine = role === 'targets' ? target !== '' && !target.includes('/') : target.startsWith(`${role}/`);
          if (mine && file instanceof Uint8Array) signed.targets[target] = targetEntry(file);
        }
      },
      at,
    );
  }

  /** A new online signature: snapshot with the versions of all roles, and timestamp. */
  online(at = now): Draft {
    const root = this.document('root').signed;
    const periodOf = (role: string) => root.roles[role]['x-tuf-on-ci-expiry-period'] * day;
    const meta: Record<string, { version: number }> = this.files.has('metadata/snapshot.json')
      ? this.document('snapshot').signed.meta
      : {};
    for (const path of this.files.keys()) {
      const role = /^metadata\/([^/]+)\.json$/.exec(path)?.[1];
      if (role && !['root', 'timestamp', 'snapshot'].includes(role)) {
        meta[`${role}.json`] = { version: this.document(role).signed.version };
      }
    }
    const next = (role: string) =>
      this.files.has(`metadata/${role}.json`) ? this.document(role).signed.version + 1 : 1;
    const version = next('snapshot');
    const snapshot = signedPart('snapshot', version, formatTime(at + periodOf('snapshot')), { meta });
    const timestamp = signedPart('timestamp', next('timestamp'), formatTime(at + periodOf('timestamp')), {
      meta: { 'snapshot.json': { version } },
    });
    return this.#put('snapshot', snapshot).#put('timestamp', timestamp).resign('snapshot').resign('timestamp');
  }

  #put(role: string, signed: Json): Draft {
    return this.file(`metadata/${role}.json`, writeJson({ signatures: [], signed }));
  }
}

/** An entry of a targets role for a file's content. */
export function targetEntry(content: Uint8Array): { hashes: { sha256: string }; length: number } {
  return { hashes: { sha256: createHash('sha256').update(content).digest('hex') }, length: content.length };
}

function signedPart(type: string, version: number, expires: string, members: Record<string, Json>): Json {
  return { _type: type, spec_version: '1.0.31', version, expires, ...members };
}

const periods = (expiry: number, signing: number) => ({
  'x-tuf-on-ci-expiry-period': expiry,
  'x-tuf-on-ci-signing-period': signing,
});

const keysOf = (...keys: TestKey[]) => Object.fromEntries(keys.map(({ keyid, key }) => [keyid, key]));

function build(): Draft {
  const year = formatTime(signedAt + 365 * day);
  const people = [alice, bob, carol];
  const root = signedPart('root', 1, year, {
    consistent_snapshot: true,
    keys: keysOf(...people, online),
    roles: {
      root: { keyids: people.map((key) => key.keyid), threshold: 2 },
      targets: { keyids: [alice.keyid, bob.keyid], threshold: 1 },
      snapshot: { keyids: [online.keyid], threshold: 1, ...periods(365, 60) },
      timestamp: { keyids: [online.keyid], threshold: 1, ...periods(20, 5) },
    },
    ...periods(365, 60),
  });
  const targets = signedPart('targets', 1, year, {
    targets: {},
    delegations: {
      keys: keysOf(bob, carol),
      roles: [
        {
          name: 'releases',
          keyids: [bob.keyid, carol.keyid],
          threshold: 1,
          terminating: true,
          paths: ['releases/*', 'releases/*/*', 'releases/*/*/*', 'releases/*/*/*/*'],
        },
      ],
    },
    ...periods(365, 60),
  });
  const releases = signedPart('releases', 1, year, { targets: {}, ...periods(365, 60) });
  const put = (draft: Draft, role: string, signed: Json) =>
    draft.file(`metadata/${role}.json`, writeJson({ signatures: [], signed }));
  let draft = new Draft(new Map());
  draft = draft.file('targets/hello.txt', 'hello\n').file('targets/releases/1.0/tool.txt', 'a tool\n');
  draft = put(put(put(draft, 'root', root), 'targets', targets), 'releases', {
    ...(releases as JsonObject),
    _type: 'targets',
  });
  draft = draft.with('root', () => {}).resign('root');
  for (const role of ['targets', 'releases']) {
    draft = draft
      .list(role, signedAt)
      .with(role, (signed) => {
        signed.version = 1;
      })
      .resign(role);
  }
  // A second root version, so that there is a chain to walk.
  return draft
    .step('root', () => {}, signedAt)
    .resign('root')
    .online(signedAt);
}

let built: Draft | undefined;

/**
 * Root version 2 (alice, bob, carol; 2 of 3), targets (alice, bob), a delegated role `releases` (bob, carol), online
 * key; a target file each. Sound at every door at `now`.
 */
export function soundRepository(): Draft {
  built ??= build();
  return built;
}
