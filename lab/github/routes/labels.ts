/** Labels: of the repository, and of its issues and pull requests. */
import { announcePull } from '../announce.ts';
import { created, invalid, notFound, ok, refuse } from '../answers.ts';
import type { Label, Repository } from '../facts.ts';
import { renderLabel } from '../render/issues.ts';
import { isPull, type World } from '../world.ts';
import {
  byOf,
  issueOf,
  list,
  permissionsFor,
  type RepositoryRequest,
  type Routes,
  reading,
  text,
  writing,
} from './route.ts';

const base = '/repos/{owner}/{repo}';

export const labelRoutes: Routes = {
  [`GET ${base}/issues/{issue_number}/labels` as const]: {
    need: reading('issues'),
    answer: (request) =>
      list(request, labelsOf(request), (label) => renderLabel(request.world, request.repository, label)),
  },
  [`POST ${base}/issues/{issue_number}/labels` as const]: {
    need: (request) => writing(...permissionsFor(issueOf(request))),
    answer: (request) =>
      setLabels(request, [...issueOf(request).labels, ...namesIn(request.body['labels'] ?? request.body)]),
  },
  [`PUT ${base}/issues/{issue_number}/labels` as const]: {
    need: (request) => writing(...permissionsFor(issueOf(request))),
    answer: (request) => setLabels(request, namesIn(request.body['labels'] ?? request.body)),
  },
  [`DELETE ${base}/issues/{issue_number}/labels/{name}` as const]: {
    need: (request) => writing(...permissionsFor(issueOf(request))),
    answer(request) {
      const issue = issueOf(request);
      const name = request.path['name']!.toLowerCase();
      if (!issue.labels.some((one) => one.toLowerCase() === name)) throw refuse(404, 'Label does not exist');
      return setLabels(
        request,
        issue.labels.filter((one) => one.toLowerCase() !== name),
      );
    },
  },
  [`GET ${base}/labels` as const]: {
    need: reading('issues'),
    answer: (request) =>
      list(request, request.repository.labels, (label) => renderLabel(request.world, request.repository, label)),
  },
  [`GET ${base}/labels/{name}` as const]: {
    need: reading('issues'),
    answer({ world, repository, path }) {
      const label = findLabel(repository, path['name']!);
      if (label === undefined) throw notFound();
      return ok(renderLabel(world, repository, label));
    },
  },
  [`POST ${base}/labels` as const]: {
    need: writing('issues', 'pull-requests'),
    answer({ world, repository, body }) {
      const name = String(body['name']);
      if (findLabel(repository, name) !== undefined) throw invalid('Label', { field: 'name', code: 'already_exists' });
      const label = newLabel(world, name, text(body, 'color'), text(body, 'description'));
      repository.labels.push(label);
      return created(renderLabel(world, repository, label));
    },
  },
};

/** Labels come as names or as objects with a name, alone or in a list. */
export function namesIn(value: unknown): string[] {
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : Object.values(value);
  return items.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item),
  );
}

const labelsOf = (request: RepositoryRequest): Label[] =>
  issueOf(request).labels.flatMap((name) => findLabel(request.repository, name) ?? []);

async function setLabels(request: RepositoryRequest, names: readonly string[]) {
  const { world, repository } = request;
  const issue = issueOf(request);
  makeLabels(world, repository, names);
  const before = issue.labels;
  issue.labels = [...new Set(names.map((name) => findLabel(repository, name)!.name))];
  issue.updatedAt = world.now();
  if (isPull(issue)) {
    for (const name of issue.labels.filter((one) => !before.includes(one))) {
      const label = renderLabel(world, repository, findLabel(repository, name)!);
      await announcePull(world, repository, issue, 'labeled', byOf(request), { label });
    }
  }
  return list(request, labelsOf(request), (label) => renderLabel(world, repository, label));
}

/** GitHub makes a label that an issue is given and that is not there. */
export function makeLabels(world: World, repository: Repository, names: readonly string[]): void {
  for (const name of names) {
    if (findLabel(repository, name) === undefined) repository.labels.push(newLabel(world, name, undefined, undefined));
  }
}

/** Letter case does not count. */
function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function newLabel(world: World, name: string, color = 'ededed', description: string | undefined): Label {
  if (name.length === 0 || name.length > 50) throw invalid('Label', { field: 'name', code: 'invalid' });
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid('Label', { field: 'color', code: 'invalid' });
  if ((description ?? '').length > 100) throw invalid('Label', { field: 'description', code: 'invalid' });
  return { id: world.newId(), name, color, description: description ?? null };
}
