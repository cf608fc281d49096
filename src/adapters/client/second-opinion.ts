/**
 * The second opinion (SPEC B1): what is about to be published is walked in the order of the client workflow (TUF 5.3-5.6)
 * by tuf-js's own rules, `TrustedMetadataStore`, without network or files. A document that tuf-js cannot judge is
 * named, taken as it stands, and what depends on it is still judged.
 */
import type { Metadata as Models, Root as TheirRoot } from '@tufjs/models';
import type { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import type { Disagreement, NotJudged, SecondOpinion, SecondOpinionInput } from '../../ports/client.ts';
import { parseExpires } from '../../tuf/expires.ts';
import { get } from '../../tuf/json.ts';
import { delegationsOf, type Role, type Root, type TopLevelRole } from '../../tuf/metadata.ts';
import type { Signers } from '../../tuf/signatures.ts';
import {
  type PublishedDocument,
  readByModels,
  readByModelsWithoutTargets,
  readPublished,
} from './published-document.ts';
import { readingDifferences } from './same-reading.ts';
import { assume, openStore, setTime, type TheirMetadata } from './trusted-store.ts';
import { reordered, tooManyTargets, unknownKeys, unloadable } from './tuf-js-limits.ts';

/**
 * Asks tuf-js about the files. What it finds is data; nothing is thrown for it. Expired roles of people are judged as
 * of the second before, and named: they do not stop publishing.
 */
export async function secondOpinion(input: SecondOpinionInput): Promise<SecondOpinion> {
  const walk = new Walk(input);
  walk.run();
  return { disagreements: walk.disagreements, notJudged: walk.notJudged };
}

class Walk {
  readonly disagreements: Disagreement[] = [];
  readonly notJudged: NotJudged[] = [];
  readonly #input: SecondOpinionInput;

  constructor(input: SecondOpinionInput) {
    this.#input = input;
  }

  run(): void {
    const roots = this.#walkRoots();
    if (!roots) return;
    const { root, store } = roots;
    if (this.#judgeTimestamp(root, store) && this.#judgeSnapshot(root, store)) this.#walkTargets(root, store);
  }

  /** TUF 5.3, from the oldest trusted root to the newest published one. */
  #walkRoots(): { root: PublishedDocument; store: TrustedMetadataStore } | undefined {
    let version = this.#input.trustedRootVersion;
    let root = this.#read('root', `${version}.root.json`);
    if (!root) return undefined;
    const first = root;
    const theirs = this.#judge(first, [signersByRoot(first, 'root')], () => verifiedByItself(first));
    if (!theirs) return undefined;
    const store = openStore(theirs as Models<TheirRoot>);
    while (this.#input.files.get(`${++version}.root.json`)) {
      const next = this.#read('root', `${version}.root.json`);
      if (!next) return undefined;
      const signers = [signersByRoot(root, 'root'), signersByRoot(next, 'root')];
      if (!this.#judge(next, signers, () => store.updateRoot(next.bytes), store)) return undefined;
      root = next;
    }
    return { root, store };
  }

  /** TUF 5.4. */
  #judgeTimestamp(root: PublishedDocument, store: TrustedMetadataStore): boolean {
    const timestamp = this.#read('timestamp', 'timestamp.json');
    if (!timestamp) return false;
    setTime(store, this.#timeFor(root));
    const signers = [signersByRoot(root, 'timestamp')];
    return this.#valid(this.#judge(timestamp, signers, () => store.updateTimestamp(timestamp.bytes), store));
  }

  /** TUF 5.5. */
  #judgeSnapshot(root: PublishedDocument, store: TrustedMetadataStore): boolean {
    const snapshot = this.#read('snapshot', versioned(store, 'snapshot', store.timestamp!.signed.snapshotMeta.version));
    if (!snapshot) return false;
    const signers = [signersByRoot(root, 'snapshot')];
    return this.#valid(this.#judge(snapshot, signers, () => store.updateSnapshot(snapshot.bytes), store));
  }

  /** TUF 5.6, every role of the delegation tree instead of those on the way to one target file. */
  #walkTargets(root: PublishedDocument, store: TrustedMetadataStore): void {
    const delegations = [{ role: 'targets', delegator: 'root', signers: signersByRoot(root, 'targets') }];
    const walked = new Set<string>();
    // The list grows while it is walked.
    for (const { role, delegator, signers } of delegations) {
      if (walked.has(role)) continue;
      walked.add(role);
      const document = this.#judgeTargets(role, delegator, signers, store);
      const delegated = document && delegationsOf(document.ours.signed);
      for (const next of delegated?.roles ?? []) {
        delegations.push({ role: next.name, delegator: role, signers: { role: next, keys: delegated!.keys } });
      }
    }
  }

  #judgeTargets(
    role: string,
    delegator: string,
    signers: Signers,
    store: TrustedMetadataStore,
  ): PublishedDocument | undefined {
    const listed = store.snapshot!.signed.meta[`${role}.json`];
    if (!listed) return this.#disagree(role, `tuf-js does not find ${role}.json in the snapshot`);
    const document = this.#read(role, versioned(store, role, listed.version));
    if (!document) return undefined;
    setTime(store, this.#timeFor(document));
    const step = (): TheirMetadata => {
      store.updateDelegatedTargets(document.bytes, role, delegator);
      return store.getRole(role)!;
    };
    return this.#judge(document, [signers], step, store) && document;
  }

  /**
   * Lets tuf-js take a step and compares the readings. When it cannot, the document is assumed; when nothing
   * that depends on the document can be judged either, the answer is undefined.
   */
  #judge(
    document: PublishedDocument,
    signers: readonly Signers[],
    step: () => TheirMetadata,
    store?: TrustedMetadataStore,
  ): TheirMetadata | undefined {
    const { role, file, ours } = document;
    const lost = unloadable(role, ours);
    if (lost !== undefined) return this.#leaveOut(role, `${lost}: neither it nor what depends on it is judged`);
    const tooMany = tooManyTargets(ours);
    const unlike = tooMany ?? reordered(ours);
    const reason = unlike ?? signers.map((someone) => unknownKeys(ours, someone)).find((why) => why !== undefined);
    try {
      if (reason === undefined) return this.#compare(document, step());
      this.#leaveOut(role, reason);
      const theirs = tooMany === undefined ? readByModels(document) : readByModelsWithoutTargets(document);
      if (store) assume(store, role, theirs);
      return unlike === undefined ? this.#compare(document, theirs) : theirs;
    } catch (error) {
      return this.#disagree(role, `tuf-js refuses ${file}, which this implementation accepts: ${messageOf(error)}`);
    }
  }

  #compare({ role, file, ours }: PublishedDocument, theirs: TheirMetadata): TheirMetadata {
    for (const difference of readingDifferences(ours, theirs)) this.#disagree(role, `${file}: ${difference}`);
    return theirs;
  }

  /** timestamp and snapshot are valid now, also where the step was judged as of an earlier time or not at all. */
  #valid(theirs: TheirMetadata | undefined): boolean {
    if (!theirs) return false;
    if (!theirs.signed.isExpired(new Date(this.#input.now * 1000))) return true;
    this.#disagree(
      theirs.signed.type,
      `tuf-js takes ${theirs.signed.type} for expired, and this implementation does not`,
    );
    return false;
  }

  /** The time to judge as of: now, or the second before a role of people expired (SPEC B1: that does not stop publishing). */
  #timeFor({ role, ours: { signed } }: PublishedDocument): number {
    const expires = parseExpires(signed.expires);
    if (expires > this.#input.now) return this.#input.now;
    this.#leaveOut(role, `it has expired (${signed.expires}): tuf-js has judged it as of the second before`);
    return expires - 1;
  }

  #read(role: string, file: string): PublishedDocument | undefined {
    try {
      const document = readPublished(this.#input, role, file);
      return document ?? this.#disagree(role, `tuf-js asks for ${file}, which is not among the files to publish`);
    } catch (error) {
      return this.#disagree(role, `this implementation cannot read ${file}: ${messageOf(error)}`);
    }
  }

  #disagree(role: string, message: string): undefined {
    this.disagreements.push({ role, message });
  }

  #leaveOut(role: string, reason: string): undefined {
    this.notJudged.push({ role, reason });
  }
}

/** What tuf-js does with the root that it is given to begin with (TUF 5.2). */
function verifiedByItself(document: PublishedDocument): TheirMetadata {
  const root = readByModels(document);
  root.verifyDelegate('root', root);
  return root;
}

function versioned(store: TrustedMetadataStore, role: string, version: number): string {
  return store.root.signed.consistentSnapshot ? `${version}.${role}.json` : `${role}.json`;
}

/** A root that lacks one of the four roles lets nobody sign it, and `@tufjs/models` refuses it. */
const nobody = { keyids: [], threshold: 1 } as unknown as Role;

function signersByRoot({ ours }: PublishedDocument, role: TopLevelRole): Signers {
  const root = ours.signed as Root;
  return { role: (get(root.roles, role) as Role | undefined) ?? nobody, keys: root.keys };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
