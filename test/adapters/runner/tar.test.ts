/** Archives that other programs unpack. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTar } from '../../../lab/github/archive.ts';
import { headersOf, packFolder } from '../../../src/adapters/runner/tar.ts';
import { temporaryFolder } from '../../support/git.ts';

async function packed(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'in', name)), { recursive: true });
    writeFileSync(join(folder, 'in', name), content);
  }
  await packFolder(join(folder, 'in'), join(folder, 'x.tar'));
  return join(folder, 'x.tar');
}

describe('an archive', () => {
  it('holds files of any length and name', async () => {
    const files = {
      empty: '',
      'a b/c%20d': 'x'.repeat(511),
      'releases/ä/ключ.txt': 'y'.repeat(512),
      [`${'long/'.repeat(40)}${'n'.repeat(120)}.json`]: 'z'.repeat(70_000),
    };
    const archive = await packed(files);
    const out = temporaryFolder();
    execFileSync('tar', ['-xf', archive, '-C', out]);
    for (const [name, content] of Object.entries(files)) expect(readFileSync(join(out, name), 'utf8')).toBe(content);
  });

  it('is the same for the same files', async () => {
    const files = { 'b/x': '1', a: '2' };
    expect(readFileSync(await packed(files)).equals(readFileSync(await packed(files)))).toBe(true);
  });

  it('is read back as it was by another reader', async () => {
    const name = fc.stringMatching(/^[a-z]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.string({ maxLength: 1500 }), { minKeys: 1, noNullPrototype: true }),
        async (files) => {
          const read = readTar(readFileSync(await packed(files)));
          const found = [...read].map(([path, content]) => [path.replace(/^\.\//, ''), content.toString('utf8')]);
          expect(Object.fromEntries(found)).toEqual(files);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('says the size of a file that is larger than the old format can', () => {
    const headers = headersOf('./huge', 9 * 2 ** 30);
    expect(Buffer.from(headers[1]!).toString()).toContain(`size=${9 * 2 ** 30}\n`);
  });
});
