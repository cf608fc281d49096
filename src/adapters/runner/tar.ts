/**
 * A tar archive of files, as GitHub Pages takes it: the POSIX interchange format (pax, IEEE Std 1003.1 "pax"), no owner, no time of its
 * own, so that equal content makes equal archives. Streamed: memory stays flat.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { byCodePoint } from '../../text/code-point-order.ts';

const block = 512;
/** Octal digits of the size field; larger files are 8 GiB and more. */
const largest = 0o77777777777;

/** Packs everything below a folder, folders before what they hold, by name. */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const out = createWriteStream(archive);
  const write = async (piece: Uint8Array) => {
    if (!out.write(piece)) await once(out, 'drain');
  };
  const names = await readdir(folder, { recursive: true });
  for (const name of ['.', ...names.map((name) => `./${name}`).sort(byCodePoint)]) {
    const file = join(folder, name);
    const { size } = await stat(file).then((found) => (found.isDirectory() ? { size: undefined } : found));
    for (const header of headersOf(name, size)) await write(header);
    if (size === undefined) continue;
    for await (const piece of createReadStream(file)) await write(piece as Buffer);
    await write(padding(size));
  }
  out.end(Buffer.alloc(2 * block));
  await finished(out);
}

/** The header of a file of so many bytes, or of a folder; before it one with its name and size where they do not fit. */
export function headersOf(name: string, size: number | undefined): Uint8Array[] {
  const path = size === undefined ? `${name}/` : name;
  const own = { path, size: size ?? 0, type: size === undefined ? '5' : '0' };
  const fits = Buffer.byteLength(path) <= 100 && !/[^\x20-\x7e]/.test(path) && own.size <= largest;
  if (fits) return [header(own)];
  const records = Buffer.from(
    `${paxRecord('path', path)}${own.size > largest ? paxRecord('size', String(own.size)) : ''}`,
  );
  const extended = header({ path: './PaxHeader', size: records.length, type: 'x' });
  return [
    extended,
    records,
    padding(records.length),
    header({ ...own, path: './long-name', size: Math.min(own.size, largest) }),
  ];
}

/** `<length> <key>=<value>` and a line break, the length counting itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}

function header({ path, size, type }: { path: string; size: number; type: string }): Uint8Array {
  const bytes = Buffer.alloc(block);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  bytes.write(path, 0, 100, 'utf8');
  bytes.write(octal(type === '5' ? 0o755 : 0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(0, 11), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(type, 156);
  bytes.write('ustar\x0000', 257, 'latin1');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

function padding(size: number): Uint8Array {
  return Buffer.alloc((block - (size % block)) % block);
}
