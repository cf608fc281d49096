/** A folder as destination: files appear whole or not at all, and conditions hold between processes. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtFolder } from '../../../src/adapters/folder/built-folder.ts';
import { folderDestination } from '../../../src/adapters/folder/destination.ts';
import { type Content, contentOf, wholeOf } from '../../../src/ports/destination.ts';
import { temporaryFolder } from '../../support/git.ts';

const serving = { contentType: 'application/json', cacheControl: 'no-store' };
const text = (content: string) => contentOf(Buffer.from(content));
const place = () => join(temporaryFolder(), 'site');

describe('a folder as destination', () => {
  test('is made when something is written, and says what is there', async () => {
    const folder = place();
    const destination = folderDestination(folder);
    expect(await destination.stat('a/b.json')).toBeUndefined();
    expect(await destination.read('a/b.json', 10)).toBeUndefined();
    for await (const object of destination.list('')) expect.unreachable(object.name);
    expect(await destination.write('a/b.json', text('{}'), serving, 'absent')).toBe(true);
    expect(await destination.stat('a/b.json')).toMatchObject({ length: 2, sha256: text('{}').sha256 });
    expect((await destination.read('a/b.json', 10))?.bytes?.toString()).toBe('{}');
    expect((await destination.read('a/b.json', 1))?.bytes).toBeUndefined();
    await destination.remove('a/b.json', '');
    expect(await destination.stat('a/b.json')).toBeUndefined();
  });

  test('writes what is absent once, however many try', async () => {
    const folder = place();
    const writers = Array.from({ length: 20 }, (_, i) => {
      return folderDestination(folder).write('one', text(`writer ${i}`), serving, 'absent');
    });
    const winners = (await Promise.all(writers)).flatMap((won, i) => (won ? [i] : []));
    expect(winners).toHaveLength(1);
    expect(readFileSync(join(folder, 'one'), 'utf8')).toBe(`writer ${winners[0]}`);
    expect(readdirSync(folder)).toEqual(['one']);
  });

  test('replaces what was read once, however many try', async () => {
    const folder = place();
    const destination = folderDestination(folder);
    await destination.write('one', text('before'), serving, 'absent');
    const { tag } = (await destination.stat('one'))!;
    const writers = Array.from({ length: 20 }, (_, i) => {
      return folderDestination(folder).write('one', text(`writer ${i}`), serving, { tag });
    });
    expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
    expect(await destination.write('none', text('x'), serving, { tag })).toBe(false);
    expect(readdirSync(folder)).toEqual(['one']);
  });

  test('leaves nothing of a content that breaks off', async () => {
    const folder = place();
    const broken: Content = {
      ...text('whole'),
      async *open() {
        yield Buffer.from('wh');
        throw new Error('gone');
      },
    };
    await expect(folderDestination(folder).write('one', broken, serving, 'absent')).rejects.toThrow('gone');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('goes past the lock of a run that was killed', async () => {
    const folder = place();
    const destination = folderDestination(folder);
    await destination.write('one', text('before'), serving, 'absent');
    writeFileSync(join(folder, '.tuf-on-ci-lock'), '');
    utimesSync(join(folder, '.tuf-on-ci-lock'), 1, 1);
    const { tag } = (await destination.stat('one'))!;
    expect(await destination.write('one', text('after'), serving, { tag })).toBe(true);
    expect(readdirSync(folder)).toEqual(['one']);
  });

  test.each(['../outside', '/../outside', 'a/../../outside', ''])('has no place for %j', async (name) => {
    const folder = place();
    await expect(folderDestination(folder).write(name, text('x'), serving, 'absent')).rejects.toMatchObject({
      code: 'upload',
    });
  });
});

describe('a built folder', () => {
  test('has its regular files; a link is not followed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'b.txt'), 'b\n');
    writeFileSync(join(folder, 'c.txt'), 'cc\n');
    symlinkSync('/etc/passwd', join(folder, 'link'));
    symlinkSync(folder, join(folder, 'loop'));
    const built = builtFolder(folder);
    expect(await built.files()).toEqual(
      new Map([
        ['a/b.txt', 2],
        ['c.txt', 3],
      ]),
    );
    expect((await wholeOf(built.open('a/b.txt'))).toString()).toBe('b\n');
  });

  test('that is not there is an error that says what to do', async () => {
    await expect(builtFolder(join(temporaryFolder(), 'none')).files()).rejects.toMatchObject({ code: 'io' });
  });
});
