import { describe, expect, test } from 'vitest';
import { readByModels, readPublished } from '../../../src/adapters/client/published-document.ts';
import { readingDifferences } from '../../../src/adapters/client/same-reading.ts';
import { type PublishOptions, p256, publish } from './published-repository.ts';

/** What is said when `@tufjs/models` reads one file and this implementation another. */
function differences(role: string, ours: PublishOptions, theirs: PublishOptions): readonly string[] {
  const read = (options: PublishOptions) => {
    const file = role === 'timestamp' ? 'timestamp.json' : `1.${role}.json`;
    return readPublished({ files: publish(options).metadata }, role, file)!;
  };
  return readingDifferences(read(ours).ours, readByModels(read(theirs)));
}

const key = p256();
const delegates = [
  { name: 'a', key },
  { name: 'b', key },
];

describe('the two readings of a file', () => {
  test.each(['root', 'targets', 'snapshot', 'timestamp'])('are the same: %s', (role) => {
    expect(differences(role, { delegates }, { delegates })).toEqual([]);
  });

  const stories: readonly [story: string, role: string, ours: PublishOptions, theirs: PublishOptions, fact: string][] =
    [
      ['the expiry', 'root', {}, { expires: { root: '2041-02-03T00:00:00Z' } }, 'expires'],
      ['a key of root', 'root', {}, { roots: [[p256()]] }, 'key '],
      ['a role of root', 'root', { targetsKeys: [key, p256()] }, { targetsKeys: [key] }, 'role targets'],
      ['a target file', 'targets', {}, { files: { 'file.txt': 'hullo' } }, 'target file file.txt'],
      ['a missing target file', 'targets', {}, { files: {} }, 'target file file.txt'],
      ['one target file more', 'targets', { files: {} }, {}, 'target file file.txt'],
      ['the order of delegations', 'targets', { delegates }, { delegates: delegates.toReversed() }, 'delegated roles'],
      ['a key of a delegation', 'targets', { delegates }, { delegates: [delegates[0]!] }, 'delegated roles'],
      ['a role of the snapshot', 'snapshot', {}, { delegates }, 'metadata file a.json'],
    ];
  test.each(stories)('differ in %s', (_story, role, ours, theirs, fact) => {
    const [first, ...others] = differences(role, ours, theirs);
    expect(`${first} ${others.join(' ')}`).toContain(fact);
  });

  test('differ in everything: the first few are said, and not at length', () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, i) => ['x'.repeat(5000) + i, 'x']));
    const said = differences('targets', { files }, {});
    expect(said).toHaveLength(5);
    expect(said.join('').length).toBeLessThan(30_000);
  });
});
