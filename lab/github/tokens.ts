/** Tokens, and what they may do. */
import { randomBytes } from 'node:crypto';
import { type Refusal, refuse } from './answers.ts';
import type { Permission, Permissions, Repository } from './facts.ts';
import type { NewToken, TokenKind } from './github.ts';

export interface Token {
  readonly secret: string;
  readonly kind: TokenKind;
  readonly actor: string;
  /** `owner/name`, in lower case. */
  readonly repository: string;
  /** Undefined: everything. */
  readonly permissions: Permissions | undefined;
  /** Requests so far, for the headers that tell of the rate limit. */
  used: number;
}

const prefixes: Readonly<Record<TokenKind, string>> = { workflow: 'ghs_', custom: 'github_pat_', user: 'gho_' };

export function newToken({ repository, kind, actor, permissions }: NewToken): Token {
  return {
    secret: `${prefixes[kind]}${randomBytes(18).toString('hex')}`,
    kind,
    actor: actor ?? (kind === 'workflow' ? 'github-actions[bot]' : repository.split('/')[0]!),
    repository: repository.toLowerCase(),
    permissions: permissions ?? (kind === 'user' ? undefined : {}),
    used: 0,
  };
}

/** What a request needs: one of these permissions, of one level. */
export interface Need {
  readonly anyOf: readonly Permission[];
  readonly level: 'read' | 'write';
  /** Good enough for everybody who may see the repository (with an account, when it writes). */
  readonly everybody?: boolean;
}

export function mayDo(token: Token | undefined, repository: Repository, need: Need): boolean {
  if (need.everybody && (need.level === 'read' ? maySee(token, repository) : token?.kind === 'user')) return true;
  return token !== undefined && holds(token, repository) && need.anyOf.some((one) => grants(token, one, need.level));
}

/** Whether the repository exists at all for whoever asks. */
export function maySee(token: Token | undefined, repository: Repository): boolean {
  return !repository.private || (token !== undefined && holds(token, repository));
}

/** The token is for this repository, or a person's own is the owner's. */
export function holds(token: Token, repository: Repository): boolean {
  return (
    token.repository === repository.fullName.toLowerCase() ||
    (token.kind === 'user' && token.actor === repository.owner)
  );
}

export function grants({ permissions }: Token, permission: Permission, level: 'read' | 'write'): boolean {
  const granted = permissions === undefined ? 'write' : (permissions[permission] ?? 'none');
  return granted === 'write' || (granted === 'read' && level === 'read') || permission === 'metadata';
}

/** GitHub's words to a token that may not. */
export function notAllowed(token: Token | undefined): Refusal {
  if (token === undefined) return refuse(401, 'Requires authentication');
  const kinds = { workflow: 'integration', custom: 'personal access token', user: 'user' };
  return refuse(403, `Resource not accessible by ${kinds[token.kind]}`);
}

/** Splits `Bearer x`, `token x` and Basic credentials; undefined when there are none. */
export function secretOf(authorization: string | undefined, basic: 'only' | 'never'): string | undefined {
  const [scheme = '', value = ''] = (authorization ?? '').trim().split(/ +/, 2);
  if (scheme === '') return undefined;
  if (scheme.toLowerCase() === 'basic') {
    const credentials = Buffer.from(value, 'base64').toString();
    // Either part may be the token: `x-access-token:TOKEN` is usual, `TOKEN:x-oauth-basic` works.
    return basic === 'only' ? (credentials.split(':').find((part) => /^gh[so]_|^github_pat_/.test(part)) ?? '') : '';
  }
  return basic === 'never' ? value : '';
}
