/** Starts a helper program for one question: JSON in, JSON out, no shell (docs/exec-signer.md). */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { TufError } from '../../errors.ts';
import { shortened } from '../../text/visible.ts';
import { get, isObject, type JsonObject } from '../../tuf/json.ts';
import { parseJson } from '../../tuf/strict-json.ts';

export interface HelperSurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Seconds until the program is given up: a person may have to find a device first. Default: 300. */
  readonly patience?: number;
}

/** Bytes. The longest signature, ML-DSA-87's, has 9,300 in hex. */
const maxAnswer = 65_536;

const manual = 'What a helper program has to do is told in docs/exec-signer.md.';

/**
 * Asks and gives the answer, a JSON object without an `error`.
 * @throws TufError('signer') when the program cannot be started, fails, says an error, is late, or answers something else
 */
export async function askHelper(program: string, question: JsonObject, surroundings: HelperSurroundings) {
  const { code, answer } = await runProgram(pathOf(program, surroundings), JSON.stringify(question), surroundings);
  const parsed = parseAnswer(answer);
  const error = parsed && get(parsed, 'error');
  if (typeof error === 'string') throw new TufError('signer', `${program} says: ${shortened(error, 500)}`);
  if (code !== 0) throw new TufError('signer', `${program} failed (${code})`, { hint: 'What it said stands above.' });
  if (!parsed) throw new TufError('signer', `${program} did not answer with one JSON object`, { hint: manual });
  return parsed;
}

function parseAnswer(answer: Buffer): JsonObject | undefined {
  try {
    const json = parseJson(answer);
    return isObject(json) ? json : undefined;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

/**
 * An absolute path, or a name to be found in PATH. Nothing is ever taken from the current folder: that is a clone, with files that
 * somebody else may have put there.
 */
function pathOf(program: string, { variables }: HelperSurroundings): string {
  if (isAbsolute(program)) return program;
  if (/[/\\]/.test(program)) {
    throw new TufError('signer', `exec:${program} is a relative path`, {
      hint: 'Write the absolute path of the program, or a name that is in PATH.',
    });
  }
  const path = variables[Object.keys(variables).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'] ?? '';
  const names = process.platform === 'win32' ? [program, `${program}.exe`] : [program];
  const found = path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return found;
  throw new TufError('signer', `There is no program ${program} in PATH`, {
    hint: 'Install it, or write its absolute path after exec:.',
  });
}

interface Ended {
  readonly code: number | string;
  readonly answer: Buffer;
}

async function runProgram(path: string, question: string, surroundings: HelperSurroundings): Promise<Ended> {
  const { variables, patience = 300 } = surroundings;
  const child = spawn(path, [], { env: { ...variables }, stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  let refusal: TufError | undefined;
  const giveUp = (message: string, cause?: Error) => {
    refusal ??= new TufError('signer', `${path} ${message}`, { hint: manual, cause });
    // Whatever it has started may hold the pipe open.
    child.stdout.destroy();
    kill();
  };
  const timer = setTimeout(() => giveUp(`did not answer within ${patience} s`), patience * 1000);
  const pieces: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size > maxAnswer) giveUp(`answered more than ${maxAnswer} bytes`);
    else pieces.push(piece);
  });
  child.once('error', (cause) => giveUp(`cannot be started (${cause.message}): is it an executable file?`, cause));
  // A program that does not read its question may still answer.
  child.stdin.on('error', () => {});
  child.stdin.end(`${question}\n`);
  const code = await new Promise<Ended['code']>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'killed'));
  });
  clearTimeout(timer);
  process.removeListener('exit', kill);
  if (refusal) throw refusal;
  return { code, answer: Buffer.concat(pieces) };
}
