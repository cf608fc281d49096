/**
 * The tokens port by a process of its own for each question. A module runs native code that may hang or crash, and a Node process with a
 * thread in such a call cannot even end; this one is killed. A device that was plugged in meanwhile is seen without ado.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import type { DeviceAnswer, DeviceProblem, Tokens } from '../../ports/tokens.ts';
import { type Answer, answerDescriptor, type Question, type TokenText } from './question.ts';

export interface DeviceProcess {
  /** The built `device-program.ts`. */
  readonly program: string;
  /** The PKCS#11 module; undefined when none was found. */
  readonly module: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until a module that does not answer is given up. */
  readonly patience?: { readonly list: number; readonly sign: number };
}

/** A slow card reader takes seconds to be listed; a signature waits for a touch, or for a PIN typed at the device. */
const usualPatience = { list: 30_000, sign: 90_000 };
/** Bytes; a token's answer has some 500. */
const maxAnswer = 1 << 20;

export function deviceProcess(settings: DeviceProcess): Tokens {
  const { module, patience = usualPatience } = settings;
  const ask = (question: Unaddressed, milliseconds: number): Promise<Answer> => {
    if (module === undefined) return Promise.resolve(failed('no-module', ''));
    if (isAbsolute(module) && !existsSync(module)) return Promise.resolve(failed('module-missing', module));
    return askProcess(settings, { ...question, module } as Question, milliseconds);
  };
  return {
    async list(keyId) {
      const answer = (await ask({ ask: 'list', keyId }, patience.list)) as DeviceAnswer<readonly TokenText[]>;
      if (!answer.ok) return answer;
      const tokens = answer.value.map(({ spki, ...token }) => ({
        ...token,
        ...(spki !== undefined && { spki: Buffer.from(spki, 'base64') }),
      }));
      return { ok: true, value: tokens };
    },
    async sign({ digest, ...request }) {
      const text = Buffer.from(digest).toString('base64');
      const answer = (await ask({ ask: 'sign', ...request, digest: text }, patience.sign)) as DeviceAnswer<string>;
      return answer.ok ? { ok: true, value: Buffer.from(answer.value, 'base64') } : answer;
    },
  };
}

type Unaddressed = { [A in Question['ask']]: Omit<Question & { ask: A }, 'module'> }[Question['ask']];

function failed(problem: DeviceProblem, detail: string): Answer {
  return { ok: false, failure: { problem, detail } };
}

function askProcess(settings: DeviceProcess, question: Question, milliseconds: number): Promise<Answer> {
  const child = spawn(process.execPath, [...process.execArgv, settings.program], {
    env: environment(settings, question.module),
    // Its standard output is nobody's: modules have been seen to write there. What it says on standard error was asked for (YKCS11_DBG).
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
    windowsHide: true,
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, milliseconds);
  const answer = collected(child.stdio[answerDescriptor] as Readable, kill);
  // A process that ended before it read its question is told of by its end.
  child.stdin?.on('error', () => {});
  child.stdin?.end(JSON.stringify(question));
  return new Promise<Answer>((resolve) => {
    child.once('error', ({ message }) => resolve(failed('crashed', message)));
    child.once('close', (code, signal) => {
      if (isLate) resolve(failed('hung', `${milliseconds / 1000} s`));
      else resolve(parseAnswer(answer()) ?? failed('crashed', signal ?? `exit code ${code}`));
    });
  }).finally(() => {
    clearTimeout(timer);
    process.removeListener('exit', kill);
  });
}

/** What comes out of the stream; more than an answer can be ends it. */
function collected(stream: Readable, end: () => void): () => Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  stream.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > maxAnswer) end();
    else pieces.push(piece);
  });
  return () => Buffer.concat(pieces);
}

/** Our own program's, so only whether it is whole is asked. */
function parseAnswer(bytes: Buffer): Answer | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Answer;
  } catch {
    return undefined;
  }
}

/** On Windows a module's own libraries lie beside it. */
function environment({ variables }: DeviceProcess, module: string): NodeJS.ProcessEnv {
  if (process.platform !== 'win32') return { ...variables };
  const path = Object.keys(variables).find((name) => name.toLowerCase() === 'path') ?? 'Path';
  return { ...variables, [path]: [dirname(module), variables[path] ?? ''].join(delimiter) };
}
