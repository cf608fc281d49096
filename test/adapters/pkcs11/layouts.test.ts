/** The C structures of PKCS#11 have the sizes that a C compiler gives them. */
import * as koffi from 'koffi';
import { expect, test } from 'vitest';
import {
  attribute,
  functionList,
  initializeArguments,
  mechanism,
  tokenInfo,
} from '../../../src/adapters/pkcs11/layouts.ts';

const ulong = koffi.sizeof('unsigned long');
const pointer = koffi.sizeof('void *');
const isPacked = process.platform === 'win32';

test('structures', () => {
  expect(koffi.sizeof(tokenInfo)).toBe(ulong === 8 ? 208 : 160);
  expect(koffi.sizeof(attribute)).toBe(2 * ulong + pointer);
  expect(koffi.sizeof(mechanism)).toBe(2 * ulong + pointer);
  expect(koffi.sizeof(initializeArguments)).toBe(5 * pointer + ulong);
});

test('the functions stand where the standard has them', () => {
  const start = isPacked ? 2 : pointer;
  const places = {
    Initialize: 0,
    GetSlotList: 4,
    OpenSession: 12,
    Login: 18,
    GetAttributeValue: 24,
    SignInit: 42,
    Sign: 43,
  };
  for (const [name, place] of Object.entries(places)) {
    expect(koffi.offsetof(functionList, name), name).toBe(start + place * pointer);
  }
});
