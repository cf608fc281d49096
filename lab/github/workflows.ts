/** Workflow files as far as GitHub itself reads them: which there are, and what a dispatch of one may say. */
import { parse } from 'yaml';
import { refuse } from './answers.ts';
import type { Repository } from './facts.ts';
import { readBlob, readFolder, readRefs, resolveCommit } from './git/read.ts';

export interface WorkflowFile {
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly name: string;
}

/** Those of the default branch. */
export async function readWorkflows(repository: Repository): Promise<WorkflowFile[]> {
  const { folder, defaultBranch } = repository;
  const commit = await resolveCommit(folder, defaultBranch);
  if (commit === undefined) return [];
  const entries = await readFolder(folder, commit, '.github/workflows/');
  const files = entries.filter(({ type, path }) => type === 'blob' && /\.ya?ml$/.test(path));
  return Promise.all(
    files.map(async ({ path }) => ({ path, name: String((await readYaml(folder, commit, path))['name'] ?? path) })),
  );
}

type Mapping = Readonly<Record<string, unknown>>;

async function readYaml(folder: string, commit: string, path: string): Promise<Mapping> {
  const bytes = await readBlob(folder, commit, path);
  try {
    const value: unknown = parse(bytes?.toString() ?? '');
    return isMapping(value) ? value : {};
  } catch {
    return {};
  }
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A branch or tag, by its short or its full name. */
export async function refOf({ folder }: Repository, name: string): Promise<{ ref: string; sha: string } | undefined> {
  const refs = await readRefs(folder);
  const ref = [name, `refs/heads/${name}`, `refs/tags/${name}`].find((one) => one.startsWith('refs/') && refs.has(one));
  return ref === undefined ? undefined : { ref, sha: refs.get(ref)! };
}

/** The inputs that the run gets. Refuses (422) what the file at that commit does not take. */
export async function planDispatch(
  { folder }: Repository,
  path: string,
  sha: string,
  given: Mapping,
): Promise<Record<string, string>> {
  const { on } = await readYaml(folder, sha, path);
  const events =
    typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(isMapping(on) ? on : {});
  if (!events.includes('workflow_dispatch')) throw refuse(422, "Workflow does not have 'workflow_dispatch' trigger");
  const trigger = isMapping(on) ? on['workflow_dispatch'] : undefined;
  const declared = isMapping(trigger) && isMapping(trigger['inputs']) ? trigger['inputs'] : {};
  const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  if (unexpected.length > 0) throw refuse(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [
      name,
      inputValue(name, isMapping(input) ? input : {}, given[name]),
    ]),
  );
}

function inputValue(name: string, input: Mapping, given: unknown): string {
  const value = String(given ?? input['default'] ?? (input['type'] === 'boolean' ? 'false' : ''));
  if (input['required'] === true && value === '') throw refuse(422, `Required input '${name}' not provided`);
  const options = Array.isArray(input['options']) ? input['options'].map(String) : undefined;
  const allowed = input['type'] === 'boolean' ? ['true', 'false'] : input['type'] === 'choice' ? options : undefined;
  if (given !== undefined && allowed?.includes(value) === false) {
    throw refuse(422, `Provided value '${value}' for input '${name}' not in the list of allowed values`);
  }
  return value;
}
