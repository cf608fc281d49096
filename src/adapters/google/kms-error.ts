/**
 * What the errors of Google Cloud KMS mean, and what to do about each (gRPC status codes; Google: AIP-193).
 */
import { TufError } from '../../errors.ts';

const status = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

const transient: ReadonlySet<unknown> = new Set([
  status.deadlineExceeded,
  status.resourceExhausted,
  status.aborted,
  status.internal,
  status.unavailable,
  status.dataLoss,
]);

export function isTransient(error: unknown): boolean {
  return transient.has((error as { code?: unknown }).code);
}

const roles: Readonly<Record<string, string>> = {
  'cloudkms.cryptoKeyVersions.useToSign': 'roles/cloudkms.signer',
  'cloudkms.cryptoKeyVersions.viewPublicKey': 'roles/cloudkms.publicKeyViewer',
};

/** @param permission the one that the call needs */
export function kmsError(cause: unknown, keyVersion: string, permission: string): TufError {
  if (cause instanceof TufError) return cause;
  const { code, details, reason } = cause as { code?: unknown; details?: unknown; reason?: unknown };
  const said = typeof details === 'string' && details !== '' ? details.slice(0, 500) : String(cause).slice(0, 500);
  const error = (message: string, hint: string) => new TufError('signer', message, { hint, cause });
  const project = keyVersion.split('/')[1] ?? '';
  switch (code) {
    case status.notFound:
      return error(
        `Google Cloud KMS has no ${keyVersion}`,
        `Look at project, location, key ring, key and version: gcloud kms keys versions list --project ${project}`,
      );
    case status.permissionDenied:
      return reason === 'SERVICE_DISABLED' || /has not been used in project|API .*is disabled/i.test(said)
        ? error(
            `Cloud KMS is switched off in project ${project}, or that is the wrong project`,
            `Run: gcloud services enable cloudkms.googleapis.com --project ${project}`,
          )
        : error(
            `There is no permission to use ${keyVersion}`,
            `Grant ${permission} on the key (${roles[permission]}) to who is logged in. Google answers the same for a wrong project.`,
          );
    case status.failedPrecondition:
      return error(
        `${keyVersion} is not in use: ${stateIn(said)}`,
        `Enable it (gcloud kms keys versions enable), or replace the online key with tuf-on-ci-delegate.`,
      );
    case status.invalidArgument:
      return error(
        `${keyVersion} does not sign with the scheme of the key in the metadata: ${said}`,
        'Its algorithm is another one: import the key again with tuf-on-ci-delegate.',
      );
    case status.unauthenticated:
      return new TufError('login', `Google Cloud KMS does not accept the login: ${said}`, {
        hint: 'Log in again; in a workflow look at gcp_workload_identity_provider and gcp_service_account.',
        cause,
      });
    case status.resourceExhausted:
      return error(
        `Google Cloud KMS takes no more requests now: ${said}`,
        `The quota of project ${project} is used up: run it again in a minute, or raise the quota.`,
      );
    case status.deadlineExceeded:
      return error(
        'Google Cloud KMS did not answer in time',
        'Run it again; when it stays, see https://status.cloud.google.com. TUF_ON_CI_SIGNER_TIMEOUT sets the seconds.',
      );
    case status.dataLoss:
      return error('Answers of Google Cloud KMS arrive damaged', 'Something on the way changes them: run it again.');
    default:
      return error(
        `Google Cloud KMS cannot be reached: ${said}`,
        'Look at the network of this machine, then run it again; see https://status.cloud.google.com.',
      );
  }
}

/** The state of the key version, when the answer names it. */
function stateIn(said: string): string {
  const state = /\b(DISABLED|DESTROYED|DESTROY_SCHEDULED|PENDING_[A-Z]+|[A-Z]+_FAILED)\b/.exec(said)?.[1];
  return state ? state.toLowerCase().replace('_', ' ') : said;
}
