import { describe, expect, test } from 'vitest';
import { TufError } from '../../src/errors.ts';
import {
  entries,
  equalJson,
  get,
  has,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  names,
  objectOf,
} from '../../src/tuf/json.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';

const parse = (text: string): Json => parseJson(Buffer.from(text));

describe('looking up names that are not to be trusted', () => {
  const fromPrototype = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];

  test.each(fromPrototype)('a role called %s is not there unless it is', (name) => {
    for (const empty of [objectOf([]), parse('{}') as JsonObject, {}]) {
      expect(has(empty, name)).toBe(false);
      expect(get(empty, name)).toBeUndefined();
    }
  });

  test.each(fromPrototype)('a role called %s is a member like any other', (name) => {
    const object = objectOf([[name, 'value']]);
    expect(has(object, name)).toBe(true);
    expect(get(object, name)).toBe('value');
    expect(names(object)).toEqual([name]);
    expect(entries(object)).toEqual([[name, 'value']]);
    expect(Object.getPrototypeOf(object)).toBeNull();
  });

  test('of two members with one name the later stays, whatever the name looks like', () => {
    expect(entries(objectOf([['a', 1], ['2', 1], ['a', 2], ['2', 2]]))).toEqual([['2', 2], ['a', 2]]); // biome-ignore format: a table
  });

  test('what is an object and what is a list', () => {
    expect([objectOf([]), {}].every(isObject)).toBe(true);
    expect([null, undefined, [], 'a', 1, true].some(isObject)).toBe(false);
    expect(isArray([])).toBe(true);
    expect([null, undefined, {}, 'a'].some(isArray)).toBe(false);
  });
});

describe('the same value', () => {
  test.each([
    ['{"a":1,"b":[{}]}', '{"b":[{}],"a":1}'],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
    ['[[],{},null,"",0,false]', '[[],{},null,"",0,false]'],
    ['{"10":1,"2":2}', '{"2":2,"10":1}'],
  ])('%s is %s', (a, b) => {
    expect(equalJson(parse(a), parse(b))).toBe(true);
    expect(equalJson(parse(a), JSON.parse(b))).toBe(true);
  });

  test.each([
    ['[1,2]', '[2,1]'],
    ['[1]', '[1,1]'],
    ['[]', '{}'],
    ['{}', 'null'],
    ['0', 'false'],
    ['1', '"1"'],
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"b":1}'],
    ['{"a":1}', '{"a":1,"b":1}'],
    ['{"__proto__":{}}', '{"a":{}}'],
    ['{"constructor":{}}', '{"toString":{}}'],
  ])('%s is not %s', (a, b) => {
    expect(equalJson(parse(a), parse(b))).toBe(false);
    expect(equalJson(parse(b), parse(a))).toBe(false);
  });

  test('a member of the prototype does not count', () => {
    expect(equalJson(objectOf([['toString', 1]]), { a: 1 })).toBe(false);
    expect(equalJson({ a: 1 }, Object.assign(Object.create({ a: 1 }), { b: 1 }))).toBe(false);
  });

  test('a value without end is an error, not a crash', () => {
    const endless = (): Json[] => {
      const list: Json[] = [];
      list.push(list);
      return list;
    };
    expect(() => equalJson(endless(), endless())).toThrow(TufError);
  });
});
