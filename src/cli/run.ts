/** Runs a command from argument list to exit code. The one place where an error becomes text. */
import { exitStatus, TufError } from '../errors.ts';
import { UnsoundError } from '../operations/soundness.ts';
import { renderFindings } from '../render/findings.ts';
import { terminal } from '../text/terminal.ts';
import { fitted } from '../text/wrapped.ts';
import type { Command } from './command.ts';
import type { Environment } from './environment.ts';
import { renderHelp } from './help.ts';
import { parseCommandLine } from './parse.ts';
import { version } from './version.ts';

export async function run(command: Command, args: readonly string[], environment: Environment): Promise<number> {
  try {
    if (isAskedFor(args, '--help', '-h')) {
      environment.stdout(renderHelp(command.spec));
      return 0;
    }
    if (isAskedFor(args, '--version')) {
      environment.stdout(`tuf-on-ci-${command.spec.name} ${version}\n`);
      return 0;
    }
    return await command.run(parseCommandLine(command.spec, args), environment);
  } catch (error) {
    return report(error, environment);
  }
}

function isAskedFor(args: readonly string[], ...names: string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => names.includes(arg));
}

/** One clear sentence on stderr, and what to do. */
export function report(error: unknown, environment: Environment): number {
  const { variables, colour } = environment;
  const stderr = (text: string) => environment.stderr(fitted(text, environment.columns?.()));
  if (!(error instanceof TufError)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    stderr(terminal`error: This should not have happened: ${message}\n`.text);
    stderr('  Please report it with the lines below, at the project page of tuf-on-ci.\n');
    for (const line of (stack ?? '').split('\n').slice(1)) stderr(terminal`${line}\n`.text);
    return exitStatus('internal');
  }
  if (error instanceof UnsoundError) stderr(renderFindings(error.findings, { colour: colour.stderr }));
  stderr(terminal`error: ${error.message}\n`.text);
  if (error.hint !== undefined) stderr(terminal`  ${error.hint}\n`.text);
  if (variables['TUF_ON_CI_DEBUG'] && error.cause instanceof Error)
    stderr(terminal`  cause: ${error.cause.stack ?? ''}\n`.text);
  return exitStatus(error.code);
}
