import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';

/** Made with another implementation; the project's own copy of the data is not committed. */
const vectors = new URL('../../../shared/data/vectors.json', import.meta.url);

const canonical = (text: string) => Buffer.from(canonicalJson(parseJson(Buffer.from(text)))).toString();

describe('OLPC canonical JSON (SPEC A2)', () => {
  test.each([
    ['{ }', '{}'],
    [' [ ] ', '[]'],
    ['{"b": [1, {"d": null, "c": true}], "a": false}', '{"a":false,"b":[1,{"c":true,"d":null}]}'],
    ['{"10": 1, "2": 2, "1": 3, "__proto__": 4}', '{"1":3,"10":1,"2":2,"__proto__":4}'],
    ['{"\\ud83d\\ude00": 1, "\\ue000": 2, "z": 3}', '{"z":3,"\ue000":2,"😀":1}'],
    ['"\\"\\\\\\/"', '"\\"\\\\/"'],
    ['"C:\\\\dir"', '"C:\\\\dir"'],
    ['"say \\"no\\""', '"say \\"no\\""'],
    ['"\\u0000\\n\\u001f\\u007f\\u2028é"', '"\0\n\u001f\u007f\u2028é"'],
  ])('of %s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  test('is whole when pieces end within characters of several bytes', () => {
    const text = `x${'é😀'.repeat(100_000)}`;
    const list = Array.from({ length: 30_000 }, () => 'é😀');
    expect(canonical(JSON.stringify([text, list]))).toBe(JSON.stringify([text, list]));
  });

  test('is what securesystemslib makes', (context) => {
    if (!existsSync(vectors)) context.skip('shared/data/vectors.json is not on this machine');
    const { canonical_json } = JSON.parse(readFileSync(vectors, 'utf8'));
    expect(canonical_json).toHaveLength(12);
    for (const { value_json, canonical_hex } of canonical_json) {
      expect(Buffer.from(canonicalJson(parseJson(Buffer.from(value_json)))).toString('hex')).toBe(canonical_hex);
    }
  });
});
