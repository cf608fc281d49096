/** One process of a step, in a group of its own, so that whoever ends it ends its children too. */
import { spawn } from 'node:child_process';

export interface Started {
  readonly pid: number | undefined;
  /** Exit code, and what it printed, both streams in order. */
  readonly ended: Promise<{ readonly code: number; readonly log: string }>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export function startProcess(
  program: string,
  args: readonly string[],
  options: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Started {
  const child = spawn(program, args, {
    cwd: options.folder,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<{ code: number; log: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: 127, log: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 137, log: Buffer.concat(pieces).toString('utf8') }));
  });
  return {
    pid: child.pid,
    ended,
    kill(signal) {
      try {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
      } catch {
        // It has just ended by itself.
      }
    },
  };
}
