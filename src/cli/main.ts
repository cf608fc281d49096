/** The programs: `tuf-on-ci <command>` and `tuf-on-ci-<command>` (SPEC A6). */

import { exitStatus } from '../errors.ts';
import { terminal } from '../text/terminal.ts';
import { commands } from './commands.ts';
import { type Environment, processEnvironment } from './environment.ts';
import { renderCommandList } from './help.ts';
import { report, run } from './run.ts';
import { version } from './version.ts';

/** Runs a command by name and gives its exit code. */
export async function runCommand(name: string, args: readonly string[], environment: Environment): Promise<number> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return run(await load(), args, environment);
  environment.stderr(terminal`error: There is no command "${name}"\n  See: tuf-on-ci --help\n`.text);
  return 2;
}

/** Runs `tuf-on-ci` itself. */
export async function runTufOnCi(args: readonly string[], environment: Environment): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version') {
    environment.stdout(`tuf-on-ci ${version}\n`);
    return 0;
  }
  if (first !== undefined && first !== '--help' && first !== '-h' && first !== 'help')
    return runCommand(first, rest, environment);
  if (first === 'help' && rest[0] !== undefined) return runCommand(rest[0], ['--help'], environment);
  const specs = await Promise.all(Object.values(commands).map(async (load) => (await load()).spec));
  const text = renderCommandList(specs, version);
  if (first === undefined) environment.stderr(text);
  else environment.stdout(text);
  return first === undefined ? 2 : 0;
}

/** Ends the process with the command's exit code once its output is written. */
export function main(command: string | undefined): void {
  const environment = processEnvironment();
  const args = process.argv.slice(2);
  // A process that ends before it has answered has failed, whatever ended it.
  process.exitCode = exitStatus('internal');
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', () => {});
  const running = command === undefined ? runTufOnCi(args, environment) : runCommand(command, args, environment);
  running.then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = report(error, environment);
    },
  );
}
