/** The binding against a PKCS#11 module that somebody else wrote, in the process that is shipped. */
import { hash, type KeyObject, verify } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { deviceProcess } from '../../../src/adapters/pkcs11/device-process.ts';
import type { Token } from '../../../src/ports/tokens.ts';
import { deviceProgram, pin, requireSignerTools, softHsm, softTokens } from './soft-token.ts';

beforeEach(requireSignerTools);

const message = Buffer.from('{"_type":"root"}');

function devices({ variables }: { variables: Readonly<Record<string, string>> }, module = softHsm().module) {
  return deviceProcess({ program: deviceProgram, module, variables: { ...process.env, ...variables } });
}

async function listed(soft: ReturnType<typeof softTokens>): Promise<readonly Token[]> {
  const answer = await devices(soft).list(2);
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
}

const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

test('tokens are told apart by their keys, which are read without a PIN', async () => {
  const soft = softTokens();
  const keys = [soft.add('YubiKey PIV #15835999'), soft.add('Schlüssel ✓', 'P-384')];
  const tokens = (await listed(soft)).filter(({ isInitialised }) => isInitialised);
  const found = new Map(tokens.map(({ label, spki }) => [label, Buffer.from(spki ?? []).toString('base64')]));
  expect(found.get('YubiKey PIV #15835999')).toBe(spkiOf(keys[0]!));
  expect(found.get('Schlüssel ✓')).toBe(spkiOf(keys[1]!));
  expect(tokens.every(({ model, serial }) => model === 'SoftHSM v2' && /^[0-9a-f]{16}$/.test(serial))).toBe(true);
});

test('a token that was never set up is seen as such', async () => {
  const [token] = await listed(softTokens());
  expect(token).toMatchObject({ isInitialised: false, label: '', serial: '' });
});

test.each([
  ['P-256', 'sha256'],
  ['P-384', 'sha384'],
] as const)('%s signatures verify, each time', async (curve, digestName) => {
  const soft = softTokens();
  const key = soft.add('mine', curve);
  const token = (await listed(soft)).find(({ label }) => label === 'mine')!;
  for (let time = 0; time < 3; time++) {
    const signed = await devices(soft).sign({ token, keyId: 2, pin, digest: hash(digestName, message, 'buffer') });
    expect(signed.ok && verify(digestName, message, key, signed.value)).toBe(true);
  }
});

test('a wrong PIN is told as one, with what is known of the tries', async () => {
  const soft = softTokens();
  soft.add('mine');
  const token = (await listed(soft)).find(({ label }) => label === 'mine')!;
  const signed = await devices(soft).sign({ token, keyId: 2, pin: '999999', digest: Buffer.alloc(32) });
  expect(signed).toMatchObject({ ok: false, failure: { problem: 'pin-wrong', pin: { tries: 'low' } } });
});

test('a token that was taken away, or has no such key', async () => {
  const soft = softTokens();
  soft.add('mine');
  const token = (await listed(soft)).find(({ label }) => label === 'mine')!;
  const other = softTokens();
  other.add('mine');
  const asked = { token, keyId: 2, pin, digest: Buffer.alloc(32) };
  expect(await devices(other).sign(asked)).toMatchObject({ failure: { problem: 'removed' } });
  expect(await devices(soft).sign({ ...asked, keyId: 3 })).toMatchObject({ failure: { problem: 'no-key' } });
});

test.each([
  ['a file that is no library', import.meta.filename, 'module-unusable'],
  ['a library that is no PKCS#11 module', join(process.execPath, '..', '..', 'lib', 'nothing.so'), 'module-missing'],
  ['a name that the system does not find', 'libnothing.so', 'module-unusable'],
])('%s', async (_, module, problem) => {
  expect(await devices({ variables: {} }, module).list(2)).toMatchObject({ ok: false, failure: { problem } });
});
