/** What holds of every workflow file of ours: least permissions with a reason, pins, limits; and SPEC A9, B3, B7 in each. */
import { describe, expect, it } from 'vitest';
import { evaluate, type JsonObject } from '../../lab/runner/expression.ts';
import { Expression, isMapping, mappingOf, type Tree } from '../../lab/runner/tree.ts';
import { type Event, isTriggered, schedulesOf } from '../../lab/runner/trigger.ts';
import { type Job, parseWorkflow, type Workflow } from '../../lab/runner/workflow.ts';
import { allWorkflowFiles, workflowFilesIn } from './files.ts';

const files = allWorkflowFiles();
const parse = ({ path, text }: { path: string; text: string }) =>
  parseWorkflow(path.replace(/^templates\/(bucket\/)?/, ''), text);

/** By file name, of a folder. */
async function workflowsIn(folder: string): Promise<Map<string, Workflow>> {
  const parsed = await Promise.all(workflowFilesIn(folder).map(parse));
  return new Map(parsed.map((workflow) => [workflow.path.replace(/^.*\/|\.yml$/g, ''), workflow]));
}

const own = await workflowsIn('.github/workflows');
const templates = await workflowsIn('templates/.github/workflows');
const pipeline = ['create-signing-events', 'online-sign', 'publish', 'signing-event', 'test', 'verify'];

describe.each(files)('$path', (file) => {
  it('grants nothing by itself, and each permission with a reason', async () => {
    const workflow = await parse(file);
    expect(workflow.permissions).toEqual(workflow.name === 'ci' ? expect.anything() : {});
    const lines = file.text.split('\n').filter((line) => /^ +[a-z-]+: (read|write)\b/.test(line));
    expect(lines.filter((line) => !/: (read|write) # \w+/.test(line))).toEqual([]);
  });

  it('pins what it uses by a commit, with its version beside it', () => {
    const uses = file.text.split('\n').filter((line) => /\buses:/.test(line) && !line.includes('uses: ./'));
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v?[\w.]+$/i.test(line))).toEqual([]);
  });

  it('limits the time of jobs and what runs at once, and leaves no credentials on disk', async () => {
    const workflow = await parse(file);
    expect(workflow.concurrency).toBeDefined();
    expect(file.text.match(/^ {4}runs-on:/gm)?.length ?? 0).toBe(
      file.text.match(/^ {4}timeout-minutes:/gm)?.length ?? 0,
    );
    const checkouts = workflow.jobs.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    expect(checkouts.filter((step) => step.with['persist-credentials'] !== 'false')).toEqual([]);
  });

  it('puts nothing that others write into a script', async () => {
    const { jobs } = await parse(file);
    const scripts = jobs.flatMap(({ steps }) => steps.map(({ run }) => run)).filter((run) => run instanceof Expression);
    expect(scripts).toEqual([]);
  });
});

describe('the pipeline', () => {
  it('is there under the names of the contract, as our own and as templates', () => {
    for (const name of pipeline) {
      expect([...own.keys()], name).toContain(name);
      expect([...templates.keys()], name).toContain(name);
    }
    expect([...own.keys()]).toEqual(expect.arrayContaining(['check-dist', 'ci', 'deploy', 'sigstore-test']));
  });

  const push = (branch: string, ...changedPaths: string[]) =>
    ({ name: 'push', ref: `refs/heads/${branch}`, changedPaths, payload: {} }) as unknown as Event;
  const started = (event: Event) =>
    [...own].filter(([, workflow]) => isTriggered(workflow, event)).map(([name]) => name);

  it.each([
    [push('sign/root-v2', 'metadata/root.json'), ['signing-event']],
    [push('sign/a/b', 'targets/x/y'), ['signing-event']],
    [push('sign/x', 'README.md'), []],
    [push('main', 'metadata/root_history/2.root.json'), ['check-dist', 'ci', 'online-sign']],
    [push('main', 'metadata/snapshot.json', 'metadata/timestamp.json'), ['check-dist', 'ci']],
    [push('main', 'metadata/timestamp.json', 'metadata/x.json'), ['check-dist', 'ci', 'online-sign']],
    [push('main', 'targets/x'), ['check-dist', 'ci']],
    [push('publish', 'metadata/root.json'), []],
    [push('other', 'metadata/root.json'), []],
  ])('%#: a push starts the right ones', (event, expected) => {
    expect(started(event).sort()).toEqual(expected);
  });

  it.each(['create-signing-events', 'online-sign', 'test'])(
    '%s runs by schedule, not on the hour, and by hand',
    (name) => {
      const lines = schedulesOf(own.get(name)!);
      expect(lines).toHaveLength(1);
      expect(Number(lines[0]!.split(' ')[0]) % 15).not.toBe(0);
      expect(schedulesOf(templates.get(name)!)).toEqual(lines);
      expect(Object.keys(own.get(name)!.on)).toContain('workflow_dispatch');
    },
  );

  it('signs before it tests, and its schedules are minutes apart', () => {
    const minutes = [...own.values()].flatMap(schedulesOf).map((line) => Number(line.split(' ')[0]));
    expect(new Set(minutes).size).toBe(minutes.length);
  });

  it('publishes by dispatch alone, with an optional ref; Pages from its environment', () => {
    for (const set of [own, templates]) {
      const publish = set.get('publish')!;
      expect(Object.keys(publish.on)).toEqual(['workflow_dispatch']);
      expect(mappingOf(mappingOf(publish.on['workflow_dispatch'])['inputs'])).toMatchObject({
        ref: { required: false },
      });
      const pages = publish.jobs.find(({ id }) => id === 'pages')!;
      expect(pages.environment).toMatchObject({ name: 'github-pages' });
    }
  });

  it('asks for the custom token first', () => {
    const tokens = [...own.values(), ...templates.values()].flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) =>
        steps.filter((step) => step.with['token'] !== undefined).map((step) => step.with['token']),
      ),
    );
    expect(tokens).toHaveLength(6);
    for (const token of tokens)
      expect((token as Expression).text).toBe('secrets.TUF_ON_CI_TOKEN || secrets.GITHUB_TOKEN');
  });

  it('has the required check on every pull request, named as the commit status, with nothing to write', () => {
    for (const set of [own, templates]) {
      const verify = set.get('verify')!;
      // One whose target is changed is asked about again.
      expect(verify.on).toEqual({ pull_request: { types: ['opened', 'synchronize', 'reopened', 'edited'] } });
      expect(verify.jobs.map(({ name }) => name)).toEqual(['tuf-on-ci/signing-event']);
      expect(verify.jobs[0]).toMatchObject({ if: undefined, permissions: { contents: 'read' } });
    }
  });

  it('never checks out what a fork offers where it can write', () => {
    for (const workflow of [...own.values(), ...templates.values()]) {
      if (!Object.hasOwn(workflow.on, 'pull_request_target')) continue;
      const refs = workflow.jobs.flatMap(({ steps }) =>
        steps.filter(({ uses }) => /checkout/.test(uses ?? '')).map((step) => step.with['ref']),
      );
      expect(refs.filter((ref) => ref !== undefined)).toEqual([]);
    }
  });

  it('is the same in the templates, but for the checkout that local actions need', () => {
    for (const name of pipeline.filter((one) => one !== 'publish')) {
      expect(skeleton(templates.get(name)!), name).toEqual(skeleton(own.get(name)!));
    }
  });
});

/** Filters, permissions and steps, without what must differ. */
function skeleton({ on, jobs }: Workflow) {
  const events = JSON.stringify(on).replace('DEFAULT_BRANCH', 'main');
  const steps = (job: Job) =>
    job.steps
      .filter(({ uses }) => !uses?.startsWith('actions/checkout'))
      .map(({ uses, with: inputs }) => ({
        uses: /actions\/[a-z-]+/.exec(uses ?? '')?.[0],
        inputs: plainInputs(inputs),
      }));
  return { events, jobs: jobs.map((job) => ({ id: job.id, permissions: job.permissions, steps: steps(job) })) };
}

function plainInputs(inputs: Readonly<Record<string, Tree>>): Record<string, Tree> {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !/^(gcp|aws|azure)_/.test(name)));
}

describe('the fork guard (SPEC B7)', () => {
  const guards = (workflow: Workflow) =>
    workflow.jobs
      .filter(({ needs, if: condition }) => needs.length === 0 && condition !== undefined)
      .map(({ if: condition }) => condition);
  const holdsIn = (condition: Tree | undefined, owner: string, fork: boolean, variable?: string) => {
    const github: JsonObject = { repository_owner: owner, event: { repository: { fork } } };
    const vars: JsonObject = variable === undefined ? {} : { TUF_ON_CI_OWNER: variable };
    const text = condition instanceof Expression ? condition.text : String(condition);
    return evaluate(text, { contexts: { github, vars }, standing: 'success' });
  };

  it('stands at the first job of everything that a schedule, a push or a dispatch starts', () => {
    for (const name of pipeline.filter((one) => one !== 'verify')) {
      expect(guards(own.get(name)!), name).toHaveLength(1);
      expect(guards(templates.get(name)!), name).toHaveLength(1);
    }
  });

  it('holds in the deployment and not in a fork, unless the fork is a deployment that says so', () => {
    const [condition] = guards(own.get('online-sign')!);
    expect(holdsIn(condition, 'octo', false)).toBe(true);
    expect(holdsIn(condition, 'signer', true)).toBe(false);
    expect(holdsIn(condition, 'acme', true, 'acme')).toBe(true);
    const [template] = guards(templates.get('online-sign')!);
    expect(holdsIn(template, 'DEPLOYMENT_OWNER', true)).toBe(true);
    expect(holdsIn(template, 'signer', true)).toBe(false);
  });
});

describe('called workflows', () => {
  it('are given every permission that they ask for', () => {
    for (const set of [own, templates]) {
      for (const workflow of set.values()) {
        for (const job of workflow.jobs.filter(({ uses }) => uses !== undefined)) {
          const called = set.get(job.uses!.replace(/^.*\/|\.yml$/g, ''))!;
          expect(lacking(called, job.permissions, set), `${workflow.path} ${job.id}`).toEqual([]);
        }
      }
    }
  });
});

function lacking(called: Workflow, given: Tree | undefined, set: ReadonlyMap<string, Workflow>): string[] {
  const has = mappingOf(given);
  return called.jobs.flatMap((job) => {
    const asked = isMapping(job.permissions) ? Object.entries(job.permissions) : [];
    const missing = asked
      .filter(([scope, access]) => has[scope] !== access && has[scope] !== 'write')
      .map(([scope]) => scope);
    const deeper = job.uses === undefined ? [] : lacking(set.get(job.uses.replace(/^.*\/|\.yml$/g, ''))!, given, set);
    return [...missing, ...deeper];
  });
}
