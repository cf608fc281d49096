/**
 * What the errors of AWS KMS mean, and what to do about each (AWS: "KMS API Reference", errors of Sign and GetPublicKey).
 */
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';
import { awsLoginError } from './credentials.ts';

export interface KmsCall {
  readonly keyId: string;
  /** The one that the call needs. */
  readonly permission: string;
  readonly login: CloudLogin;
}

const transient: ReadonlySet<unknown> = new Set([
  'ThrottlingException',
  'LimitExceededException',
  'TooManyRequestsException',
  'KeyUnavailableException',
  'DependencyTimeoutException',
  'KMSInternalException',
  'TimeoutError',
]);

/** Busy, an error of the server, or no answer at all: those have no status, and a cut one has nothing that can be read. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TufError) return false;
  const { name, code, $metadata } = error as Partial<Record<'name' | 'code' | '$metadata', unknown>>;
  const status = ($metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
  return transient.has(name) || typeof code === 'string' || (status !== undefined && (status >= 500 || status === 200));
}

export function kmsError(cause: unknown, { keyId, permission, login }: KmsCall): TufError {
  const atLogin = awsLoginError(cause, login);
  if (atLogin) return atLogin;
  const { name, message } = cause as { name?: unknown; message?: unknown };
  const said = (String(message).split('\n')[0] as string).slice(0, 500);
  const error = (sentence: string, hint: string) => new TufError('signer', sentence, { hint, cause });
  const uri = `awskms:${keyId}`;
  switch (name) {
    case 'NotFoundException':
    case 'InvalidArnException':
      return error(
        `AWS KMS has no key ${uri}`,
        'Look at the key id, the account and the region (aws_region or AWS_REGION): aws kms list-keys',
      );
    case 'DisabledException':
      return error(`${uri} is disabled`, `Enable it: aws kms enable-key --key-id ${keyId}`);
    case 'KMSInvalidStateException':
      return error(
        `${uri} is not in use: ${said}`,
        'When it is pending deletion: aws kms cancel-key-deletion; else replace the online key with tuf-on-ci-delegate.',
      );
    case 'InvalidKeyUsageException':
      return error(
        `${uri} does not sign with the scheme of the key in the metadata: ${said}`,
        'Its key spec is another one: import the key again with tuf-on-ci-delegate.',
      );
    case 'ValidationException':
    case 'UnsupportedOperationException':
      return error(`AWS KMS cannot sign with ${uri}: ${said}`, 'Look at the key id and at the kind of the key.');
    case 'AccessDeniedException':
      return error(
        `There is no permission to use ${uri}`,
        `Allow ${permission} on the key for who is logged in, in its key policy or in a policy of the role. The key may also be in another account.`,
      );
    case 'ThrottlingException':
    case 'LimitExceededException':
    case 'TooManyRequestsException':
      return error('AWS KMS takes no more requests now', 'Its request quota is used up: run it again in a minute.');
    case 'KeyUnavailableException':
    case 'DependencyTimeoutException':
    case 'KMSInternalException':
      return error(
        `AWS KMS cannot use ${uri} at the moment: ${said}`,
        'Run it again; see https://health.aws.amazon.com.',
      );
    default:
      return name === 'AbortError' || name === 'TimeoutError' ? tooSlow(error) : unreachable(said, error);
  }
}

type Make = (sentence: string, hint: string) => TufError;

function tooSlow(error: Make): TufError {
  return error(
    'AWS KMS did not answer in time',
    'Run it again; when it stays, see https://health.aws.amazon.com. TUF_ON_CI_SIGNER_TIMEOUT sets the seconds.',
  );
}

function unreachable(said: string, error: Make): TufError {
  if (/region is missing/i.test(said)) {
    return error('It is not said in which region AWS KMS has the key', 'Set the input aws_region, or AWS_REGION.');
  }
  return error(
    `AWS KMS cannot be reached: ${said}`,
    'Look at the network of this machine and the region, then run it again.',
  );
}
