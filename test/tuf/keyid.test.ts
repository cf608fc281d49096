import { expect, test } from 'vitest';
import { keyId } from '../../src/tuf/keyid.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';

const parse = (text: string) => parseJson(Buffer.from(text)) as Parameters<typeof keyId>[0];

const key = '"keytype":"ed25519","scheme":"ed25519","keyval":{"public":"00"}';

test('the keyid is the SHA-256 of the canonical key object', () => {
  // printf '{"keytype":"ed25519","keyval":{"public":"00"},"scheme":"ed25519"}' | sha256sum
  expect(keyId(parse(`{${key}}`))).toBe('f9ae527b2fd2d931a87f86371d944323c4f73b54c325d0944a92731af733405c');
});

test('the order of members and blanks do not matter', () => {
  const other = '{ "scheme": "ed25519", "keyval": {"public": "00"}, "keytype": "ed25519" }';
  expect(keyId(parse(other))).toBe(keyId(parse(`{${key}}`)));
});

test.each(['"x-tuf-on-ci-keyowner":"@a"', '"__proto__":{}', '"unknown":[1,null]'])(
  'the further member %s makes another keyid (SPEC A3)',
  (member) => {
    expect(keyId(parse(`{${key},${member}}`))).not.toBe(keyId(parse(`{${key}}`)));
  },
);
