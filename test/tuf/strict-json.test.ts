import { describe, expect, test } from 'vitest';
import { TufError } from '../../src/errors.ts';
import { type JsonObject, names } from '../../src/tuf/json.ts';
import { JsonError, type JsonLimits, parseJson } from '../../src/tuf/strict-json.ts';

type Bytes = string | readonly number[];
const toBytes = (source: Bytes) => Uint8Array.from(typeof source === 'string' ? Buffer.from(source) : source);

/** Where and how parsing fails; the code is always 'json'. */
function failure(source: Bytes, limits?: JsonLimits): JsonError {
  try {
    parseJson(toBytes(source), limits);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    expect(error).toBeInstanceOf(TufError);
    expect(error.code).toBe('json');
    expect(error.message).toContain(`Line ${error.line}, column ${error.column}:`);
    return error;
  }
  throw new Error(`${JSON.stringify(source).slice(0, 80)} was accepted`);
}

const place = (error: JsonError) => `${error.line}:${error.column}`;

describe('strict JSON (SPEC A2) accepts', () => {
  test.each([
    'null',
    'true',
    ' \t\r\n[ \t\r\nfalse \t\r\n, \t\r\nnull \t\r\n] \t\r\n',
    '{}',
    '[]',
    '""',
    '0',
    '-1',
    '[10,9007199254740991,-9007199254740991]',
    '{"":{"":[[],{}]}}',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\u00E9\\uFFFF"',
    '"\\ud83d\\ude00 \\uDBFF\\uDFFF"',
    '"\u007f\u0080é\u2028\ufeff\uffff😀"',
    '{"a":"\\\\","b":"\\\\\\""}',
    '{"é":1,"e\u0301":2}', // two names, though they look alike
  ])('%s', (text) => {
    expect(parseJson(toBytes(text))).toEqual(JSON.parse(text));
  });

  test('members whose names every object seems to have', () => {
    const value = parseJson(toBytes('{"__proto__":{"polluted":1},"constructor":2,"toString":3}')) as JsonObject;
    expect(names(value)).toEqual(['__proto__', 'constructor', 'toString']);
    const [own] = Object.values(value);
    expect(own).toEqual({ polluted: 1 });
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.getPrototypeOf(own)).toBeNull();
  });

  test('an escaped name as itself, where JSON.parse of Node 24 says that it is a backslash (nodejs/node#63785)', () => {
    parseJson(toBytes('{"a":[],"\\\\":0}'));
    expect(names(parseJson(toBytes('{"a":1,"\\"":2,"\\u00e9":3}')) as JsonObject)).toEqual(['a', '"', 'é']);
  });

  test('names like numbers', () => {
    const text = '{"10":1,"2":2,"01":3,"-1":4,"4294967295":5,"9007199254740993":6}';
    expect(parseJson(toBytes(text))).toEqual(JSON.parse(text));
  });

  test('the bytes in the middle of a larger buffer', () => {
    expect(parseJson(Buffer.from('xx[1]xx').subarray(2, 5))).toEqual([1]);
  });

  test('arrays and objects nested to the limit', () => {
    expect(() => parseJson(toBytes('['.repeat(100) + ']'.repeat(100)))).not.toThrow();
    expect(() => parseJson(toBytes(`${'{"a":'.repeat(100)}0${'}'.repeat(100)}`))).not.toThrow();
  });
});

describe('strict JSON (SPEC A2) refuses, and says where', () => {
  test.each<[why: string, source: Bytes, place: string]>([
    ['nothing', '', '1:1'],
    ['blanks alone', ' \n ', '2:2'],
    ['a fraction', '{"a": 1.0}', '1:7'],
    ['an exponent', '[1e3]', '1:2'],
    ['an exponent', '[-1E3]', '1:2'],
    ['negative zero', '[1, -0]', '1:5'],
    ['negative zero with a fraction', '-0.0', '1:1'],
    ['2^53', '9007199254740992', '1:1'],
    ['-(2^53)', '[-9007199254740992]', '1:2'],
    ['2^53 + 1, which would be rounded', '[0,9007199254740993]', '1:4'],
    ['a number with a leading zero', '[01]', '1:2'],
    ['a number of zeros', '00', '1:1'],
    ['a minus without a number', '[-]', '1:2'],
    ['a plus', '[+1]', '1:2'],
    ['a fraction without a number', '.5', '1:1'],
    ['not a number', 'NaN', '1:1'],
    ['infinity', '[-Infinity]', '1:2'],
    ['hexadecimal digits', '0x10', '1:2'],
    ['digits of another script', '[١]', '1:2'],
    ['a name that is there already', '{"a": 1,\n "b": 2,\n "a": 3}', '3:2'],
    ['one name, written in two ways', '{"é":1,"\\u00e9":2}', '1:8'],
    ['a second __proto__', '{"__proto__":1,"__proto__":1}', '1:16'],
    ['a second name like a number', '{"7":1,"7":1}', '1:8'],
    ['half of a surrogate pair', '["\\ud83d"]', '1:3'],
    ['the other half', '["a\\ude00"]', '1:4'],
    ['the halves the wrong way round', '["\\ude00\\ud83d"]', '1:3'],
    ['the second half twice', '["\\ude00\\ude00"]', '1:3'],
    ['a half before a plain escape', '["\\ud83d\\u0041"]', '1:3'],
    ['a half before a whole character', '["\\ud83d😀"]', '1:3'],
    ['a half in a name', '{"\\udfff":1}', '1:3'],
    ['an unknown escape', '"\\x41"', '1:2'],
    ['an escape in capitals', '"\\U0041"', '1:2'],
    ['an escape with too few digits', '"\\u41"', '1:2'],
    ['an escape that is not hexadecimal', '"\\u00g1"', '1:2'],
    ['an escape with a sign', '"\\u+041"', '1:2'],
    ['a pair whose second half is cut off', '"\\ud83d\\ude0"', '1:8'],
    ['a line break in a string', '["a\nb"]', '1:4'],
    ['a tab in a string', '"\t"', '1:2'],
    ['NUL in a string', '"\0"', '1:2'],
    ['a string without end', '["abc', '1:6'],
    ['a string that ends in a backslash', '"\\', '1:2'],
    ['a string that ends in an escape', '"\\u00', '1:2'],
    ['single quotes', "{'a': 1}", '1:2'],
    ['a name without quotes', '{a: 1}', '1:2'],
    ['a number as name', '{1: 1}', '1:2'],
    ['a comma after the last item', '[1,]', '1:4'],
    ['a comma after the last member', '{"a":1,}', '1:8'],
    ['a comma alone', '[,]', '1:2'],
    ['no comma', '[1 2]', '1:4'],
    ['no colon', '{"a" 1}', '1:6'],
    ['no value', '{"a":}', '1:6'],
    ['the wrong bracket', '[1}', '1:3'],
    ['the wrong brace', '{"a":1]', '1:7'],
    ['no end', '{"a":1', '1:7'],
    ['no end of a list', '[1,', '1:4'],
    ['a word in capitals', '[True]', '1:2'],
    ['half a word', '[nul]', '1:2'],
    ['two words in one', 'nulll', '1:5'],
    ['a second value', '{}\n{}', '2:1'],
    ['a comment', '// a\n{}', '1:1'],
    ['a NUL after the end', '{}\0', '1:3'],
    ['white space that only JavaScript knows', '\u00a0{}', '1:1'],
    ['a vertical tab', '\v{}', '1:1'],
    ['a byte order mark', '\ufeff{}', '1:1'],
    ['a place after characters of 2, 3 and 4 bytes', '["é", "€", "😀", x]', '1:17'],
    ['a place after lines that end as on Windows', '[\r\n1,\r\nx]', '3:1'],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0, 0x7d, 0], '1:1'],
    ['Latin-1', [0x5b, 0x22, 0xe9, 0x22, 0x5d], '1:3'],
    ['a byte that UTF-8 never has, in line 2', [0x5b, 0x0a, 0x22, 0xff, 0x22, 0x5d], '2:2'],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], '1:2'],
    ['a surrogate as UTF-8', [0x22, 0xed, 0xa0, 0xbd, 0x22], '1:2'],
    ['a character beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], '1:2'],
    ['the beginning of U+FFFD and nothing more', [0x22, 0xef, 0xbf, 0x22], '1:2'],
    ['a character that the end of the file cuts', [0x22, 0xf0, 0x9f, 0x98], '1:2'],
    ['a bad byte after a good U+FFFD', [0x22, 0xef, 0xbf, 0xbd, 0xff, 0x22], '1:3'],
  ])('%s', (_why, source, expected) => {
    expect(place(failure(source))).toBe(expected);
  });

  test('a name that is there already, by its name, with nothing a terminal could obey', () => {
    const { message } = failure('{"\\u001b[2Jé": 1, "\\u001b[2Jé": 2}');
    expect(message).toContain('"\\u001b[2J\\u00e9"');
    expect(message).toMatch(/^[ -~]+$/);
  });

  test('a long name with its beginning alone, never with half a character', () => {
    const name = 'x'.repeat(59) + '😀'.repeat(1_000_000);
    const { message } = failure(`{"${name}":1,"${name}":2}`);
    expect(message).toContain(`"${'x'.repeat(59)}\\ud83d\\ude00"`);
    expect(message.length).toBeLessThan(200);
  });

  test('more levels than the limit', () => {
    expect(place(failure('['.repeat(101) + ']'.repeat(101)))).toBe('1:101');
    expect(place(failure(`${'{"":'.repeat(101)}0${'}'.repeat(101)}`))).toBe('1:401');
    expect(place(failure('[[[]]]', { depth: 2 }))).toBe('1:3');
    expect(parseJson(toBytes('[[], []]'), { depth: 2 })).toEqual([[], []]);
    expect(place(failure('['.repeat(101), { depth: 1_000_000 }))).toBe('1:101');
  });

  test('more bytes than the limit', () => {
    expect(parseJson(toBytes('[1]'), { bytes: 3 })).toEqual([1]);
    expect(failure('[1] ', { bytes: 3 }).code).toBe('json');
    expect(failure('"é"', { bytes: 3 }).code).toBe('json');
    const padded = new Uint8Array(64 * 1024 * 1024 + 1).fill(0x20);
    padded[0] = 0x30;
    expect(() => parseJson(padded, { bytes: Number.MAX_VALUE })).toThrow(JsonError);
    expect(parseJson(padded.subarray(1, -1).fill(0x30, 0, 1))).toBe(0);
  });
});

describe('hostile files cost no more than their size', () => {
  const count = 200_000;
  const numbered = (piece: (i: number) => string) => Array.from({ length: count }, (_, i) => piece(i)).join();

  test('a million opening brackets', () => {
    expect(place(failure('['.repeat(1_000_000)))).toBe('1:101');
    expect(place(failure('{"a":'.repeat(1_000_000)))).toBe('1:501');
  });

  test('a number of ten million digits', () => {
    expect(place(failure('7'.repeat(10_000_000)))).toBe('1:1');
    expect(place(failure('0'.repeat(10_000_000)))).toBe('1:1');
    expect(place(failure(`0.${'1'.repeat(10_000_000)}`))).toBe('1:1');
  });

  test('an error at the end of a million lines', () => {
    expect(place(failure('\n'.repeat(1_000_000)))).toBe('1000001:1');
  });

  test.each([
    ['plain', (i: number) => `"k${i}":0`],
    ['like small numbers', (i: number) => `"${i}":0`],
    ['like small numbers, falling', (i: number) => `"${count - i}":0`],
    ['like far apart numbers', (i: number) => `"${(i * 4099 * 4096) % 4294967291}":0`],
    ['like numbers beyond an index', (i: number) => `"${4294967296 * (i + 1)}":0`],
  ])('an object with very many names: %s', (_kind, member) => {
    expect(names(parseJson(toBytes(`{${numbered(member)}}`)) as JsonObject)).toHaveLength(count);
  });

  test('very many escapes in one string', () => {
    expect(parseJson(toBytes(`"${'\\n\\u00e9\\ud83d\\ude00'.repeat(count)}"`))).toBe('\né😀'.repeat(count));
  });

  test('very many objects that look like long arrays: {"1023":0} must not take the room of 1,024 items', () => {
    const bytes = toBytes(`[${Array(20_000).fill('{"1023":0}').join()}]`);
    const before = process.memoryUsage().heapUsed;
    const value = parseJson(bytes);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
    expect(value).toHaveLength(20_000);
  });
});
