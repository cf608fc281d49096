/**
 * What changes under its name: pages for people, the note, `timestamp.json`. Each is written in place of what was read, and who finds
 * something else there decides anew. So of two runs the one with the newer timestamp wins, in whatever order they come.
 */
import type { Condition, Destination, StoredObject } from '../../ports/destination.ts';
import { contentOf, type Serving, UploadError } from '../../ports/destination.ts';
import { publishedMetadataName } from '../../tuf/published-names.ts';
import { versionIn } from '../../tuf/snapshot.ts';
import type { BuiltRepository } from './built-repository.ts';
import { hasSignatures, placeMetadata } from './immutable.ts';
import {
  judgeStanding,
  type Live,
  type LiveDocument,
  type LiveTimestamp,
  requireStepForward,
  type Standing,
} from './live.ts';
import { addToManifest, findMark, manifestName, markOf, readManifest, type StoredManifest } from './manifest.ts';
import type { Uploads } from './plan.ts';
import type { Layout } from './prune.ts';

/** Nobody keeps it: a client that asks for it wants the newest. */
const timestampServing: Serving = { contentType: 'application/json', cacheControl: 'no-store' };

function pageServing(name: string): Serving {
  const contentType = name.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/json';
  return { contentType, cacheControl: 'public, max-age=60' };
}

/** How often others may come in between. */
const attempts = 20;

export class Finish {
  readonly written: string[] = [];
  readonly warnings: string[] = [];
  readonly #destination: Destination;
  readonly #layout: Layout;
  readonly #built: BuiltRepository;
  readonly #live: Live;
  #timestamp: LiveTimestamp = { kind: 'none' };
  #snapshot: LiveDocument<'snapshot'> | undefined;

  constructor(destination: Destination, layout: Layout, built: BuiltRepository, live: Live) {
    this.#destination = destination;
    this.#layout = layout;
    this.#built = built;
    this.#live = live;
  }

  /** Of the timestamp that clients were served when it was last looked at. */
  get liveVersion(): number | undefined {
    return this.#timestamp.kind === 'accepted' ? this.#timestamp.metadata.signed.version : undefined;
  }

  /** Looks at what is served, and whether ours may follow it. Errors: `version`, `upload`, `login`. */
  async begin(): Promise<Standing> {
    this.#timestamp = await this.#live.timestamp();
    this.#snapshot = undefined;
    const standing = judgeStanding(this.#built.timestamp, this.#timestamp);
    if (this.#timestamp.kind !== 'accepted' || standing === 'older') return standing;
    const version = versionIn(this.#timestamp.metadata.signed.meta, 'snapshot.json') ?? 0;
    if (version === this.#built.snapshot.signed.version) {
      const { bytes } = this.#built.metadata.get(publishedMetadataName('snapshot', version))!;
      this.#snapshot = { tag: '', bytes, metadata: this.#built.snapshot };
    } else this.#snapshot = await this.#live.snapshot(version);
    if (this.#snapshot) requireStepForward(this.#built.snapshot, this.#snapshot.metadata);
    return standing;
  }

  /** The snapshot that clients are served; undefined when there is none that they accept. */
  get liveSnapshot(): LiveDocument<'snapshot'> | undefined {
    return this.#snapshot;
  }

  /** What `run` would write. */
  async plan({ roots }: Uploads): Promise<readonly string[]> {
    const pages = await this.#stalePages();
    const names = [...pages.keys()].map((name) => `${this.#layout.metadata}${name}`);
    const missing: string[] = [];
    for (const { name } of roots) if (!(await this.#destination.stat(name))) missing.push(name);
    return [...names, ...missing, ...(this.#isTimestampInPlace() ? [] : [this.#timestampName])];
  }

  /**
   * Puts the rest in place, `timestamp.json` last. Errors: `version`, `upload`, `login`.
   * @returns where ours stands in the end: `older` when another run has overtaken this one
   */
  async run({ roots }: Uploads, noted: StoredManifest): Promise<Standing> {
    await this.#writePages(noted);
    for (const { name, file } of roots) {
      if ((await placeMetadata(this.#destination, name, file)) === 'written') this.written.push(name);
    }
    const { bytes } = this.#built.metadata.get('timestamp.json')!;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const standing = attempt === 0 ? judgeStanding(this.#built.timestamp, this.#timestamp) : await this.begin();
      if (standing === 'older') return standing;
      if (this.#isTimestampInPlace()) {
        // Ours, and the answer was lost; or that of another run with the same.
        if (attempt > 0) this.written.push(this.#timestampName);
        return standing;
      }
      const content = contentOf(bytes);
      if (await this.#destination.write(this.#timestampName, content, timestampServing, this.#timestampCondition())) {
        this.written.push(this.#timestampName);
        if (this.#timestamp.kind === 'worthless') {
          this.warnings.push(
            'What the destination served as timestamp.json was signed by nobody that clients trust; it was replaced',
          );
        }
        return 'newer';
      }
    }
    throw new UploadError(`${this.#timestampName} changes faster than it can be read`, {
      hint: 'Something else writes to the destination all the time: find out what it is',
    });
  }

  /** Is ours what is served, and no newer one on its way? Errors: `version`, `upload`, `login`. */
  async isNewest(): Promise<boolean> {
    const { begun } = await readManifest(this.#destination);
    return (await this.begin()) === 'same' && begun <= this.#built.timestamp.signed.version;
  }

  get #timestampName(): string {
    return `${this.#layout.metadata}timestamp.json`;
  }

  #timestampCondition(): Condition {
    return this.#timestamp.kind === 'none' ? 'absent' : { tag: this.#timestamp.tag };
  }

  /** The same signed part with all of our signatures; other keys may have made the live ones. */
  #isTimestampInPlace(): boolean {
    if (this.#timestamp.kind !== 'accepted') return false;
    const { metadata } = this.#timestamp;
    return (
      judgeStanding(this.#built.timestamp, this.#timestamp) === 'same' && hasSignatures(metadata, this.#built.timestamp)
    );
  }

  /** Those that are not at the destination as they were built, and what is there in their place. */
  async #stalePages(): Promise<ReadonlyMap<string, StoredObject | undefined>> {
    const stale = new Map<string, StoredObject | undefined>();
    for (const [name, { sha256 }] of this.#built.pages) {
      const stored = await this.#destination.stat(`${this.#layout.metadata}${name}`);
      if (stored?.sha256 !== sha256) stale.set(name, stored);
    }
    return stale;
  }

  /**
   * Notes that everything is there and which version is about to be served, then writes the pages. The note decides whose they are:
   * they are written in place of what was there before it was made, and by nobody who finds a newer version in it.
   */
  async #writePages(noted: StoredManifest): Promise<void> {
    const { version } = this.#built.timestamp.signed;
    const snapshotVersion = this.#built.snapshot.signed.version;
    const { bytes } = this.#built.metadata.get(publishedMetadataName('snapshot', snapshotVersion))!;
    let stale = await this.#stalePages();
    const isNoted = findMark(noted, bytes)?.tough === this.#built.tough;
    if (stale.size === 0 && isNoted) return;
    const mark = markOf(snapshotVersion, bytes, this.#built.tough);
    let { begun } = await addToManifest(this.#destination, noted, mark, version);
    for (let attempt = 0; attempt < attempts && stale.size > 0 && begun <= version; attempt++) {
      for (const [name, stored] of stale) await this.#writePage(name, stored);
      stale = attempt === 0 && this.#wrote(stale) ? new Map() : await this.#stalePages();
      if (stale.size > 0) ({ begun } = await readManifest(this.#destination));
    }
    if (begun > version) {
      this.warnings.push(`${manifestName} says that version ${begun} is about to be served: the pages were left alone`);
    }
  }

  async #writePage(page: string, stored: StoredObject | undefined): Promise<void> {
    const name = `${this.#layout.metadata}${page}`;
    const condition = stored ? { tag: stored.tag } : 'absent';
    const content = this.#built.pages.get(page)!;
    if (await this.#destination.write(name, content, pageServing(page), condition)) this.written.push(name);
  }

  #wrote(pages: ReadonlyMap<string, unknown>): boolean {
    return [...pages.keys()].every((name) => this.written.includes(`${this.#layout.metadata}${name}`));
  }
}
