import { describe, expect, it } from 'vitest';
import { keyHolder } from '../../src/deployment/key-holder.ts';
import type { JsonObject } from '../../src/tuf/json.ts';

const key = (custom: JsonObject) => ({ keytype: 'ed25519', scheme: 'ed25519', keyval: {}, ...custom });
const owner = (name: JsonObject[string]) => ({ 'x-tuf-on-ci-keyowner': name });
const uri = (text: JsonObject[string]) => ({ 'x-tuf-on-ci-online-uri': text });

describe('who holds a key', () => {
  it('is the person whose name it has', () => {
    expect(keyHolder(key(owner('@alice')))).toEqual({ kind: 'person', owner: '@alice' });
  });

  it('is the machine that its URI names', () => {
    expect(keyHolder(key(uri('hv:k/1')))).toEqual({
      kind: 'online',
      uri: 'hv:k/1',
      signer: { kind: 'hv', name: 'k', version: 1 },
    });
  });

  it('is nobody that can be named when neither is said, or both', () => {
    expect(keyHolder(key({}))).toEqual({ kind: 'unnamed' });
    expect(keyHolder(key({ ...owner('@alice'), ...uri('hv:k/1') }))).toEqual({ kind: 'both' });
  });

  it.each(['alice', '@Alice', '@al ice', '@alice\n', '@', '', null, 7, ['@alice']])('is nobody called %j', (name) => {
    expect(keyHolder(key(owner(name)))).toEqual({ kind: 'bad-owner' });
  });

  it.each(['', 'exec:sh', 'file:x', null, 7])('is no machine at %j', (text) => {
    expect(keyHolder(key(uri(text)))).toMatchObject({ kind: 'bad-uri', problem: expect.stringMatching(/./) });
  });

  it('does not look at what every object inherits', () => {
    expect(keyHolder(Object.assign(Object.create(owner('@alice')), key({})))).toEqual({ kind: 'unnamed' });
  });
});
