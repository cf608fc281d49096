/** The program of an action. The one place where an error fails a step. */
import { setFailed } from '@actions/core';
import { basicToken } from '../adapters/git/token.ts';
import { actionsRunner, hideSecret } from '../adapters/runner/runner.ts';
import { type Environment, processEnvironment } from '../cli/environment.ts';
import { TufError } from '../errors.ts';
import { UnsoundError } from '../operations/soundness.ts';
import type { Runner } from '../ports/runner.ts';
import { renderFindings } from '../render/findings.ts';
import { terminal } from '../text/terminal.ts';
import type { Action } from './action.ts';
import { Step } from './step.ts';

/** Runs the action and ends the process: 0 when it did its work, 1 when it failed. */
export function main(load: () => Promise<Action>): void {
  // A process that ends before it has answered has failed, whatever ended it.
  process.exitCode = 1;
  const surroundings = processEnvironment();
  const runner = actionsRunner(surroundings.variables, surroundings.stdout);
  const say = (text: string) => runner.say(text.replace(/\n$/, ''));
  const environment: Environment = {
    ...surroundings,
    colour: { stdout: false, stderr: false },
    stdout: say,
    stderr: say,
  };
  perform(load, environment, runner).then(
    () => endWith(0),
    (error: unknown) => {
      report(error, runner);
      endWith(1);
    },
  );
}

async function perform(load: () => Promise<Action>, environment: Environment, runner: Runner): Promise<void> {
  const action = await load();
  const step = new Step(action.spec, environment, runner);
  for (const token of new Set([step.tokens.token, step.tokens.workflow])) {
    if (token === '') continue;
    hideSecret(token);
    hideSecret(basicToken(token));
  }
  await action.run(step);
}

function report(error: unknown, runner: Runner): void {
  if (!(error instanceof TufError)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
    for (const line of (stack ?? '').split('\n')) runner.say(terminal`${line}`.text);
    setFailed(
      `This should not have happened: ${message}. Please report it with the lines above, at the project page of tuf-on-ci.`,
    );
    return;
  }
  if (error instanceof UnsoundError) runner.say(renderFindings(error.findings, { colour: false }));
  if (error.cause instanceof Error && process.env['RUNNER_DEBUG'] === '1')
    runner.say(terminal`${error.cause.stack ?? ''}`.text);
  const hint = error.hint === undefined ? '' : `\n${error.hint}`;
  setFailed(`${error.message}${hint}`);
}

/** Nothing that a library keeps open holds the job up; what has been written is out first. */
function endWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}
