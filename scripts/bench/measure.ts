/** Runs a program from start to exit and takes its time and memory. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** One run of a program. */
export interface Run {
  /** From start to exit, the git processes that it starts included. */
  readonly milliseconds: number;
  /** The most memory that the Node process itself held; git's own is not in it. */
  readonly peakBytes: number;
  readonly status: number;
  readonly stderr: string;
}

export interface RunInput {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Meter {
  run(args: readonly string[], input: RunInput): Promise<Run>;
  /** Runs a program a number of times and gives the medians, with status and stderr of the last. `prepare` gives the arguments. */
  median(times: number, input: RunInput, prepare: () => readonly string[]): Promise<Run>;
}

/**
 * What a process says of itself when it ends, through file descriptor 3. `maxRSS` would be that of the parent before its `exec`
 * when that was larger, so on Linux the kernel's figure for this program alone counts.
 */
const preload = `
const fs = require('node:fs');
// A thread is loaded with it too, and is part of the same process.
if (require('node:worker_threads').isMainThread) process.on('exit', () => {
  let kilobytes = process.resourceUsage().maxRSS;
  try { kilobytes = Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
  fs.writeSync(3, String(kilobytes));
});
`;

/** @param node the Node binary that runs the programs; @param place a folder for a file of ours */
export function openMeter(node: string, place: string): Meter {
  const preloadFile = join(place, 'report-memory.cjs');
  writeFileSync(preloadFile, preload);

  async function run(args: readonly string[], { cwd, env }: RunInput): Promise<Run> {
    const begun = performance.now();
    const child = spawn(node, ['--require', preloadFile, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const status = new Promise<readonly [number, number]>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve([code ?? 128, performance.now() - begun]));
    });
    const [stderr, kilobytes] = await Promise.all([text(child.stderr!), text(child.stdio[3] as NodeJS.ReadableStream)]);
    const [code, milliseconds] = await status;
    return { milliseconds, peakBytes: Number(kilobytes) * 1024, status: code, stderr };
  }

  async function medianOf(times: number, input: RunInput, prepare: () => readonly string[]): Promise<Run> {
    const runs: Run[] = [];
    while (runs.length < times) runs.push(await run(prepare(), input));
    const { status, stderr } = runs.at(-1)!;
    return {
      milliseconds: median(runs.map((one) => one.milliseconds)),
      peakBytes: median(runs.map((one) => one.peakBytes)),
      status,
      stderr,
    };
  }

  return { run, median: medianOf };
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
