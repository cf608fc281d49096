/**
 * The artifact service that `@actions/artifact` talks to: calls of Twirp in JSON, and a blob store of which it uses blocks.
 * A job is known by its runtime token, whose scope names the run.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Answer, noContent, notFound, ok, refuse } from './answers.ts';
import type { Artifact, Repository } from './facts.ts';
import { issuerOf, signToken, verifyIdToken } from './oidc.ts';
import type { World } from './world.ts';

type Call = Readonly<Record<string, unknown>>;

export function runtimeToken(world: World, runId: number, job: string): string {
  const exp = Math.floor(Date.now() / 1000) + 6 * 3600;
  return signToken({ iss: issuerOf(world), exp, scp: `Actions.Results:${runId}:${job}` });
}

/** @param method `CreateArtifact` and the like */
export function answerTwirp(world: World, method: string, call: Call, token: string | undefined): Answer {
  const scope = token === undefined ? undefined : verifyIdToken(world, token)?.['scp'];
  const runId = String(call['workflow_run_backend_id'] ?? '');
  if (typeof scope !== 'string' || scope.split(':')[1] !== runId)
    return twirpError(401, 'unauthenticated', 'token is not for this run');
  const repository = [...world.repositories.values()].find(({ runs }) => runs.some(({ id }) => String(id) === runId));
  if (repository === undefined) return twirpError(404, 'not_found', 'no such workflow run');
  const name = String(call['name'] ?? '');
  const found = repository.artifacts.find((one) => String(one.runId) === runId && one.name === name);
  switch (method) {
    case 'CreateArtifact':
      return create(world, repository, Number(runId), name, found);
    case 'FinalizeArtifact':
      return finalize(found, call);
    case 'ListArtifacts':
      return ok({
        artifacts: repository.artifacts.filter((one) => matches(one, call)).map((one) => describe(one, call)),
      });
    case 'GetSignedArtifactURL':
      return found?.finalized
        ? ok({ signed_url: blobUrl(world, found) })
        : twirpError(404, 'not_found', 'artifact not found');
    case 'DeleteArtifact':
      if (found === undefined) return twirpError(404, 'not_found', 'artifact not found');
      repository.artifacts.splice(repository.artifacts.indexOf(found), 1);
      return ok({ ok: true, artifact_id: String(found.id) });
    default:
      return twirpError(404, 'bad_route', `no method ${method}`);
  }
}

const twirpError = (status: number, code: string, msg: string): Answer => ({ status, body: { code, msg } });

const blobUrl = (world: World, { id, secret }: Artifact) => `${world.url}/results/blobs/${id}?sig=${secret}`;

function create(
  world: World,
  repository: Repository,
  runId: number,
  name: string,
  found: Artifact | undefined,
): Answer {
  if (found !== undefined) {
    return twirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  }
  const artifact: Artifact = {
    id: world.newId(),
    runId,
    name,
    content: new Uint8Array(),
    digest: null,
    createdAt: world.now(),
    finalized: false,
    secret: randomBytes(12).toString('hex'),
    blocks: new Map(),
  };
  repository.artifacts.push(artifact);
  return ok({ ok: true, signed_upload_url: blobUrl(world, artifact) });
}

function finalize(found: Artifact | undefined, call: Call): Answer {
  if (found === undefined) return twirpError(404, 'not_found', 'artifact not found');
  const hash = call['hash'];
  const digest = `sha256:${createHash('sha256').update(found.content).digest('hex')}`;
  const claimed = typeof hash === 'object' && hash !== null && 'value' in hash ? hash.value : hash;
  if (Number(call['size']) !== found.content.length || (claimed !== undefined && claimed !== digest)) {
    return twirpError(400, 'invalid_argument', 'size or digest differ from what was uploaded');
  }
  found.digest = digest;
  found.finalized = true;
  return ok({ ok: true, artifact_id: String(found.id) });
}

function matches(artifact: Artifact, call: Call): boolean {
  const name = call['name_filter'];
  const id = call['id_filter'];
  return (
    artifact.finalized &&
    String(artifact.runId) === String(call['workflow_run_backend_id']) &&
    (name === undefined || name === artifact.name) &&
    (id === undefined || String(id) === String(artifact.id))
  );
}

function describe({ id, name, runId, content, createdAt, digest }: Artifact, call: Call) {
  return {
    workflow_run_backend_id: String(runId),
    workflow_job_run_backend_id: String(call['workflow_job_run_backend_id'] ?? ''),
    database_id: String(id),
    name,
    size: String(content.length),
    created_at: createdAt,
    ...(digest === null ? {} : { digest }),
  };
}

/** The blob store: `PUT` of blocks and of their list, or of the whole; `GET`. The signature in the address is the key. */
export function answerBlob(world: World, method: string, id: string, query: URLSearchParams, body: Buffer): Answer {
  const artifact = [...world.repositories.values()]
    .flatMap(({ artifacts }) => artifacts)
    .find((one) => String(one.id) === id);
  if (artifact === undefined) throw notFound();
  if (query.get('sig') !== artifact.secret) throw refuse(403, 'AuthenticationFailed');
  if (method === 'GET' || method === 'HEAD') {
    return { status: 200, bytes: artifact.content, headers: { 'content-type': 'application/zip' } };
  }
  if (method !== 'PUT' || artifact.finalized) throw refuse(409, 'BlobImmutable');
  const headers = { 'x-ms-request-id': String(world.newId()), etag: '"0"', 'last-modified': new Date().toUTCString() };
  switch (query.get('comp')) {
    case 'block':
      artifact.blocks.set(query.get('blockid')!, body);
      break;
    case 'blocklist':
      artifact.content = Buffer.concat(
        [...body.toString().matchAll(/<(?:Latest|Uncommitted)>(.*?)</g)].map(
          ([, block]) => artifact.blocks.get(block!)!,
        ),
      );
      break;
    default:
      artifact.content = body;
  }
  return { ...noContent, status: 201, headers };
}
