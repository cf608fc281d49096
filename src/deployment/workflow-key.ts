/**
 * The Sigstore key of a deployment (SPEC A7 *online key*): the identity that the online-sign workflow has on the default branch.
 */
import { TufError } from '../errors.ts';
import { objectOf } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { onlineUriField } from './custom-fields.ts';

/** Who says that a workflow is the one it claims to be. */
export const githubIssuer = 'https://token.actions.githubusercontent.com';

export interface WorkflowOf {
  readonly owner: string;
  readonly repository: string;
  /** Without `refs/heads/`. */
  readonly defaultBranch: string;
}

/** @throws TufError('key') for names that GitHub does not have: an identity nobody can get signs nothing */
export function workflowKey({ owner, repository, defaultBranch }: WorkflowOf): Key {
  if (!/^[A-Za-z0-9](-?[A-Za-z0-9_])*$/.test(owner) || !/^[\w.-]+$/.test(repository) || !isBranch(defaultBranch)) {
    throw new TufError('key', `${owner}/${repository} at ${defaultBranch} is no repository of GitHub`, {
      hint: 'The pull remote must be a repository on GitHub for its workflow to be the online key.',
    });
  }
  const workflow = `${owner}/${repository}/.github/workflows/online-sign.yml@refs/heads/${defaultBranch}`;
  return objectOf([
    ['keytype', 'sigstore-oidc'],
    ['scheme', 'Fulcio'],
    [
      'keyval',
      objectOf([
        ['identity', `https://github.com/${workflow}`],
        ['issuer', githubIssuer],
      ]),
    ],
    [onlineUriField, 'sigstore:'],
  ]) as Key;
}

/** No blank, control or special character of git's (git-check-ref-format). */
function isBranch(name: string): boolean {
  return /^[^\s~^:?*[\\\p{C}]+$/u.test(name) && !/\.\.|@\{|^\/|\/$|\/\/|\.$/.test(name);
}
