/**
 * Where strict parsing failed. Line and column are worked out only when there is an error to place.
 */

import { TufError } from '../errors.ts';

/** Bytes that are not the strict JSON of SPEC A2, and where: `line` and `column` count from 1, columns in code points. */
export class JsonError extends TufError {
  readonly line: number;
  readonly column: number;

  constructor(problem: string, line: number, column: number) {
    super('json', `Line ${line}, column ${column}: ${problem}`, {
      hint: 'Mend the file there, or restore it from git.',
    });
    this.line = line;
    this.column = column;
  }
}

/** The error of what comes right after this text. */
export function errorAfter(text: string, problem: string): JsonError {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  let column = 1;
  for (let at = start; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) column++;
  return new JsonError(problem, line, column);
}

/** The text before the first byte that is not UTF-8: what a lenient decoder and an encoder together leave as it was. */
export function soundPrefix(bytes: Uint8Array): string {
  const mended = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let end = 0;
  while (end < bytes.length && bytes[end] === mended[end]) end++;
  while (end > 0 && isContinuation(mended[end])) end--;
  return mended.toString('utf8', 0, end);
}

/** Is it a byte in the middle of a character? */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}
