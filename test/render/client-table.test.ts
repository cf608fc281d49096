import { expect, test } from 'vitest';
import { renderClientTable } from '../../src/render/client-table.ts';
import type { ClientReason, ClientReport } from '../../src/verifier/clients.ts';
import { hostilePieces } from '../text/hostile.ts';

const report = (changes: Partial<ClientReport>): ClientReport => ({
  client: 'tuf-js',
  version: '6.0.2',
  works: true,
  stops: [],
  misses: [],
  ...changes,
});

const reason = (changes: Partial<ClientReason>): ClientReason => ({
  matter: 'p-384',
  role: 'root',
  what: 'P-384 keys',
  effect: 'refuses',
  items: ['f00'],
  count: 1,
  ...changes,
});

test('a line for each client, and below it what stands in its way', () => {
  const few = reason({
    matter: 'threshold',
    role: 'releases',
    what: '1 of 2 signatures that it can verify',
    items: [],
    count: 0,
  });
  const folder = reason({
    matter: 'folder-target',
    role: 'releases',
    what: 'files in folders',
    effect: 'misses',
    items: ['a/b', 'a/c'],
    count: 1200,
  });
  const table = renderClientTable(
    [
      report({}),
      report({ client: 'sigstore-java', version: '2.0.0', works: false, stops: [reason({}), few] }),
      report({ client: 'tough', version: '0.24.0', misses: [folder] }),
    ],
    { colour: false },
  );
  expect(table).toBe(
    [
      'tuf-js 6.0.2         works',
      'sigstore-java 2.0.0  is stopped',
      '  root: P-384 keys (refuses): f00',
      '  releases: 1 of 2 signatures that it can verify',
      'tough 0.24.0         works, but misses target files',
      '  releases: files in folders (misses): a/b, a/c and 1,198 more',
      '',
    ].join('\n'),
  );
});

test('long lists end in a count', () => {
  const stops = Array.from({ length: 1000 }, (_, i) => reason({ role: `role-${i}` }));
  const lines = renderClientTable([report({ works: false, stops })], { colour: false }).split('\n');
  expect(lines).toHaveLength(13);
  expect(lines.at(-2)).toBe('  and 990 more');
});

test('colours are the only escape sequences, and only when asked for', () => {
  for (const text of hostilePieces) {
    const hostile = [report({ works: false, stops: [reason({ role: text, items: [text, text], count: 2 })] })];
    const plain = renderClientTable(hostile, { colour: false });
    expect(plain).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
    expect(plain.split('\n')).toHaveLength(3);
    const colourful = renderClientTable(hostile, { colour: true });
    expect(colourful).not.toBe(plain);
    expect(colourful.replace(/\u001b\[\d\d?m/g, '')).toBe(plain);
  }
});
