/** Published repositories for the client's tests, signed with throw-away keys, and a web server that serves them. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonicalJson } from '../../../src/tuf/canonical-json.ts';
import { formatTime, type Seconds } from '../../../src/tuf/expires.ts';
import type { Json, JsonObject } from '../../../src/tuf/json.ts';

/** Far from the real clock: whatever reads that one fails. */
export const now: Seconds = Date.UTC(2040, 0, 1) / 1000;
export const days = 86_400;
export const inDays = (count: number): string => formatTime(now + count * days);

export interface TestKey {
  readonly keyid: string;
  readonly key: JsonObject;
  readonly sign: (payload: Uint8Array) => string;
}

export const p256 = (): TestKey => ecdsa('P-256', 'ecdsa-sha2-nistp256', 'sha256');
export const p521 = (): TestKey => ecdsa('P-521', 'ecdsa-sha2-nistp521', 'sha512');

export function ed25519(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  return testKey({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw } }, (payload) =>
    sign(null, payload, privateKey),
  );
}

export function rsaPkcs1(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { keytype: 'rsa', scheme: 'rsa-pkcs1v15-sha256', keyval: { public: pem(publicKey) } };
  return testKey(key, (payload) => sign('sha256', payload, privateKey));
}

/** A key whose signatures nobody here can make; tuf-js does not get as far as looking at them. */
export function foreign(keytype: string, scheme: string, keyval: JsonObject): TestKey {
  return testKey({ keytype, scheme, keyval }, () => Buffer.from('not looked at'));
}

export const sigstore = (): TestKey =>
  foreign('sigstore-oidc', 'Fulcio', {
    identity: 'https://github.com/o/r/x.yml@refs/heads/main',
    issuer: 'https://issuer',
  });

function ecdsa(namedCurve: string, scheme: string, digest: string): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  return testKey({ keytype: 'ecdsa', scheme, keyval: { public: pem(publicKey) } }, (payload) =>
    sign(digest, payload, privateKey),
  );
}

function pem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'spki' }) as string;
}

function testKey(key: JsonObject, makeSignature: (payload: Uint8Array) => Buffer): TestKey {
  const keyid = createHash('sha256').update(canonicalJson(key)).digest('hex');
  return { keyid, key, sign: (payload) => makeSignature(payload).toString('hex') };
}

/** Leaves an empty signature, as for a signer who is still to come (SPEC A5). */
export function notYet(key: TestKey): TestKey {
  return { ...key, sign: () => '' };
}

export function document(signed: JsonObject, keys: readonly TestKey[]): Uint8Array {
  const payload = canonicalJson(signed);
  const signatures = keys.map(({ keyid, sign: signWith }) => ({ keyid, sig: signWith(payload) }));
  return Buffer.from(JSON.stringify({ signatures, signed }, null, 1));
}

export interface DelegatedRoleOptions {
  readonly name: string;
  readonly paths?: readonly string[];
  readonly key?: TestKey;
  readonly files?: Files;
  readonly expires?: string;
  readonly delegates?: readonly DelegatedRoleOptions[];
}

type Files = Readonly<Record<string, string>>;

export interface PublishOptions {
  /** The root keys of each version; the roots from 2 on are signed by the version before as well. */
  readonly roots?: readonly (readonly TestKey[])[];
  readonly targetsKeys?: readonly TestKey[];
  readonly targetsThreshold?: number;
  /** Those of `targetsKeys` that have signed. */
  readonly targetsSigners?: readonly TestKey[];
  readonly onlineKey?: TestKey;
  readonly files?: Files;
  readonly delegates?: readonly DelegatedRoleOptions[];
  readonly expires?: Partial<Readonly<Record<'root' | 'targets' | 'snapshot' | 'timestamp', string>>>;
  /** Of targets, snapshot and timestamp. */
  readonly version?: number;
}

export interface TestRepository {
  /** Metadata by published name. */
  readonly metadata: Map<string, Uint8Array>;
  /** Target files by published path. */
  readonly artifacts: Map<string, Uint8Array>;
}

const rootKey = p256();
const targetsKey = ed25519();
const onlineKey = p256();

/** A sound repository of two target files, but for what is asked for. */
export function publish(options: PublishOptions = {}): TestRepository {
  const { roots = [[rootKey]], files = { 'file.txt': 'hello' }, delegates = [], expires = {}, version = 1 } = options;
  const targetsKeys = options.targetsKeys ?? [targetsKey];
  const online = options.onlineKey ?? onlineKey;
  const metadata = new Map<string, Uint8Array>();
  const artifacts = new Map<string, Uint8Array>();

  roots.forEach((keys, i) => {
    const roles = {
      root: role(keys),
      targets: role(targetsKeys, options.targetsThreshold),
      snapshot: role([online]),
      timestamp: role([online]),
    };
    const all = keyList([...keys, ...targetsKeys, online]);
    const members = { consistent_snapshot: true, keys: all, roles };
    const signers = new Map([...(roots[i - 1] ?? []), ...keys].map((key) => [key.keyid, key]));
    metadata.set(
      `${i + 1}.root.json`,
      document(signed('root', i + 1, expires.root ?? inDays(365), members), [...signers.values()]),
    );
  });

  const meta: Record<string, Json> = { 'targets.json': { version } };
  const targets = targetsMembers(files, delegates, artifacts);
  const targetsDocument = signed('targets', version, expires.targets ?? inDays(365), targets);
  metadata.set(`${version}.targets.json`, document(targetsDocument, options.targetsSigners ?? targetsKeys));
  for (const delegated of delegates) publishDelegated(delegated, meta, metadata, artifacts);
  const snapshot = signed('snapshot', version, expires.snapshot ?? inDays(30), { meta });
  metadata.set(`${version}.snapshot.json`, document(snapshot, [online]));
  const timestamp = signed('timestamp', version, expires.timestamp ?? inDays(2), {
    meta: { 'snapshot.json': { version } },
  });
  metadata.set('timestamp.json', document(timestamp, [online]));
  return { metadata, artifacts };
}

const delegatedKey = p256();

function publishDelegated(
  { name, key = delegatedKey, files = {}, expires = inDays(365), delegates = [] }: DelegatedRoleOptions,
  meta: Record<string, Json>,
  metadata: Map<string, Uint8Array>,
  artifacts: Map<string, Uint8Array>,
): void {
  // Its own file last: a role may be delegated to from below.
  for (const delegated of delegates) publishDelegated(delegated, meta, metadata, artifacts);
  meta[`${name}.json`] = { version: 1 };
  metadata.set(
    `1.${name}.json`,
    document(signed('targets', 1, expires, targetsMembers(files, delegates, artifacts)), [key]),
  );
}

function targetsMembers(
  files: Files,
  delegates: readonly DelegatedRoleOptions[],
  artifacts: Map<string, Uint8Array>,
): JsonObject {
  const targets = Object.fromEntries(
    Object.entries(files).map(([path, content]) => {
      const bytes = Buffer.from(content);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const slash = path.lastIndexOf('/') + 1;
      artifacts.set(`${path.slice(0, slash)}${sha256}.${path.slice(slash)}`, bytes);
      return [path, { hashes: { sha256 }, length: bytes.length }];
    }),
  );
  if (delegates.length === 0) return { targets };
  const roles = delegates.map(delegation);
  return { targets, delegations: { keys: keyList(delegates.map(({ key = delegatedKey }) => key)), roles } };
}

function delegation({ name, key = delegatedKey, paths = [`${name}/*`] }: DelegatedRoleOptions): JsonObject {
  return { ...role([key]), name, paths, terminating: true };
}

function signed(type: string, version: number, expires: string, members: JsonObject): JsonObject {
  return { _type: type, spec_version: '1.0.31', version, expires, ...members };
}

function role(keys: readonly TestKey[], threshold = keys.length): JsonObject {
  return { keyids: keys.map(({ keyid }) => keyid), threshold };
}

function keyList(keys: readonly TestKey[]): JsonObject {
  return Object.fromEntries(keys.map(({ keyid, key }) => [keyid, key]));
}

/** Adds a member to the signed part of a file: its signatures are wrong from then on. */
export function tamper({ metadata }: TestRepository, file: string): void {
  const parsed = JSON.parse(Buffer.from(metadata.get(file)!).toString('utf8')) as { signed: object };
  metadata.set(file, Buffer.from(JSON.stringify({ ...parsed, signed: { ...parsed.signed, tampered: true } }, null, 1)));
}

export interface TestServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function listen(handle: RequestListener): Promise<TestServer> {
  const server: Server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, close };
}

/** Serves `metadata/…` and `targets/…` of what the repository holds at the time of the request. */
export function serve(repository: TestRepository): Promise<TestServer> {
  return listen((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const [, folder, name] = /^\/(metadata|targets)\/(.*)$/.exec(path) ?? [];
    const content = (folder === 'metadata' ? repository.metadata : repository.artifacts).get(name ?? '');
    response.statusCode = content ? 200 : 404;
    response.end(content);
  });
}
