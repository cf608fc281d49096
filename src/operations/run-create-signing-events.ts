/** The action `create-signing-events`: opens events, and looks after those that are open (SPEC A9, B4, B7). */
import { TufError } from '../errors.ts';
import type { GitHub } from '../ports/github.ts';
import type { Oid } from '../ports/repository.ts';
import { byCodePoint } from '../text/code-point-order.ts';
import type { Finding } from '../verifier/finding.ts';
import { createSigningEvents } from './create-signing-events.ts';
import { type MergedSignatures, mergeForkSignatures } from './merge-fork-signatures.ts';
import type { Surroundings } from './read-event.ts';
import { followRemote, untilPushed } from './until-pushed.ts';

export interface CreateEventsInput {
  readonly defaultBranch: string;
  /** What this run pushes starts workflows by itself (SPEC A9). */
  readonly pushesStartWorkflows: boolean;
}

export interface CreateEventsPorts {
  readonly github: GitHub;
  warn(text: string): void;
}

export interface CreateEventsOutcome {
  /** New branches, by name. */
  readonly events: readonly string[];
  /** Roles whose event is open already, by its branch. */
  readonly existing: readonly string[];
  readonly findings: readonly Finding[];
  readonly merged: readonly MergedSignatures[];
  /** Events whose workflow was started, because no run of it has looked at their tip. */
  readonly started: readonly string[];
}

const workflow = 'signing-event.yml';

/** HEAD is the default branch's tip. Errors: `unsound`, `push-rejected`, `git`, `github`. */
export async function runCreateSigningEvents(
  surroundings: Surroundings,
  input: CreateEventsInput,
  ports: CreateEventsPorts,
): Promise<CreateEventsOutcome> {
  const { repository } = surroundings;
  const follow = () => followRemote(repository, [input.defaultBranch]);
  const created = await untilPushed(follow, () => createSigningEvents(surroundings, true));
  if (created === undefined) throw gone(input.defaultBranch);
  if (!input.pushesStartWorkflows) {
    for (const event of created.events) await ports.github.dispatchWorkflow(workflow, event);
  }
  const others = await openEvents(surroundings, created.events);
  const tips = await mergeAll(surroundings, others, ports);
  const started = await startMissed(tips, input, ports);
  return { ...created, merged: tips.flatMap(({ merged }) => merged), started };
}

interface OpenEvent {
  readonly event: string;
  readonly tip: Oid;
}

/** Every `sign/…` of the remote that has more than the default branch, but for those just made. */
async function openEvents(
  { repository, defaultBranchNames }: Surroundings,
  created: readonly string[],
): Promise<readonly OpenEvent[]> {
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const branches = [...(await repository.remoteBranches('origin'))]
    .map(([ref, tip]) => ({ event: ref.replace(/^refs\/heads\//, ''), tip }))
    .filter(({ event }) => event.startsWith('sign/') && !created.includes(event))
    .sort((a, b) => byCodePoint(a.event, b.event));
  if (branches.length === 0) return [];
  const updates = branches.map(({ event }) => ({
    source: `refs/heads/${event}`,
    target: `refs/remotes/origin/${event}`,
    force: true,
  }));
  await repository.fetch('origin', updates);
  const open: OpenEvent[] = [];
  for (const { event } of branches) {
    const tip = await repository.resolve(`refs/remotes/origin/${event}`);
    if (tip && (await mergeBaseOr(repository, main.commit, tip)) !== tip) open.push({ event, tip });
  }
  return open;
}

async function mergeBaseOr(repository: Surroundings['repository'], one: Oid, other: Oid): Promise<Oid | undefined> {
  try {
    return await repository.mergeBase(one, other);
  } catch (error) {
    if (error instanceof TufError && error.code === 'no-common-ancestor') return undefined;
    throw error;
  }
}

interface Looked extends OpenEvent {
  /** Where it was before signatures were merged into it. */
  readonly before: Oid;
  readonly merged: readonly MergedSignatures[];
}

async function mergeAll(
  surroundings: Surroundings,
  events: readonly OpenEvent[],
  ports: CreateEventsPorts,
): Promise<readonly Looked[]> {
  const unmerged = events.map((one): Looked => ({ ...one, before: one.tip, merged: [] }));
  if (events.length === 0) return unmerged;
  const pullRequests = await tolerated(() => ports.github.pullRequests({}), ports);
  if (pullRequests === undefined) return unmerged;
  const looked: Looked[] = [];
  for (const one of unmerged) {
    const own = pullRequests.filter(({ base }) => base === one.event);
    const input = { event: one.event, head: one.tip, pullRequests: own };
    const outcome = await tolerated(() => mergeForkSignatures(surroundings, input, ports), ports);
    looked.push({ ...one, ...outcome });
  }
  return looked;
}

/**
 * Starts the workflow of events whose signatures were merged here, and of those that no run has looked at: it was killed, or GitHub did not
 * start one. GitHub forgets runs after some months: an event that was squashed into the default branch, or given up, stays at rest.
 */
async function startMissed(
  events: readonly Looked[],
  { pushesStartWorkflows }: CreateEventsInput,
  ports: CreateEventsPorts,
): Promise<readonly string[]> {
  const started: string[] = [];
  for (const { event, tip, before } of events) {
    const isOurs = tip !== before;
    const isMissed = isOurs
      ? !pushesStartWorkflows
      : ((await tolerated(() => ports.github.standing(workflow, event, tip), ports)) ?? 'good') !== 'good';
    if (!isMissed || (!isOurs && (await tolerated(() => ports.github.isSettled(event, tip), ports)))) continue;
    // It may have been deleted since, or be older than the workflow.
    const isStarted = await tolerated(() => ports.github.dispatchWorkflow(workflow, event).then(() => true), ports);
    if (isStarted) started.push(event);
  }
  return started;
}

/** The events have been opened: what else cannot be done waits for the next schedule, and is said. */
async function tolerated<T>(work: () => Promise<T>, { warn }: CreateEventsPorts): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TufError) || error.code === 'internal') throw error;
    warn(`${error.message}. ${error.hint ?? ''}`.trim());
    return undefined;
  }
}

function gone(branch: string): TufError {
  return new TufError('git', `The default branch '${branch}' is not there any more`, {
    hint: 'Run the workflow again',
  });
}
