/** Runs git on the bare repositories of the lab. */
import { spawn } from 'node:child_process';
import { gitEnvironment } from '../../git-server.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs git in a folder, whatever it says. */
export function tryGit(folder: string, args: readonly string[], env: Environment = {}, input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: { ...gitEnvironment, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => out.push(piece));
    child.stderr.on('data', (piece: Buffer) => err.push(piece));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.on('error', () => {}).end(input);
  });
}

const answers = new Map<string, Promise<Ran>>();
const oid = /^[0-9a-f]{40}(?=$|:)/;

/**
 * The same for a question about objects: where all of them are named by their ids it has one answer for ever, and is asked once.
 * @param objects the last arguments
 */
export async function askGit(folder: string, args: readonly string[], objects: readonly string[]): Promise<Ran> {
  if (!objects.every((name) => oid.test(name))) return tryGit(folder, [...args, ...objects]);
  const key = [folder, ...args, ...objects].join('\0');
  const known = answers.get(key) ?? tryGit(folder, [...args, ...objects]);
  answers.set(key, known);
  const answer = await known;
  // What is not there may come.
  if (answer.code !== 0) answers.delete(key);
  return answer;
}

/** What git prints, trimmed; throws when it fails. */
export async function git(folder: string, args: readonly string[], env: Environment = {}, input = ''): Promise<string> {
  const { code, stdout, stderr } = await tryGit(folder, args, env, input);
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout.toString().trim();
}
