/** What git prints, as text. */
import { isUtf8 } from 'node:buffer';

/** The records of `-z` output. Bytes that are not UTF-8 come out as `\xHH`. */
export function records(output: Buffer): string[] {
  if (isUtf8(output)) return output.toString('utf8').split('\0').slice(0, -1);
  const list: string[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    list.push(decode(output.subarray(start, end)));
    start = end + 1;
  }
  return list;
}

/** The records of a `-z` stream, in batches as they come in: the whole output is never in memory. */
export async function* recordBatches(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let begun: Buffer[] = [];
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(0) + 1;
    if (end > 0) {
      yield records(Buffer.concat([...begun, piece.subarray(0, end)]));
      begun = [];
    }
    if (end < piece.length) begun.push(piece.subarray(end));
  }
}

/** The one line that git printed. */
export function line(output: Buffer): string {
  return decode(output).replace(/\n$/, '');
}

/** UTF-8 as it is, other bytes as `\xHH`: U+FFFD would make two names one. */
export function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? `\\x${bytes.toString('hex', at, at + 1)}` : bytes.toString('utf8', at, at + length);
    at += Math.max(1, length);
  }
  return text;
}

/** Bytes of the valid UTF-8 sequence that begins here, 0 when none does. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
