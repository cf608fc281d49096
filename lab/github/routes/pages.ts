/** Pages: what the site is, and deployments of it from a workflow's artifact. */
import { notFound, ok, refuse } from '../answers.ts';
import { extractSite } from '../archive.ts';
import type { PagesDeployment } from '../facts.ts';
import { verifyIdToken } from '../oidc.ts';
import { deploysFrom } from '../push-rules.ts';
import { apiOf } from '../render/repository.ts';
import { complete } from '../schema.ts';
import { type RepositoryRequest, type Routes, text, writing } from './route.ts';

export const pagesRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pages': {
    // Not for everybody: it tells of settings.
    need: { anyOf: ['pages'], level: 'read' },
    answer({ world, repository }) {
      const { pages } = repository;
      if (pages === undefined) throw notFound();
      const url = `${apiOf(world, repository)}/pages`;
      return ok(
        complete('page', {
          url,
          status: 'built',
          cname: null,
          html_url: pages.url,
          build_type: pages.buildType,
          source: { branch: repository.defaultBranch, path: '/' },
          public: true,
        }),
      );
    },
  },
  'POST /repos/{owner}/{repo}/pages/deployments': { need: writing('pages'), answer: deploy },
  'GET /repos/{owner}/{repo}/pages/deployments/{pages_deployment_id}': {
    need: { anyOf: ['pages'], level: 'read' },
    answer({ repository, path }) {
      const wanted = path['pages_deployment_id'];
      const found = repository.deployments.findLast(({ id, version }) => String(id) === wanted || version === wanted);
      if (found === undefined) throw notFound();
      return ok({ status: found.status });
    },
  },
};

async function deploy(request: RepositoryRequest) {
  const { world, repository, body } = request;
  const { pages } = repository;
  if (pages === undefined) throw notFound();
  const claims = verifyIdToken(world, text(body, 'oidc_token')!);
  const environment = text(body, 'environment') ?? 'github-pages';
  if (claims?.['repository'] !== repository.fullName) throw refuse(400, 'Invalid OIDC token');
  if (claims['environment'] !== environment) {
    throw refuse(400, `Deployment request failed: the job has no environment "${environment}"`);
  }
  const ref = String(claims['ref']);
  if (!deploysFrom(repository.environments.get(environment), ref)) {
    const branch = ref.replace(/^refs\/heads\//, '');
    throw refuse(
      400,
      `Branch "${branch}" is not allowed to deploy to ${environment} due to environment protection rules.`,
    );
  }
  const artifact = repository.artifacts.find(({ id, finalized }) => finalized && id === body['artifact_id']);
  if (artifact === undefined || String(artifact.runId) !== claims['run_id']) {
    throw refuse(400, 'Deployment request failed: no such artifact in this workflow run');
  }
  const files = extractSite(artifact.content);
  const deployment: PagesDeployment = {
    id: world.newId(),
    artifactId: artifact.id,
    version: text(body, 'pages_build_version')!,
    environment,
    status: files === undefined ? 'deployment_failed' : 'succeed',
    files: files ?? new Map(),
    createdAt: world.now(),
  };
  repository.deployments.push(deployment);
  const url = `${apiOf(world, repository)}/pages/deployments/${deployment.id}`;
  return ok({ id: deployment.id, status_url: url, page_url: pages.url });
}
