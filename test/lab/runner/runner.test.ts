/** The runner on the lab's GitHub: real pushes, real processes. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Github, startGithub } from '../../../lab/github/github.ts';
import { VirtualClock } from '../../../lab/runner/clock.ts';
import type { Run } from '../../../lab/runner/run.ts';
import { type Runner, startRunner } from '../../../lab/runner/runner.ts';
import { type Files, type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../../support/git.ts';

const clock = new VirtualClock(Date.parse('2030-01-01T12:00Z') / 1000);
let github: Github;
let runner: Runner;

beforeAll(async () => {
  const folder = temporaryFolder();
  github = await startGithub({ folder, now: clock.now });
  runner = startRunner({
    github,
    clock,
    folder: temporaryFolder(),
    sources: { repositories: {}, programs: folder },
    secrets: { 'octo/a': { SECRET: 'very secret' } },
    vars: { 'octo/a': { PLACE: 'here' } },
  });
});
afterAll(async () => {
  await runner.close();
  await github.close();
});

let count = 0;

/** A repository with workflow files, pushed to its default branch by a person; a fresh name unless given. */
async function repositoryWith(workflows: Readonly<Record<string, string>>, name = `r${count++}`): Promise<Place> {
  await github.createRepository({ owner: 'octo', name });
  const clone = throwAwayRepository();
  const place = {
    name: `octo/${name}`,
    async push(files: Files, branch = 'main'): Promise<Run[]> {
      const commit = clone.commit(files, branch === 'main' ? {} : { branch, from: 'main' });
      const token = github.createToken({ repository: `octo/${name}`, kind: 'user', actor: 'octo' });
      const before = runner.runs.length;
      await git(clone, 'push', '-q', github.gitUrl(`octo/${name}`, token), `${commit}:refs/heads/${branch}`);
      await runner.drain();
      return runner.runs.slice(before);
    },
  };
  const files = Object.entries(workflows).map(([file, text]) => [`.github/workflows/${file}`, text] as const);
  return { ...place, runs: await place.push(files) };
}

interface Place {
  readonly name: string;
  /** Of the first push. */
  readonly runs: readonly Run[];
  push(files: Files, branch?: string): Promise<Run[]>;
}

function git(clone: ThrowAwayRepository, ...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: clone.folder, env: clone.env, stdio: 'ignore' });
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${code}`))));
  });
}

const job = (steps: string, more = '') =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`;
const logOf = (run: Run | undefined) => run?.jobs.flatMap(({ steps }) => steps.map(({ log }) => log.trim())).join('\n');

describe('a job', () => {
  it('hands values from step to step, and shows no secret', async () => {
    const { runs } = await repositoryWith(
      {
        'a.yml': `on: push
env: {LEVEL: workflow, SHOWN: "\${{ vars.PLACE }}"}
jobs:
  a:
    runs-on: ubuntu-latest
    env: {LEVEL: job}
    outputs: {made: "\${{ steps.one.outputs.made }}"}
    steps:
      - id: one
        run: |
          echo "made=it" >> "$GITHUB_OUTPUT"
          echo "LATER=from a step" >> "$GITHUB_ENV"
          echo "# Summary" >> "$GITHUB_STEP_SUMMARY"
          echo "$LEVEL $SHOWN \${{ secrets.SECRET }}"
      - run: echo "$LATER \${{ env.LATER }} $LEVEL \${{ steps.one.outputs.made }}"
        env: {LEVEL: step}
  b:
    needs: [a]
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ needs.a.outputs.made }} $GITHUB_REPOSITORY $GITHUB_REF $TUF_ON_CI_NOW"; ls | wc -l
`,
      },
      'a',
    );
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success']);
    expect(logOf(runs[0])).toBe(
      `job here ***\nfrom a step from a step step it\nit octo/a refs/heads/main ${clock.seconds}\n0`,
    );
    expect(runs[0]!.jobs[0]!.steps[0]!.summary).toBe('# Summary\n');
  });

  it('goes on after a failure only where it is asked to', async () => {
    const steps = `      - {run: exit 3, id: x, continue-on-error: true}
      - {run: "false"}
      - {run: echo never}
      - {run: echo always, if: always()}
      - {run: echo failed, if: failure()}
      - {run: "echo \${{ steps.x.outcome }} \${{ steps.x.conclusion }}", if: "!cancelled()"}
`;
    const { runs } = await repositoryWith({ 'a.yml': job(steps) });
    expect(runs[0]!.conclusion).toBe('failure');
    expect(runs[0]!.jobs[0]!.steps.map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'failure',
      'skipped',
      'success',
      'success',
      'success',
    ]);
    expect(logOf(runs[0])).toContain('failure success');
  });

  it('has a token with its permissions and no more, which ends with it', async () => {
    const call = (path: string) =>
      `curl -s -o /dev/null -w '%{http_code} ' -X POST -d '{"title":"t","labels":[]}' -H "authorization: Bearer \${{ github.token }}" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/${path}"`;
    const steps = `      - run: ${JSON.stringify(`${call('issues')}; ${call('statuses/$GITHUB_SHA')}`)}\n`;
    const { runs } = await repositoryWith({ 'a.yml': job(steps, '    permissions: {issues: write}\n') });
    expect(logOf(runs[0])).toBe('201 403');
    expect(runs[0]!.jobs[0]!.permissions).toEqual({ issues: 'write' });
  });

  it('is told when its action is not checked out, or is not known here', async () => {
    const { runs } = await repositoryWith({
      'a.yml': job('      - uses: ./actions/x\n'),
      'b.yml': job('      - uses: evil/x@v1\n'),
    });
    expect(runs.map(logOf)).toEqual([
      expect.stringContaining('Did you forget to run actions/checkout?'),
      'The lab has no stand-in for the action evil/x',
    ]);
  });

  it('starts with an empty workspace; checkout fills it and leaves no token behind when told so', async () => {
    const checkout = (persist: boolean) => `      - uses: actions/checkout@v7
        with: {persist-credentials: ${persist}}
      - run: git log -1 --format=%s; git branch --show-current; git config --get-regexp extraheader | wc -l; git fetch -q origin main && echo fetched
`;
    const { runs } = await repositoryWith({ 'a.yml': job(checkout(true)), 'b.yml': job(checkout(false)) });
    expect(runs.map(({ jobs }) => jobs[0]!.steps[1]!.log.trim())).toEqual([
      'A commit\nmain\n1\nfetched',
      'A commit\nmain\n0\nfetched',
    ]);
  });
});

describe('a workflow', () => {
  it('calls another one, which gets inputs and gives outputs', async () => {
    const { runs } = await repositoryWith({
      'main.yml': `on: push
permissions: {}
jobs:
  call:
    permissions: {contents: read}
    uses: ./.github/workflows/called.yml
    with: {what: world}
  after:
    needs: [call]
    runs-on: ubuntu-latest
    steps: [{run: "echo \${{ needs.call.outputs.said }} \${{ needs.call.result }}"}]
  never:
    needs: [call]
    if: needs.call.outputs.said == ''
    runs-on: ubuntu-latest
    steps: [{run: echo}]
  nor-this:
    needs: [never]
    runs-on: ubuntu-latest
    steps: [{run: echo}]
`,
      'called.yml': `on:
  workflow_call:
    inputs:
      what: {type: string, required: true}
      loud: {type: boolean, default: false}
    outputs:
      said: {value: "\${{ jobs.say.outputs.said }}"}
jobs:
  say:
    strategy: {matrix: {n: [1, 2]}}
    runs-on: ubuntu-latest
    outputs: {said: "\${{ steps.s.outputs.said }}"}
    steps:
      - {id: s, run: "echo said=hello-\${{ inputs.what }}-\${{ matrix.n }}-\${{ inputs.loud }} >> $GITHUB_OUTPUT"}
`,
    });
    expect(runs[0]!.problem).toBeUndefined();
    expect(runs[0]!.jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`)).toEqual([
      'call / say (1): success',
      'call / say (2): success',
      'after: success',
      'never: skipped',
      'nor-this: skipped',
    ]);
    expect(logOf(runs[0])).toContain('hello-world-2-false success');
  });

  it('may not give what it has not: a called workflow that asks for more does not start', async () => {
    const { runs } = await repositoryWith({
      'main.yml': 'on: push\npermissions: {contents: read}\njobs: {call: {uses: ./.github/workflows/called.yml}}\n',
      'called.yml': `on: workflow_call\n${job('      - run: echo\n', '    permissions: {issues: write}\n').replace('on: push\n', '')}`,
    });
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['failure']);
    expect(logOf(runs[0])).toContain('issues: write');
  });

  it('that GitHub cannot read fails on a push', async () => {
    const { runs } = await repositoryWith({ 'a.yml': 'on: push\njobs: {a: {nonsense: 1}}\n' });
    expect(runs.map(({ conclusion, problem }) => [conclusion, problem])).toEqual([
      ['failure', expect.stringContaining('nonsense')],
    ]);
  });

  it('runs by its schedules as time goes by', async () => {
    const place = await repositoryWith({
      'a.yml': job('      - run: echo $TUF_ON_CI_NOW\n').replace('on: push', "on: {schedule: [{cron: '17 3 * * *'}]}"),
    });
    const before = runner.runs.length;
    await runner.advanceTo(clock.seconds + 86_400, place.name);
    expect(runner.runs.slice(before).map(logOf)).toEqual([String(Date.parse('2030-01-02T03:17Z') / 1000)]);
  });

  it('is gone with its machine: nothing runs on, not even what always runs', async () => {
    const place = await repositoryWith({
      'a.yml': job('      - run: sleep 60\n      - {run: echo, if: always()}\n').replace(
        'on: push',
        'on: {push: {branches: [x]}}',
      ),
    });
    const killing = setInterval(() => runner.kill(), 100);
    const [run] = await place.push({ a: 'a' }, 'x');
    clearInterval(killing);
    expect(run!.conclusion).toBe('failure');
    expect(run!.jobs.flatMap(({ steps }) => steps).length).toBeLessThan(2);
  });

  it('shows its jobs as checks of the commit', async () => {
    const { name, runs } = await repositoryWith({ 'a.yml': job('      - run: echo\n', '    name: a / check\n') });
    const { checkRuns } = github.repository(name);
    expect(checkRuns.map(({ name, conclusion, sha }) => [name, conclusion, sha])).toEqual([
      ['a / check', 'success', runs[0]!.event.sha],
    ]);
  });
});
