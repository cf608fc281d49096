/** A workflow file, read by GitHub's own parser and refused when GitHub would refuse it. */
import { bundledPackage } from './bundled.ts';
import { type Mapping, mappingOf, stringsOf, type Tree, treeOf } from './tree.ts';

export interface Workflow {
  /** `.github/workflows/test.yml` */
  readonly path: string;
  /** Its `name:`, or its path. */
  readonly name: string;
  /** Filters by event; empty for an event without any. */
  readonly on: Readonly<Record<string, Tree>>;
  readonly permissions: Tree | undefined;
  readonly env: Mapping;
  readonly concurrency: Tree | undefined;
  readonly defaults: Mapping;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly id: string;
  readonly name: Tree;
  readonly needs: readonly string[];
  readonly if: Tree | undefined;
  readonly permissions: Tree | undefined;
  readonly env: Mapping;
  readonly outputs: Mapping;
  readonly concurrency: Tree | undefined;
  readonly strategy: Mapping;
  readonly environment: Tree | undefined;
  readonly continueOnError: Tree | undefined;
  readonly defaults: Mapping;
  readonly steps: readonly Step[];
  /** A reusable workflow, with what it is given. */
  readonly uses: string | undefined;
  readonly with: Mapping;
  /** `inherit`, or by name. */
  readonly secrets: Tree | undefined;
}

export interface Step {
  readonly id: string | undefined;
  readonly name: Tree | undefined;
  readonly if: Tree | undefined;
  readonly env: Mapping;
  readonly continueOnError: Tree | undefined;
  readonly uses: string | undefined;
  readonly with: Mapping;
  readonly run: Tree | undefined;
  readonly shell: string | undefined;
  readonly workingDirectory: Tree | undefined;
}

/** What is used of `@actions/workflow-parser`, whose own types need its bundle. */
interface GithubsParser {
  readonly NoOperationTraceWriter: new () => object;
  parseWorkflow(file: { name: string; content: string }, trace: object): { context: ParserContext; value?: unknown };
  convertWorkflowTemplate(context: ParserContext, value: unknown): Promise<unknown>;
}
interface ParserContext {
  readonly errors: { getErrors(): readonly { readonly message: string }[] };
}

const githubsParser = () => bundledPackage('@actions/workflow-parser');

/** Makes GitHub's parser ready beside whatever else is done. */
export function prepareParser(): void {
  githubsParser().catch(() => {}); // told to whoever needs it
}

/** By path and text: every event reads the same files again. */
const parsed = new Map<string, Promise<Workflow>>();

/** Errors: Error with everything that GitHub's parser has against the file. */
export function parseWorkflow(path: string, content: string): Promise<Workflow> {
  const id = `${path}\0${content}`;
  const workflow = parsed.get(id) ?? parse(path, content);
  parsed.set(id, workflow);
  return workflow;
}

async function parse(path: string, content: string): Promise<Workflow> {
  const parser = (await import(await githubsParser())) as GithubsParser;
  const { context, value } = parser.parseWorkflow({ name: path, content }, new parser.NoOperationTraceWriter());
  // The conversion finds what the schema cannot say: cycles of needs, impossible schedules.
  if (value !== undefined) await parser.convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors();
  if (errors.length > 0) throw new Error(`${path} is no workflow: ${errors.map(({ message }) => message).join('; ')}`);
  return workflowOf(path, mappingOf(treeOf(value)));
}

function workflowOf(path: string, file: Mapping): Workflow {
  return {
    path,
    name: typeof file['name'] === 'string' ? file['name'] : path,
    on: eventsOf(file['on']),
    permissions: file['permissions'],
    env: mappingOf(file['env']),
    concurrency: file['concurrency'],
    defaults: mappingOf(file['defaults']),
    jobs: Object.entries(mappingOf(file['jobs'])).map(([id, job]) => jobOf(id, mappingOf(job))),
  };
}

function eventsOf(on: Tree | undefined): Record<string, Tree> {
  if (typeof on === 'string' || Array.isArray(on)) return Object.fromEntries(stringsOf(on).map((name) => [name, null]));
  return { ...mappingOf(on) };
}

function jobOf(id: string, job: Mapping): Job {
  return {
    id,
    name: job['name'] ?? id,
    needs: stringsOf(job['needs']),
    if: job['if'],
    permissions: job['permissions'],
    env: mappingOf(job['env']),
    outputs: mappingOf(job['outputs']),
    concurrency: job['concurrency'],
    strategy: mappingOf(job['strategy']),
    environment: job['environment'],
    continueOnError: job['continue-on-error'],
    defaults: mappingOf(job['defaults']),
    steps: ((job['steps'] ?? []) as readonly Tree[]).map((step) => stepOf(mappingOf(step))),
    uses: typeof job['uses'] === 'string' ? job['uses'] : undefined,
    with: mappingOf(job['with']),
    secrets: job['secrets'],
  };
}

function stepOf(step: Mapping): Step {
  const text = (name: string) => (typeof step[name] === 'string' ? step[name] : undefined);
  return {
    id: text('id'),
    name: step['name'],
    if: step['if'],
    env: mappingOf(step['env']),
    continueOnError: step['continue-on-error'],
    uses: text('uses'),
    with: mappingOf(step['with']),
    run: step['run'],
    shell: text('shell'),
    workingDirectory: step['working-directory'],
  };
}
