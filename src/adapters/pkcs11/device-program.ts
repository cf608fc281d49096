/** What runs in the device process: one question, one answer, and the end. */
import { readFileSync, writeSync } from 'node:fs';
import type { DeviceAnswer, DeviceProblem } from '../../ports/tokens.ts';
import { type Cryptoki, CryptokiError } from './cryptoki.ts';
import { type Answer, answerDescriptor, type Question } from './question.ts';
import { listTokens, signOnce } from './tokens.ts';

const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
const answer: Answer = await load(question.module).then((loaded) => (loaded.ok ? ask(loaded.value) : loaded));
writeSync(answerDescriptor, JSON.stringify(answer));
// Some modules keep threads of their own that would not end.
process.exit(0);

async function load(path: string): Promise<DeviceAnswer<Cryptoki>> {
  const binding = await import('./load-module.ts').catch((error: Error) => error);
  if (binding instanceof Error) return failed('no-ffi', binding);
  try {
    return { ok: true, value: binding.loadModule(path) };
  } catch (error) {
    return failed('module-unusable', error as Error);
  }
}

function ask(module: Cryptoki): Answer {
  try {
    return question.ask === 'list' ? list(module, question.keyId) : sign(module, question);
  } catch (error) {
    if (error instanceof CryptokiError) return failed('refused', error);
    throw error;
  }
}

function list(module: Cryptoki, keyId: number): Answer {
  const tokens = listTokens(module, keyId).map(({ spki, ...token }) => ({
    ...token,
    ...(spki && { spki: Buffer.from(spki).toString('base64') }),
  }));
  return { ok: true, value: tokens };
}

function sign(module: Cryptoki, { digest, ...request }: Question & { ask: 'sign' }): Answer {
  const signed = signOnce(module, { ...request, digest: Buffer.from(digest, 'base64') }, () => performance.now());
  return signed.ok ? { ok: true, value: Buffer.from(signed.value).toString('base64') } : signed;
}

function failed(
  problem: DeviceProblem,
  { message }: Error,
): { ok: false; failure: { problem: DeviceProblem; detail: string } } {
  return { ok: false, failure: { problem, detail: message.split('\n')[0] ?? '' } };
}
