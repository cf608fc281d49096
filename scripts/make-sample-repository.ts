/**
 * Writes the metadata of this repository's own TUF repository: `npx tsx scripts/make-sample-repository.ts`, after a change of
 * targets/. Two runs give the same bytes: a signature that is there and verifies is kept.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expiryPeriodField, signingPeriodField } from '../src/deployment/custom-fields.ts';
import { metadataPath, owningRole, rootHistoryPath } from '../src/deployment/layout.ts';
import type { SignatureFields } from '../src/ports/signer.ts';
import { byCodePoint } from '../src/text/code-point-order.ts';
import {
  attachSignature,
  canonicalJson,
  createSignatureVerifier,
  expiryAfter,
  type Json,
  type Metadata,
  type MetadataType,
  objectOf,
  type Payload,
  parseJson,
  payloadOf,
  readMetadata,
  type Signed,
  unsigned,
  writeJson,
} from '../src/tuf/index.ts';
import { keyOf, onlineKey, people, projectFolder, type TestKey } from './demo/test-keys.ts';

/** Unix seconds. The repository began with two maintainers; half a year later a third came. */
const begunAt = Date.UTC(2026, 4, 22) / 1000;
export const sampleSignedAt = Date.UTC(2026, 10, 22) / 1000;

const offline = { expiry: 365, signing: 60 };
const timestamp = { expiry: 7, signing: 2 };

const verifier = createSignatureVerifier();

/**
 * The metadata of the sample, by path in the repository.
 * @param folder a checkout: its target files are listed, signatures of its metadata are used again
 */
export async function makeSampleRepository(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const [alice, bob, carol] = await Promise.all(people.map(keyOf));
  const keys = { alice: alice!, bob: bob!, carol: carol!, online: await onlineKey() };
  const targetFiles = listTargetFiles(join(folder, 'targets'));
  const files = new Map<string, Uint8Array>();
  const put = async (path: string, signed: Signed, eligible: readonly TestKey[], by: readonly TestKey[] = eligible) =>
    void files.set(path, writeJson(await sign(signed, eligible, by, readOr(join(folder, path)))));

  // alice and bob signed alone for half a year; carol's key was accepted by both.
  const founders = [keys.alice, keys.bob];
  const maintainers = [...founders, keys.carol];
  await put(rootHistoryPath(1), rootSigned(1, begunAt, founders, founders, keys.online), founders);
  await put(rootHistoryPath(2), rootSigned(2, sampleSignedAt, maintainers, founders, keys.online), maintainers);
  files.set(metadataPath('root'), files.get(rootHistoryPath(2))!);
  // A threshold of one: the other signer's entry stays empty, as after a signing event.
  await put(metadataPath('targets'), targetsSigned(targetFiles, [keys.bob, keys.carol]), founders, [keys.alice]);
  await put(metadataPath('tools'), toolsSigned(targetFiles), [keys.bob, keys.carol], [keys.bob]);
  const versions = { 'targets.json': { version: 1 }, 'tools.json': { version: 1 } };
  await put(metadataPath('snapshot'), signedPart('snapshot', 1, sampleSignedAt, offline.expiry, { meta: versions }), [
    keys.online,
  ]);
  const pointer = { 'snapshot.json': { version: 1 } };
  await put(
    metadataPath('timestamp'),
    signedPart('timestamp', 1, sampleSignedAt, timestamp.expiry, { meta: pointer }),
    [keys.online],
  );
  return files;
}

function rootSigned(
  version: number,
  at: number,
  maintainers: readonly TestKey[],
  targetsSigners: readonly TestKey[],
  online: TestKey,
): Signed {
  const role = (signers: readonly TestKey[], threshold: number) => ({ keyids: keyidsOf(signers), threshold });
  return signedPart('root', version, at, offline.expiry, {
    consistent_snapshot: true,
    keys: keysOf([...maintainers, online]),
    roles: {
      root: role(maintainers, 2),
      targets: role(targetsSigners, 1),
      snapshot: { ...role([online], 1), ...periods(offline) },
      timestamp: { ...role([online], 1), ...periods(timestamp) },
    },
    ...periods(offline),
  });
}

function targetsSigned(targetFiles: TargetFiles, toolsSigners: readonly TestKey[]): Signed {
  const tools = {
    name: 'tools',
    keyids: keyidsOf(toolsSigners),
    threshold: 1,
    terminating: true,
    paths: ['tools/*', 'tools/*/*', 'tools/*/*/*', 'tools/*/*/*/*'],
  };
  return signedPart('targets', 1, sampleSignedAt, offline.expiry, {
    delegations: { keys: keysOf(toolsSigners), roles: [tools] },
    targets: targetFiles('targets'),
    ...periods(offline),
  });
}

function toolsSigned(targetFiles: TargetFiles): Signed {
  return signedPart('targets', 1, sampleSignedAt, offline.expiry, {
    targets: targetFiles('tools'),
    ...periods(offline),
  });
}

function signedPart(
  type: MetadataType,
  version: number,
  at: number,
  expiryDays: number,
  members: Readonly<Record<string, Json>>,
): Signed {
  const expires = expiryAfter(at, expiryDays);
  return objectOf(Object.entries({ _type: type, spec_version: '1.0.31', version, expires, ...members })) as Signed;
}

function periods({ expiry, signing }: { expiry: number; signing: number }) {
  return { [expiryPeriodField]: expiry, [signingPeriodField]: signing };
}

const keyidsOf = (keys: readonly TestKey[]) => keys.map(({ keyid }) => keyid);
const keysOf = (keys: readonly TestKey[]) => Object.fromEntries(keys.map(({ keyid, key }) => [keyid, key]));

/** The entries of a role's target files. */
type TargetFiles = (role: string) => Record<string, Json>;

function listTargetFiles(folder: string): TargetFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort(byCodePoint);
  const entryOf = (file: string) => {
    const content = readFileSync(join(folder, file));
    return { hashes: { sha256: createHash('sha256').update(content).digest('hex') }, length: content.length };
  };
  return (role) =>
    Object.fromEntries(files.filter((file) => owningRole(file) === role).map((file) => [file, entryOf(file)]));
}

async function sign(
  signed: Signed,
  eligible: readonly TestKey[],
  by: readonly TestKey[],
  earlier: Uint8Array | undefined,
): Promise<Metadata<Signed>> {
  const payload = payloadOf(canonicalJson(signed));
  let metadata = unsigned(objectOf([]) as Metadata<Signed>, signed, keyidsOf(eligible));
  for (const key of by) {
    const fields = earlierSignature(earlier, signed, payload, key) ?? (await key.signer.sign(payload.bytes));
    metadata = attachSignature(metadata, payload, key.keyid, key.key, fields, verifier);
  }
  return metadata;
}

/** ECDSA signatures differ from run to run. */
function earlierSignature(
  earlier: Uint8Array | undefined,
  { _type }: Signed,
  payload: Payload,
  { keyid, key }: TestKey,
): SignatureFields | undefined {
  const reading = earlier && readMetadata(parseJson(earlier), _type);
  const entry = reading?.ok ? reading.metadata.signatures.find((signature) => signature.keyid === keyid) : undefined;
  return entry && verifier.verify(key, payload, entry) ? { sig: entry.sig } : undefined;
}

function readOr(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, bytes] of await makeSampleRepository(projectFolder)) {
    mkdirSync(dirname(join(projectFolder, path)), { recursive: true });
    writeFileSync(join(projectFolder, path), bytes);
  }
}
