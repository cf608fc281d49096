/** Files on their way to a folder: many small ones, or a piece of a large one, as one message for a thread. */

/** The content of some files, in the order in which it came. */
export interface Batch {
  /** The names of each, with NUL in between; empty where the first goes on from the batch before. */
  readonly files: readonly string[];
  /** Where each ends in `bytes`. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The last of them goes on in the next batch. */
  readonly goesOn: boolean;
}

/** Bytes of memory that a batch takes on its way, about: a name and what describes it take 200. */
export function weightOf({ files, bytes }: Batch): number {
  return bytes.length + 200 * files.length;
}

/** Bytes, and files, of one batch. */
const capacity = { bytes: 1 << 18, files: 2000 };

/** Collects what comes; hands on each batch that is full. One file at a time. */
export class Batches {
  readonly #handOn: (batch: Batch) => void;
  #files: string[] = [];
  #ends: number[] = [];
  readonly #bytes = new Uint8Array(capacity.bytes);
  #length = 0;

  constructor(handOn: (batch: Batch) => void) {
    this.#handOn = handOn;
  }

  begin(names: readonly string[]): void {
    this.#files.push(names.join('\0'));
  }

  append(piece: Uint8Array): void {
    for (let rest = piece; rest.length > 0; ) {
      if (this.#length === capacity.bytes) this.#flush(true);
      const fits = rest.subarray(0, capacity.bytes - this.#length);
      this.#bytes.set(fits, this.#length);
      this.#length += fits.length;
      rest = rest.subarray(fits.length);
    }
  }

  end(): void {
    this.#ends.push(this.#length);
    if (this.#files.length === capacity.files) this.flush();
  }

  /** Hands on what there is. */
  flush(): void {
    if (this.#files.length > 0) this.#flush(false);
  }

  #flush(goesOn: boolean): void {
    const ends = goesOn ? [...this.#ends, this.#length] : this.#ends;
    this.#handOn({ files: this.#files, ends, bytes: this.#bytes.slice(0, this.#length), goesOn });
    this.#files = goesOn ? [''] : [];
    this.#ends = [];
    this.#length = 0;
  }
}
