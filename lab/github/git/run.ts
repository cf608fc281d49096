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

/** What git prints, trimmed; throws when it fails. */
export async function git(folder: string, args: readonly string[], env: Environment = {}, input = ''): Promise<string> {
  const { code, stdout, stderr } = await tryGit(folder, args, env, input);
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout.toString().trim();
}
