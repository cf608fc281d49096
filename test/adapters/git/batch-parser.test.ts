import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BatchParser } from '../../../src/adapters/git/batch-parser.ts';

const oid = (i: number) => i.toString(16).padStart(40, '0');

/** Feeds git's answers cut into pieces of these sizes, over and over. */
function parse(output: Buffer, sizes: readonly number[]): { found: [string, number, Buffer][]; answered: number } {
  const found: [string, number, Buffer][] = [];
  const parser = new BatchParser((name, size) => {
    const pieces: Buffer[] = [];
    return {
      write: (piece) => pieces.push(Buffer.from(piece)),
      end: () => found.push([name, size, Buffer.concat(pieces)]),
    };
  });
  for (let at = 0, i = 0; at < output.length; i++) {
    const size = sizes[i % sizes.length] as number;
    parser.push(output.subarray(at, at + size));
    at += size;
  }
  return { found, answered: parser.answered };
}

describe('the answers of git cat-file', () => {
  test('come out whole however the pipe cuts them', () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(contents, sizes, (blobs, pieces) => {
        const answers = blobs.map((blob, i) =>
          Buffer.concat([Buffer.from(`${oid(i)} blob ${blob.length}\n`), blob, Buffer.from('\n')]),
        );
        const { found, answered } = parse(Buffer.concat(answers), pieces);
        expect(answered).toBe(blobs.length);
        expect(found).toEqual(blobs.map((blob, i) => [oid(i), blob.length, Buffer.from(blob)]));
      }),
    );
  });

  test('a blob that looks like an answer is content', () => {
    const content = `${oid(9)} missing\n${oid(9)} blob 3\nabc\n`;
    const { found } = parse(Buffer.from(`${oid(1)} blob ${content.length}\n${content}\n`), [7]);
    expect(found.map(([name, , bytes]) => [name, bytes.toString()])).toEqual([[oid(1), content]]);
  });

  test.each([
    ['a missing object', `${oid(1)} missing\n`],
    ['a tree where a file should be', `${oid(1)} tree 3\nabc\n`],
    ['no header at all', 'x'.repeat(2000)],
  ])('%s is an error', (_story, answer) => {
    expect(() => parse(Buffer.from(answer), [100])).toThrow(expect.objectContaining({ code: 'git' }));
  });
});
