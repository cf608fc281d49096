/**
 * Logging in to AWS (SPEC A9): AssumeRoleWithWebIdentity with the workflow's OIDC token, or the SDK's default chain
 * (environment, an earlier step, profile, instance). Credentials live in memory; the SDK asks again before they end.
 */
import { fromWebToken } from '@aws-sdk/credential-providers';
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';

/** What the clients of the SDK are made with; without members they use their own defaults. */
export interface AwsLogin {
  readonly region?: string;
  readonly credentials?: ReturnType<typeof fromWebToken>;
}

/** The audience that AWS's OIDC provider for GitHub has by convention. */
const audience = 'sts.amazonaws.com';

/** @throws TufError('usage') when an input is no role or region */
export function awsLogin({ identities, oidcToken, variables }: CloudLogin): AwsLogin {
  const identity = identities.aws;
  if (!identity) return {};
  const { region, roleToAssume } = identity;
  if (!/^[a-z]{2,}(-[a-z]+)+-[0-9]+$/.test(region)) {
    throw new TufError('usage', `aws_region is no region: ${region}`, { hint: 'It looks like eu-central-1.' });
  }
  if (roleToAssume === undefined) return { region };
  if (!/^arn:[a-z-]+:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/.test(roleToAssume)) {
    throw new TufError('usage', `aws_role_to_assume is no role: ${roleToAssume}`, {
      hint: 'It is an ARN such as arn:aws:iam::123456789012:role/tuf-online-sign.',
    });
  }
  return {
    region,
    async credentials() {
      const webIdentityToken = await oidcToken(audience);
      return fromWebToken({
        roleArn: roleToAssume,
        webIdentityToken,
        roleSessionName: sessionName(variables['GITHUB_RUN_ID']),
        clientConfig: { region },
      })();
    },
  };
}

/** Shows up in CloudTrail: which run it was. */
function sessionName(runId: string | undefined): string {
  return `tuf-on-ci-${/^[0-9]{1,20}$/.test(runId ?? '') ? runId : 'run'}`;
}

/** Errors of logging in: of STS, of the providers of credentials, and of a request that is signed with bad ones. */
const loginErrors: ReadonlySet<string> = new Set([
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IDPCommunicationError',
  'IDPRejectedClaim',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidIdentityToken',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/** The error when it is one of logging in. */
export function awsLoginError(cause: unknown, { identities }: CloudLogin): TufError | undefined {
  if (cause instanceof TufError) return cause;
  const { name, message } = cause as { name?: unknown; message?: unknown };
  if (typeof name !== 'string' || !(loginErrors.has(name) || name.startsWith('ExpiredToken'))) return undefined;
  const said = `${name}: ${String(message).slice(0, 500)}`;
  if (identities.aws?.roleToAssume !== undefined) {
    return new TufError('login', `AWS refuses the login of this workflow (${said})`, {
      hint: `Look at the trust policy of ${identities.aws.roleToAssume}: provider token.actions.githubusercontent.com, audience ${audience}, and a subject that fits this repository and branch.`,
      cause,
    });
  }
  return new TufError('login', `There is no login to AWS that works (${said})`, {
    hint: 'Set the inputs aws_region and aws_role_to_assume, log in by a step before, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    cause,
  });
}
