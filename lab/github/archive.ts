/** Archives as far as artifacts need them: a zip file's members, and a tar file's. */
import { inflateRawSync } from 'node:zlib';

/** The members of a zip file by path, folders left out. Throws when it is none. */
export function readZip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip file');
  const members = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    if (!name.endsWith('/')) members.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return members;
}

/** The regular files of a tar archive by path, without a leading `./`. Throws when it is none, or holds links. */
export function readTar(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  // A block of zeros ends it.
  for (let at = 0; tar[at] !== 0; ) {
    if (at + 512 > tar.length) throw new Error('This is no whole tar file');
    const text = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    if (checksum(tar.subarray(at, at + 512)) !== Number.parseInt(text(148, 8), 8))
      throw new Error('This is no tar file');
    const size = Number.parseInt(text(124, 12), 8);
    const content = tar.subarray(at + 512, at + 512 + size);
    const kind = text(156, 1);
    // Only POSIX headers have a prefix; GNU's own put times there.
    const prefix = text(257, 8).startsWith('ustar ') ? '' : text(345, 155);
    const name: string = longName ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
    longName = undefined;
    if (kind === 'L') longName = content.toString().replace(/\0.*$/s, '');
    else if (kind === 'x') longName = /\d+ path=(.*)\n/.exec(content.toString())?.[1];
    else if (kind === '' || kind === '0') files.set(name.replace(/^(\.\/)+/, ''), content);
    else if (kind === '1' || kind === '2') throw new Error(`A link is in the archive: ${name}`);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** What Pages takes: a zip file with `artifact.tar` alone in it. Undefined: the deployment fails. */
export function extractSite(artifact: Uint8Array): Map<string, Uint8Array> | undefined {
  try {
    const members = readZip(artifact);
    const tar = members.get('artifact.tar');
    return tar === undefined || members.size !== 1 ? undefined : readTar(tar);
  } catch {
    return undefined;
  }
}
