/** The process that a module is loaded in: whatever native code does to it, the tool goes on. Fake programs stand for modules that misbehave. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { deviceProcess } from '../../../src/adapters/pkcs11/device-process.ts';
import { findModule, knownPlaces } from '../../../src/adapters/pkcs11/known-places.ts';
import type { DeviceFailure } from '../../../src/ports/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'device-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

let programs = 0;
/** Tokens by a program that has `question` and can `answer`. */
function tokensBy(
  body: string,
  patience = { list: 20_000, sign: 20_000 },
  module: string | undefined = 'libmodule.so',
) {
  const program = join(folder, `${programs++}.mjs`);
  const start = `import { readFileSync, writeSync } from 'node:fs';
const question = JSON.parse(readFileSync(0, 'utf8'));
const answer = (value) => writeSync(3, JSON.stringify(value));\n`;
  writeFileSync(program, start + body);
  return deviceProcess({ program, module, variables: { PATH: process.env['PATH'], STORY: 'told' }, patience });
}

const failureOf = (answer: { ok: boolean; failure?: DeviceFailure }) => (answer.ok ? undefined : answer.failure);
const signature = {
  token: { slot: '1', label: 'a', serial: 'b' },
  keyId: 2,
  pin: '123456',
  digest: Buffer.from('digest'),
};

test('bytes survive the way there and back, and the environment is handed on', async () => {
  const tokens = tokensBy(`answer(question.ask === 'sign' && process.env.STORY === 'told'
    ? { ok: true, value: Buffer.from(JSON.stringify({ ...question, argv: process.argv.length })).toString('base64') }
    : { ok: true, value: [{ slot: '1', spki: Buffer.from([1, 2]).toString('base64') }] })`);
  expect(await tokens.list(2)).toEqual({ ok: true, value: [{ slot: '1', spki: Buffer.of(1, 2) }] });
  const signed = await tokens.sign(signature);
  const seen = JSON.parse(signed.ok ? Buffer.from(signed.value).toString() : '{}');
  // The PIN travels on standard input; arguments can be read by everybody on the machine.
  expect(seen).toMatchObject({ pin: '123456', module: 'libmodule.so', argv: 2 });
  expect(Buffer.from(seen.digest, 'base64').toString()).toBe('digest');
});

test('what a module prints is not taken for the answer', async () => {
  const tokens = tokensBy(`console.log('{"ok":true,"value":[{}]}'); answer({ ok: true, value: [] });`);
  expect(await tokens.list(2)).toEqual({ ok: true, value: [] });
});

describe('a module that', () => {
  test('hangs is given up', async () => {
    const tokens = tokensBy('for (;;);', { list: 400, sign: 400 });
    expect(failureOf(await tokens.list(2))).toEqual({ problem: 'hung', detail: '0.4 s' });
    expect(failureOf(await tokens.sign(signature))?.problem).toBe('hung');
  });

  test('takes its process down', async () => {
    const tokens = tokensBy(`process.kill(process.pid, 'SIGSEGV');`);
    expect(failureOf(await tokens.list(2))).toEqual({ problem: 'crashed', detail: 'SIGSEGV' });
  });

  test('ends before it answers, or in the middle', async () => {
    expect(failureOf(await tokensBy('process.exit(7)').list(2))).toEqual({ problem: 'crashed', detail: 'exit code 7' });
    expect(failureOf(await tokensBy(`writeSync(3, '{"ok":tr');`).list(2))?.problem).toBe('crashed');
  });

  test('answers without end', async () => {
    const endless = tokensBy(`const piece = Buffer.alloc(65536, 32); for (;;) writeSync(3, piece);`);
    expect(failureOf(await endless.list(2))?.problem).toBe('crashed');
  });

  test('is not there', async () => {
    const nowhere = join(folder, 'libykcs11.so');
    expect(failureOf(await tokensBy('', undefined, nowhere).list(2))).toEqual({
      problem: 'module-missing',
      detail: nowhere,
    });
    const none = deviceProcess({ program: 'unused', module: undefined, variables: {} });
    expect(failureOf(await none.list(2))?.problem).toBe('no-module');
  });
});

test('the known places are absolute, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(knownPlaces(platform).length).toBeGreaterThan(1);
    expect(knownPlaces(platform).every((path) => /^(\/|C:\\).*libykcs11\.(so|so\.2|dylib|dll)$/.test(path))).toBe(true);
  }
  expect([undefined, ...knownPlaces('linux')]).toContain(findModule('linux'));
});
