/**
 * What a destination serves, as clients see it: files that no client would accept count for nothing, whoever put them there.
 */
import { TufError } from '../../errors.ts';
import type { Destination } from '../../ports/destination.ts';
import { canonicalJson } from '../../tuf/canonical-json.ts';
import { entries, equalJson, get } from '../../tuf/json.ts';
import type { Metadata, MetadataType, MetaFile, Role, SignedOfType, Snapshot, Timestamp } from '../../tuf/metadata.ts';
import { publishedMetadataName } from '../../tuf/published-names.ts';
import { readMetadata } from '../../tuf/read-metadata.ts';
import { brokenLinks, type RootVersion } from '../../tuf/root-chain.ts';
import { countSignatures, type Signers } from '../../tuf/signatures.ts';
import { versionIn } from '../../tuf/snapshot.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import { payloadOf, type SignatureVerifier } from '../../tuf/verify.ts';
import type { BuiltRepository } from './built-repository.ts';

/** Bytes; more than any client accepts. */
const limits = { root: 1_000_000, timestamp: 1_000_000, snapshot: 20_000_000, targets: 100_000_000 } as const;

export interface LiveDocument<T extends MetadataType> {
  readonly tag: string;
  readonly bytes: Uint8Array;
  readonly metadata: Metadata<SignedOfType[T]>;
}

/** The live `timestamp.json`: none, one that no client accepts, or one that clients have seen. */
export type LiveTimestamp =
  | { readonly kind: 'none' }
  | { readonly kind: 'worthless'; readonly tag: string }
  | ({ readonly kind: 'accepted' } & LiveDocument<'timestamp'>);

export class Live {
  readonly #destination: Destination;
  readonly #folder: string;
  readonly #roots: readonly RootVersion[];
  readonly #verifier: SignatureVerifier;

  /** @param folder where the metadata is, below the destination */
  constructor(destination: Destination, folder: string, { roots }: BuiltRepository, verifier: SignatureVerifier) {
    this.#destination = destination;
    this.#folder = folder;
    this.#roots = roots;
    this.#verifier = verifier;
  }

  /** Errors: `upload`, `login`. */
  async timestamp(): Promise<LiveTimestamp> {
    const object = await this.#destination.read(`${this.#folder}timestamp.json`, limits.timestamp);
    if (!object) return { kind: 'none' };
    const metadata = object.bytes && parse(object.bytes, 'timestamp');
    if (object.bytes && metadata && (await this.#isAccepted(metadata))) {
      return { kind: 'accepted', tag: object.tag, bytes: object.bytes, metadata };
    }
    return { kind: 'worthless', tag: object.tag };
  }

  /** The snapshot of this version; undefined when there is none that clients accept. */
  async snapshot(version: number): Promise<LiveDocument<'snapshot'> | undefined> {
    const found = await this.#read('snapshot', 'snapshot', version);
    return found && this.#isSignedByRoot(found.metadata, this.#roots) ? found : undefined;
  }

  /** The targets role of this version; undefined when there is none that `signers` have signed. */
  async targets(role: string, version: number, signers: Signers): Promise<LiveDocument<'targets'> | undefined> {
    const found = await this.#read(role, 'targets', version);
    return found && this.#isSigned(found.metadata, signers) ? found : undefined;
  }

  /** Also by roots that are newer than ours: an older run must know the timestamp of a newer one. */
  async #isAccepted(timestamp: Metadata<Timestamp>): Promise<boolean> {
    return (
      this.#isSignedByRoot(timestamp, this.#roots) || this.#isSignedByRoot(timestamp, await this.#readNewerRoots())
    );
  }

  #isSignedByRoot(metadata: Metadata<Timestamp | Snapshot>, roots: readonly RootVersion[]): boolean {
    const type = metadata.signed._type;
    return roots.some(({ metadata: { signed } }) => {
      const role = get(signed.roles, type) as Role | undefined;
      return role !== undefined && this.#isSigned(metadata, { role, keys: signed.keys });
    });
  }

  #isSigned(metadata: Metadata, signers: Signers): boolean {
    return countSignatures(metadata, payloadOf(canonicalJson(metadata.signed)), signers, this.#verifier).complete;
  }

  async #readNewerRoots(): Promise<readonly RootVersion[]> {
    const newer: RootVersion[] = [];
    for (let last = this.#roots.at(-1); last; last = newer.at(-1)) {
      const found = await this.#read('root', 'root', last.metadata.signed.version + 1);
      if (!found) break;
      const next = { metadata: found.metadata, payload: payloadOf(canonicalJson(found.metadata.signed)) };
      if (brokenLinks(next, last, this.#verifier).length > 0) break;
      newer.push(next);
    }
    return newer;
  }

  async #read<T extends MetadataType>(role: string, type: T, version: number): Promise<LiveDocument<T> | undefined> {
    const name = publishedMetadataName(role, version);
    const object = await this.#destination.read(`${this.#folder}${name}`, limits[type]);
    const metadata = object?.bytes && parse(object.bytes, type);
    if (!object?.bytes || metadata?.signed.version !== version) return undefined;
    return { tag: object.tag, bytes: object.bytes, metadata };
  }
}

/** Reads a document; undefined when it is none of that type. */
export function parse<T extends MetadataType>(bytes: Uint8Array, type: T): Metadata<SignedOfType[T]> | undefined {
  try {
    const reading = readMetadata(parseJson(bytes), type);
    return reading.ok ? reading.metadata : undefined;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

/** What our timestamp is beside the live one. */
export type Standing = 'newer' | 'same' | 'older';

/** Errors: `version` when two different timestamps have one version. */
export function judgeStanding(ours: Metadata<Timestamp>, live: LiveTimestamp): Standing {
  if (live.kind !== 'accepted') return 'newer';
  const { signed } = live.metadata;
  if (ours.signed.version !== signed.version) return ours.signed.version > signed.version ? 'newer' : 'older';
  if (equalJson(ours.signed, signed)) return 'same';
  throw new TufError('version', `The destination serves another timestamp with the same version ${signed.version}`, {
    hint: 'Two histories were signed: find out which is right, then run tuf-on-ci-online-sign and publish again',
  });
}

/**
 * Clients that have seen the live snapshot refuse one that goes back (TUF 5.5.5).
 * Errors: `version`.
 */
export function requireStepForward(ours: Metadata<Snapshot>, live: Metadata<Snapshot>): void {
  const back = (what: string, from: number, to: string) =>
    new TufError('version', `${what} would go back from version ${from}, which the destination serves, to ${to}`, {
      hint: 'Clients refuse that: publish from the newest commit of the default branch, or restore what was lost and sign again',
    });
  if (ours.signed.version < live.signed.version) {
    throw back('snapshot', live.signed.version, `version ${ours.signed.version}`);
  }
  for (const [file, entry] of entries(live.signed.meta)) {
    const before = (entry as MetaFile).version;
    const now = versionIn(ours.signed.meta, file);
    if (now === undefined || now < before) throw back(file, before, now === undefined ? 'none' : `version ${now}`);
  }
}
