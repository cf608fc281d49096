import { expect, it } from 'vitest';
import { RecentDocuments } from '../../src/verifier/recent-documents.ts';

const bytes = Buffer.from('{}');

it('keeps what the last step asked for, as the same document, and forgets the rest', () => {
  const documents = new RecentDocuments();
  const [used, unused] = [documents.add('1', bytes), documents.add('2', bytes)];
  documents.nextStep();
  expect(documents.get('1')).toBe(used);
  documents.nextStep();
  expect(documents.get('1')).toBe(used);
  expect(documents.get('2')).toBeUndefined();
  expect(documents.add('1', bytes)).toBe(used);
  expect(documents.add('2', bytes)).not.toBe(unused);
});
