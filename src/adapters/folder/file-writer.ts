/** Writes the files of a folder that nobody else writes to: one after the other, each under one or several names. */
import { closeSync, linkSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { TufError } from '../../errors.ts';
import type { Batch } from './batches.ts';

export class FileWriter {
  readonly #folder: string;
  readonly #made = new Set<string>();
  #open: { readonly file: number; readonly paths: readonly string[] } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What a batch holds; its last file may go on in the next one. Throws what the file system says. */
  write({ files, ends, bytes, goesOn }: Batch): void {
    let begin = 0;
    for (const [i, names] of files.entries()) {
      if (names !== '') this.#begin(names.split('\0'));
      this.#append(bytes.subarray(begin, ends[i]));
      begin = ends[i]!;
      if (i < files.length - 1 || !goesOn) this.#end();
    }
  }

  #begin(names: readonly string[]): void {
    const paths = names.map((name) => this.#pathOf(name));
    this.#open = { file: openSync(paths[0]!, 'w'), paths };
  }

  #append(piece: Uint8Array): void {
    for (let offset = 0; offset < piece.length; ) offset += writeSync(this.#open!.file, piece, offset);
  }

  #end(): void {
    const { file, paths } = this.#open!;
    this.#open = undefined;
    closeSync(file);
    for (const other of paths.slice(1)) linkSync(paths[0]!, other);
  }

  #pathOf(name: string): string {
    const path = join(this.#folder, name);
    if (!path.startsWith(`${this.#folder}${sep}`)) {
      throw new TufError('internal', `A published name leaves the output folder: ${name}`);
    }
    const folder = dirname(path);
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
    }
    return path;
  }
}
