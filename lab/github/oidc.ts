/** Login tokens of jobs: real JWTs, RS256, with discovery and keys where relying parties look for them. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import type { JobIdentity } from './github.ts';
import { theRepository, type World } from './world.ts';

export type Claims = Readonly<Record<string, unknown>>;

const keyId = 'lab';
let pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

/** Made when it is needed first: it takes a while. */
function keys() {
  pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return pair;
}

export const issuerOf = (world: World) => `${world.url}/oidc`;

/** `/.well-known/openid-configuration` */
export function discovery(world: World) {
  const issuer = issuerOf(world);
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

/** `/.well-known/jwks` */
export function keySet() {
  return { keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] };
}

/** What GitHub says of a job. Real time: clouds and Sigstore compare it with theirs. */
export function claimsOf(world: World, identity: JobIdentity, audience: string): Claims {
  const repository = theRepository(world, identity.repository);
  const { owner, fullName } = repository;
  const now = Math.floor(Date.now() / 1000);
  const context = identity.environment === undefined ? `ref:${identity.ref}` : `environment:${identity.environment}`;
  return {
    iss: issuerOf(world),
    aud: audience,
    sub: `repo:${fullName}:${identity.eventName === 'pull_request' ? 'pull_request' : context}`,
    jti: randomUUID(),
    iat: now,
    nbf: now - 5,
    exp: now + 300,
    ref: identity.ref,
    ref_type: identity.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: String(repository.protections.some(({ branch }) => identity.ref === `refs/heads/${branch}`)),
    sha: identity.sha,
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: owner,
    repository_owner_id: String(world.idOf(owner)),
    repository_visibility: repository.private ? 'private' : 'public',
    actor: identity.actor ?? owner,
    actor_id: String(world.idOf(identity.actor ?? owner)),
    event_name: identity.eventName,
    workflow: identity.workflowRef.split('/').at(-1)?.split('@')[0],
    workflow_ref: identity.workflowRef,
    workflow_sha: identity.sha,
    job_workflow_ref: identity.jobWorkflowRef ?? identity.workflowRef,
    job_workflow_sha: identity.sha,
    run_id: String(identity.runId),
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...(identity.environment === undefined ? {} : { environment: identity.environment }),
  };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signToken(claims: Claims): string {
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), keys().privateKey).toString('base64url')}`;
}

/** The claims of a token of ours that has not expired. */
export function verifyIdToken(world: World, token: string): Claims | undefined {
  const [header = '', body = '', signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${body}`);
  if (!verify('sha256', signed, createPublicKey(keys().privateKey), Buffer.from(signature, 'base64url')))
    return undefined;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  return claims['iss'] === issuerOf(world) && Number(claims['exp']) > Date.now() / 1000 ? claims : undefined;
}
