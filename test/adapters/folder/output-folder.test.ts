/** A published folder appears whole or not at all, whoever writes it: this thread, or one of its own for many files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Batch, Batches } from '../../../src/adapters/folder/batches.ts';
import { openOutputFolder } from '../../../src/adapters/folder/output-folder.ts';
import type { OutputFolder } from '../../../src/ports/output-folder.ts';
import { programsFolder } from '../../support/commands.ts';
import { temporaryFolder } from '../../support/git.ts';
import { filesBelow } from '../../support/shared-data.ts';

const program = pathToFileURL(join(programsFolder, 'file-writer.js'));
const many = Array.from({ length: 5000 }, (_, i) => [`role-${i % 7}/file-${i}`, `content ${i}`] as const);
/** More than is ever on its way at once. */
const large = Buffer.alloc(40 << 20, 'a large file\n');

function fill(folder: OutputFolder, files: Iterable<readonly [name: string, content: string | Buffer]>): void {
  for (const [name, content] of files) {
    const sink = folder.stream([name, `${name}.again`]);
    const bytes = Buffer.from(content);
    for (let at = 0; at < bytes.length; at += 65_536) sink.write(bytes.subarray(at, at + 65_536));
    sink.end();
  }
}

describe.each([
  ['this thread', undefined],
  ['a thread of its own', program],
])('a folder that %s writes', (_, writer) => {
  const output = () => join(temporaryFolder(), 'published');

  it('has every file under all of its names, the empty and the large one too', async () => {
    const path = output();
    const folder = openOutputFolder(path, 'artifacts', writer);
    fill(folder, [...many, ['empty', ''], ['large', large], ['last', 'one']]);
    expect(existsSync(path)).toBe(false);
    await folder.finish();
    expect(readFileSync(join(path, 'large')).equals(large)).toBe(true);
    expect(statSync(join(path, 'large.again')).ino).toBe(statSync(join(path, 'large')).ino);
    rmSync(join(path, 'large'));
    rmSync(join(path, 'large.again'));
    const expected = [...many, ['empty', ''], ['last', 'one']].flatMap(([name, content]) => [
      [name, content],
      [`${name}.again`, content],
    ]);
    const found = Object.entries(filesBelow(path)).map(([name, bytes]) => [name, bytes.toString()]);
    expect(new Map(found as [string, string][])).toEqual(new Map(expected as [string, string][]));
    expect(readdirSync(dirname(path))).toEqual(['published']);
  });

  it('leaves nothing when it is given up half-way', async () => {
    const path = output();
    const folder = openOutputFolder(path, 'artifacts', writer);
    fill(folder, many);
    await folder.discard();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('is not there when a file cannot be written', async () => {
    const path = output();
    const folder = openOutputFolder(path, 'artifacts', writer);
    const work = async () => {
      fill(folder, [
        ...many,
        ['role-1', 'a file where a folder is'],
        ...many.map(([name]) => [`${name}.b`, ''] as const),
      ]);
      await folder.finish();
    };
    await expect(work()).rejects.toMatchObject({ code: 'io', message: expect.stringContaining('cannot be written') });
    await folder.discard();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('takes no name that leads out of it', async () => {
    const path = output();
    const folder = openOutputFolder(path, 'artifacts', writer);
    const work = async () => {
      fill(folder, [...many, ['../elsewhere', 'x']]);
      await folder.finish();
    };
    await expect(work()).rejects.toThrow();
    await folder.discard();
    expect(readdirSync(dirname(path))).toEqual([]);
  });
});

test('a thread that dies is an error, and nothing appears', async () => {
  const place = temporaryFolder();
  const dying = join(place, 'dying.mjs');
  writeFileSync(
    dying,
    `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => process.exit(1));\n`,
  );
  const path = join(place, 'out', 'published');
  mkdirSync(dirname(path));
  const folder = openOutputFolder(path, 'artifacts', pathToFileURL(dying));
  fill(folder, many);
  await expect(folder.finish()).rejects.toMatchObject({ code: 'internal' });
  await folder.discard();
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('batches hold what came, however it is cut', () => {
  const sizes = fc.array(fc.oneof(fc.nat(50), fc.nat(600_000)), { maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 300_000 }), (lengths, cut) => {
      const files = lengths.map((length, i) => [`file-${i}`, Buffer.alloc(length, `${i}-`)] as const);
      const batches: Batch[] = [];
      const making = new Batches((batch) => batches.push(batch));
      for (const [name, content] of files) {
        making.begin([name]);
        for (let at = 0; at < content.length; at += cut) making.append(content.subarray(at, at + cut));
        making.end();
      }
      making.flush();
      const found = unpacked(batches);
      expect([...found.keys()]).toEqual(files.map(([name]) => name));
      expect(files.every(([name, content]) => found.get(name)!.equals(content))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

function unpacked(batches: readonly Batch[]): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  let open = '';
  for (const { files: names, ends, bytes, goesOn } of batches) {
    expect(names[0] === '').toBe(open !== '');
    for (const [i, name] of names.entries()) {
      const piece = Buffer.from(bytes.subarray(ends[i - 1] ?? 0, ends[i]));
      const at = name === '' ? open : name;
      files.set(at, Buffer.concat([files.get(at) ?? Buffer.alloc(0), piece]));
      open = i === names.length - 1 && goesOn ? at : '';
    }
  }
  return files;
}
