/** Documents for a walk over many states: memory holds those of the last two. */
import type { Oid } from '../ports/repository.ts';
import { Document, Documents } from './document.ts';

/** Keeps what was asked for since the last step but one, and forgets the rest. */
export class RecentDocuments extends Documents {
  #earlier: ReadonlyMap<Oid, Document> = new Map();
  #recent = new Map<Oid, Document>();

  override get(oid: Oid): Document | undefined {
    const document = this.#recent.get(oid) ?? this.#earlier.get(oid);
    if (document) this.#recent.set(oid, document);
    return document;
  }

  override add(oid: Oid, bytes: Uint8Array): Document {
    const document = this.get(oid) ?? new Document(oid, bytes);
    this.#recent.set(oid, document);
    return document;
  }

  /** To be called between two states: what the one before the last alone had is forgotten. */
  nextStep(): void {
    this.#earlier = this.#recent;
    this.#recent = new Map();
  }
}
