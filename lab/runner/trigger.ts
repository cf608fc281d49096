/** Whether an event starts a workflow: names, activity types, branches, tags, paths. */
import type { GithubEvent } from '../github/events.ts';
import { matchesFilter } from './filter.ts';
import { type Mapping, mappingOf, stringsOf } from './tree.ts';
import type { Workflow } from './workflow.ts';

/** What GitHub tells, or that a line of `schedule` is due. */
export interface Event extends Omit<GithubEvent, 'name'> {
  readonly name: GithubEvent['name'] | 'schedule';
  /** The line that is due. */
  readonly cron?: string;
}

/** What a pull request's workflows listen to when they do not say. */
const usualActivities = ['opened', 'synchronize', 'reopened'];

export function isTriggered(workflow: Workflow, event: Event): boolean {
  if (!Object.hasOwn(workflow.on, event.name)) return false;
  const filters = mappingOf(workflow.on[event.name]);
  if (event.name === 'workflow_dispatch') return workflow.path === event.workflow;
  if (event.name === 'schedule') {
    return workflow.path === event.workflow && schedulesOf(workflow).includes(event.cron ?? '');
  }
  if (event.name === 'push') return passesRef(filters, event.ref) && passesPaths(filters, event);
  const types = filters['types'] === undefined ? usualActivities : stringsOf(filters['types']);
  const { base } = event.payload['pull_request'] as { base: { ref: string } };
  return types.includes(event.action ?? '') && passes(filters, 'branches', base.ref) && passesPaths(filters, event);
}

/** The cron lines of a workflow. */
export function schedulesOf(workflow: Workflow): string[] {
  const schedules = workflow.on['schedule'];
  return Array.isArray(schedules) ? schedules.map((schedule) => String(mappingOf(schedule)['cron'])) : [];
}

/** A push with a filter for branches alone is none for tags, and the other way round. */
function passesRef(filters: Mapping, ref: string): boolean {
  const isTag = ref.startsWith('refs/tags/');
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  const [own, other] = isTag ? ['tags', 'branches'] : ['branches', 'tags'];
  if (has(filters, own!)) return passes(filters, own!, name);
  return !has(filters, other!);
}

function has(filters: Mapping, kind: string): boolean {
  return filters[kind] !== undefined || filters[`${kind}-ignore`] !== undefined;
}

/** Without a filter of this kind every name passes. */
function passes(filters: Mapping, kind: string, name: string): boolean {
  if (filters[kind] !== undefined) return matchesFilter(stringsOf(filters[kind]), name);
  return !matchesFilter(stringsOf(filters[`${kind}-ignore`]), name);
}

function passesPaths(filters: Mapping, { changedPaths }: Event): boolean {
  if (!has(filters, 'paths') || changedPaths === undefined) return true;
  return changedPaths.some((path) => passes(filters, 'paths', path));
}
