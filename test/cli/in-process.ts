/** Runs a command in this process: what it prints, and the exit code it ends with. */
import { runCommand } from '../../src/cli/main.ts';
import { now } from '../support/sound-repository.ts';

export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `tuf-on-ci <command> <args>` in a folder, when the stories of the sound repository happen. */
export async function answerOf({ folder, env }: Place, command: string, ...args: string[]): Promise<Answered> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await runCommand(command, args, {
    cwd: folder,
    variables: env,
    realTime: () => now,
    colour: { stdout: false, stderr: false },
    stdout: (text) => void stdout.push(text),
    stderr: (text) => void stderr.push(text),
  });
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}
