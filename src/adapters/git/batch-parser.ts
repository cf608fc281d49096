/** The answers of `git cat-file`, in whatever pieces the pipe hands over. Pure; copies no content. */
import { TufError } from '../../errors.ts';
import type { BlobSink, Oid } from '../../ports/repository.ts';

const newline = 0x0a;
const maximalHeader = 1000;

export type OpenBlob = (oid: Oid, size: number) => BlobSink;

/** An answer is `<oid> blob <size>`, newline, content, newline; or `<oid> missing`, newline. */
export class BatchParser {
  readonly #open: OpenBlob;
  #header = '';
  #sink: BlobSink | undefined;
  /** Bytes to come of the present blob, the newline after it included. */
  #left = 0;
  #answered = 0;

  constructor(open: OpenBlob) {
    this.#open = open;
  }

  /** Blobs handed over whole so far. */
  get answered(): number {
    return this.#answered;
  }

  /** Takes the next piece of output. Errors: `git` for an object that is missing or no blob; those of the sinks. */
  push(piece: Buffer): void {
    for (let at = 0; at < piece.length; ) {
      at = this.#sink === undefined ? this.#takeHeader(piece, at) : this.#takeContent(piece, at, this.#sink);
    }
  }

  #takeHeader(piece: Buffer, at: number): number {
    const end = piece.indexOf(newline, at);
    this.#header += piece.toString('latin1', at, end < 0 ? piece.length : end);
    if (this.#header.length > maximalHeader) throw new TufError('git', 'git cat-file answers with what is no header');
    if (end < 0) return piece.length;
    const [oid = '', type = '', size = ''] = this.#header.split(' ');
    this.#header = '';
    if (type !== 'blob') throw noBlob(oid, type);
    this.#left = Number(size) + 1;
    this.#sink = this.#open(oid, Number(size));
    return end + 1;
  }

  #takeContent(piece: Buffer, at: number, sink: BlobSink): number {
    const end = Math.min(at + this.#left, piece.length);
    this.#left -= end - at;
    const content = piece.subarray(at, this.#left === 0 ? end - 1 : end);
    if (content.length > 0) sink.write(content);
    if (this.#left === 0) {
      this.#sink = undefined;
      this.#answered += 1;
      sink.end();
    }
    return end;
  }
}

function noBlob(oid: Oid, type: string): TufError {
  if (type !== 'missing') return new TufError('git', `The object ${oid} should be a file but is a ${type}`);
  return new TufError('git', `The object ${oid} is not in this clone`, {
    hint: 'A partial or damaged clone lacks files: clone the repository again, in full',
  });
}
