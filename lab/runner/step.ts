/** Runs one step of a job: a shell script, or a JavaScript action as a process of its own. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionFile, type ActionSources, locateAction } from './action-file.ts';
import { parseCommandFile } from './command-file.ts';
import { asString, evaluateStrings, evaluateTree, type Scope } from './expression.ts';
import { startProcess } from './process.ts';
import type { Interruption } from './run.ts';
import { isMapping } from './tree.ts';
import type { Job, Step, Workflow } from './workflow.ts';

export interface Machine {
  readonly workspace: string;
  /** RUNNER_TEMP */
  readonly temporary: string;
  /** Grows by GITHUB_ENV and GITHUB_PATH. */
  readonly environment: Record<string, string>;
  /** For actions alone. */
  readonly actionEnvironment: Readonly<Record<string, string>>;
  readonly sources: ActionSources;
  readonly interruption: Interruption;
}

export interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The runner's files of one step, by the environment variable that names each. */
const commandFiles = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;

/** @throws Error when the step cannot even be started */
export async function runStep(
  step: Step,
  within: { readonly workflow: Workflow; readonly job: Job },
  machine: Machine,
  scope: Scope,
): Promise<Ran> {
  const folder = join(machine.temporary, `_runner_file_commands_${Date.now()}_${Math.random()}`);
  mkdirSync(folder, { recursive: true });
  const files = Object.fromEntries(commandFiles.map((name) => [name, join(folder, name)]));
  for (const path of Object.values(files)) writeFileSync(path, '');
  const own = { ...evaluateStrings(step.env, scope), ...files };
  const process =
    step.uses === undefined
      ? startScript(step, within, machine, scope, own, folder)
      : await startAction(step.uses, step, machine, scope, own);
  machine.interruption.watch(process);
  const { code, log } = await process.ended;
  const read = (name: string) => readFileSync(files[name]!, 'utf8');
  Object.assign(machine.environment, parseCommandFile(read('GITHUB_ENV')));
  for (const path of read('GITHUB_PATH').split('\n').filter(Boolean)) {
    machine.environment['PATH'] = `${path}:${machine.environment['PATH']}`;
  }
  return { code, printed: log, outputs: parseCommandFile(read('GITHUB_OUTPUT')), summary: read('GITHUB_STEP_SUMMARY') };
}

/** As GitHub starts them: without `shell:` there is no pipefail. */
const shells: Readonly<Record<string, readonly string[]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
};

function startScript(
  step: Step,
  { workflow, job }: { readonly workflow: Workflow; readonly job: Job },
  machine: Machine,
  scope: Scope,
  own: Readonly<Record<string, string>>,
  folder: string,
) {
  const defaultOf = (name: string) =>
    [job, workflow].map(({ defaults }) => isMapping(defaults['run']) && defaults['run'][name]).find(Boolean) ||
    undefined;
  const name = step.shell ?? asString(evaluateTree(defaultOf('shell') ?? '', scope));
  const shell = shells[name];
  if (!shell) throw new Error(`The lab has no shell "${name}"`);
  const script = join(folder, 'script.sh');
  appendFileSync(script, asString(evaluateTree(step.run!, scope)));
  const inside = asString(evaluateTree(step.workingDirectory ?? defaultOf('working-directory') ?? '.', scope));
  const [program, ...args] = shell as [string, ...string[]];
  return startProcess(program, [...args, script], {
    folder: join(machine.workspace, inside),
    env: { ...machine.environment, ...own },
  });
}

async function startAction(
  uses: string,
  step: Step,
  machine: Machine,
  scope: Scope,
  own: Readonly<Record<string, string>>,
) {
  const action = await locateAction(uses, machine.workspace, machine.sources);
  if (!existsSync(action.main)) throw new Error(`${uses} has no file ${action.main}: is it built?`);
  return startProcess(process.execPath, [action.main], {
    folder: machine.workspace,
    env: {
      ...machine.environment,
      ...machine.actionEnvironment,
      ...own,
      ...inputsOf(action, step, scope),
      GITHUB_ACTION_PATH: action.folder,
    },
  });
}

/** Every input that the action knows, its default where the workflow gives none; and what it does not know, as GitHub does. */
function inputsOf(action: ActionFile, step: Step, scope: Scope): Record<string, string> {
  const given = evaluateStrings(step.with, scope);
  const defaults = evaluateStrings(action.defaults, scope);
  const lowered = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const inputs = { ...defaults, ...lowered };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}
