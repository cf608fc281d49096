/**
 * The text in memory of its own, for what outlives its document. A piece of a JSON text may be a view of the whole to the engine: a
 * keyid that is kept would keep every version of its file.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
