import { describe, expect, it } from 'vitest';
import { targetChanges } from '../../src/signing-event/target-changes.ts';
import type { Targets } from '../../src/tuf/metadata.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';

const listing = (targets: string): Targets => parseJson(Buffer.from(`{"targets":${targets}}`)) as unknown as Targets;
const entry = (rest = '') => `{"length":1,"hashes":{"sha256":"aa"}${rest}}`;

describe('changes of target files', () => {
  it('are what came, changed and went, by code point', () => {
    const base = listing(`{"b":${entry()},"gone":${entry()},"same":${entry()}}`);
    const head = listing(
      `{"same":${entry()},"b":${entry(',"custom":{}')},"\u{1f600}":${entry()},"\ufffd":${entry()},"__proto__":${entry()}}`,
    );
    expect(targetChanges(head, base)).toEqual([
      { path: '__proto__', change: 'added' },
      { path: 'b', change: 'modified' },
      { path: 'gone', change: 'removed' },
      { path: '\ufffd', change: 'added' },
      { path: '\u{1f600}', change: 'added' },
    ]);
  });

  it.each([
    ['another length', '{"length":2,"hashes":{"sha256":"aa"}}'],
    ['another hash', '{"length":1,"hashes":{"sha256":"ab"}}'],
    ['one hash more', '{"length":1,"hashes":{"sha256":"aa","sha512":"bb"}}'],
    ['custom', entry(',"custom":{"sigstore":{}}')],
  ])('count %s', (_, changed) => {
    expect(targetChanges(listing(`{"a":${changed}}`), listing(`{"a":${entry()}}`))).toEqual([
      { path: 'a', change: 'modified' },
    ]);
  });

  it('do not count the order in which an entry is written', () => {
    const head = listing('{"a":{"hashes":{"sha256":"aa"},"length":1}}');
    expect(targetChanges(head, listing(`{"a":${entry()}}`))).toEqual([]);
  });

  it('are all additions for a new role and all removals for one that left', () => {
    const some = listing(`{"a":${entry()}}`);
    expect(targetChanges(some, undefined)).toEqual([{ path: 'a', change: 'added' }]);
    expect(targetChanges(undefined, some)).toEqual([{ path: 'a', change: 'removed' }]);
    expect(targetChanges(undefined, undefined)).toEqual([]);
  });
});
