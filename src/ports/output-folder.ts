/** Where a publishable repository is written to: all of it appears at once, at `finish`, or nothing does. */
import type { BlobSink } from './repository.ts';

export interface OutputFolder {
  /** A file of this folder; `/` between segments. Errors: `io`. */
  write(name: string, content: Uint8Array): void;
  /** A file that arrives in pieces, under one or several names. Errors: `io`. */
  stream(names: readonly string[]): BlobSink;
  /** Moves what was written into place, `last` after everything else. Errors: `io`. */
  finish(last?: string): Promise<void>;
  /** Throws away what was written. */
  discard(): Promise<void>;
}
