import { describe, expect, test } from 'vitest';
import { TufError } from '../../src/errors.ts';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { type Json, objectOf } from '../../src/tuf/json.ts';
import { isWrittenJson, quoteAscii, writeJson } from '../../src/tuf/write-json.ts';

const written = (value: Json) => Buffer.from(writeJson(value)).toString('latin1');

describe('metadata on disk (SPEC A2)', () => {
  test('is sorted, indented by one space, and has no newline at the end', () => {
    const metadata = {
      signed: { version: 1, _type: 'targets', targets: {}, delegations: { keys: {}, roles: [] } },
      signatures: [{ sig: '', keyid: 'ab' }, 1, [true, [null]]],
    };
    expect(written(metadata)).toBe(
      `
{
 "signatures": [
  {
   "keyid": "ab",
   "sig": ""
  },
  1,
  [
   true,
   [
    null
   ]
  ]
 ],
 "signed": {
  "_type": "targets",
  "delegations": {
   "keys": {},
   "roles": []
  },
  "targets": {},
  "version": 1
 }
}`.trimStart(),
    );
  });

  test.each<[Json, string]>([
    [{}, '{}'],
    [[], '[]'],
    [null, 'null'],
    [-9007199254740991, '-9007199254740991'],
    ['', '""'],
  ])('%j alone is %s', (value, text) => expect(written(value)).toBe(text));

  test('sorts names by code point, whatever JavaScript makes of them', () => {
    const object = objectOf(
      ['\u{1f600}', '\ue000', '\ufffd', 'z', '__proto__', '10', '2', 'Z', ''].map((name) => [name, 0]),
    );
    expect([...written(object).matchAll(/^ (".*"): 0/gm)].map(([, name]) => name)).toEqual(
      ['""', '"10"', '"2"', '"Z"', '"__proto__"', '"z"', '"\\ue000"', '"\\ufffd"', '"\\ud83d\\ude00"'], // biome-ignore format: one line
    );
  });

  test('escapes all but printable ASCII', () => {
    const controls = String.fromCharCode(...Array(32).keys());
    expect(quoteAscii(controls)).toBe(
      '"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f' +
        '\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"',
    );
    expect(quoteAscii('"\\/')).toBe('"\\"\\\\/"');
    expect(quoteAscii('~\x7f\x80éÿ\u2028\uffff😀')).toBe('"~\\u007f\\u0080\\u00e9\\u00ff\\u2028\\uffff\\ud83d\\ude00"');
    const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i)).replace(/["\\]/g, '');
    expect(quoteAscii(printable)).toBe(`"${printable}"`);
  });

  test('is whole when it is longer than the pieces it is made of', () => {
    const long = 'a'.repeat(200_000);
    const list = Array.from({ length: 30_000 }, (_, i) => `${i}`);
    expect(written([long, list])).toBe(JSON.stringify([long, list], null, 1));
  });

  test('is told from what is not to the byte, also past the first piece', () => {
    const value = { a: 'é'.repeat(50_000), b: ['b'.repeat(100_000), 1] };
    const bytes = writeJson(value);
    const changed = (at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    expect(isWrittenJson(bytes, value)).toBe(true);
    for (const at of [0, 100_000, bytes.length - 1]) expect(isWrittenJson(changed(at), value)).toBe(false);
    expect(isWrittenJson(bytes.subarray(0, -1), value)).toBe(false);
    expect(isWrittenJson(Buffer.concat([bytes, Buffer.from('\n')]), value)).toBe(false);
  });
});

/** A value of this many arrays or objects inside each other. */
function nested(levels: number, wrap: (inner: Json) => Json): Json {
  let value: Json = [];
  for (let i = 1; i < levels; i++) value = wrap(value);
  return value;
}

describe.each([
  ['metadata on disk', writeJson],
  ['the canonical form', canonicalJson],
])('%s is never made of what a parser would refuse', (_form, write) => {
  const endless: Json[] = [];
  endless.push(endless);

  test.each<[string, unknown]>([
    ['a fraction', 1.5],
    ['negative zero', -0],
    ['an integer that is not exact', 2 ** 53],
    ['one below zero', -(2 ** 53)],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['half of a surrogate pair', 'a\ud83d'],
    ['the other half', '\ude00a'],
    ['halves the wrong way round', '\ude00\ud83d'],
    ['undefined', undefined],
    ['a big integer', 1n],
    ['a function', () => 0],
    ['a symbol', Symbol('a')],
    ['101 arrays in each other', nested(101, (inner) => [inner])],
    ['101 objects in each other', nested(101, (inner) => ({ a: inner }))],
    ['an array in itself', endless],
  ])('%s', (_why, value) => {
    const wrapped = (wrap: (value: Json) => Json) => () => write(wrap(value as Json));
    for (const attempt of [wrapped((v) => v), wrapped((v) => [1, v]), wrapped((v) => ({ a: v }))]) {
      expect(attempt).toThrow(TufError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'json' }));
    }
  });

  test('nor names', () => {
    expect(() => write(objectOf([['\ud800', 1]]))).toThrow(expect.objectContaining({ code: 'json' }));
  });

  test('while 100 levels are written', () => {
    expect(() => write(nested(100, (inner) => [inner]))).not.toThrow();
    expect(() => write(nested(100, (inner) => ({ a: inner })))).not.toThrow();
  });
});
