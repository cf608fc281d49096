/** What goes over the network: push, fetch, and asking a remote for its branches. */
import { TufError } from '../../errors.ts';
import type { FetchOptions, Oid, RefUpdate } from '../../ports/repository.ts';
import { shellWord } from '../../text/shell.ts';
import { line } from './bytes.ts';
import { failure, isLoginRefused, loginHint, reason, withoutCredentials } from './failure.ts';
import { asOid, asRef, isOid, parseRefs } from './names.ts';
import { rejection } from './push-report.ts';
import type { Answer, Git } from './run-git.ts';

/** See `Repository.remoteUrl`. */
export async function remoteUrl(git: Git, remote: string): Promise<string> {
  const answer = remote === '' ? undefined : await git.ask(['config', '--get', `remote.${remote}.url`]);
  if (answer?.status === 0) return line(answer.stdout);
  throw new TufError('no-remote', `This clone has no remote '${remote}'`, {
    hint: `Add it with \`git remote add ${shellWord(remote)} URL\` and run \`git fetch ${shellWord(remote)}\``,
  });
}

/** See `Repository.remoteBranches`. */
export async function remoteBranches(git: Git, remote: string): Promise<Map<string, Oid>> {
  const answer = await git.askRemote(['ls-remote', '--heads', '--refs', '--', remote]);
  if (answer.status !== 0) throw unreadable(remote, answer);
  return parseRefs(answer.stdout);
}

/** See `Repository.fetch`. */
export async function fetch(
  git: Git,
  remote: string,
  updates: readonly RefUpdate[],
  options: FetchOptions = {},
): Promise<void> {
  const depth = options.depth === undefined ? [] : [`--depth=${options.depth === 'all' ? infinite : options.depth}`];
  // No FETCH_HEAD, no tags, and no refs but those asked for.
  const plain = ['--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-prune', '--refmap='];
  const filter = options.filter === undefined ? [] : [`--filter=${options.filter}`];
  const args = ['fetch', ...plain, ...depth, ...filter, '--', remote, ...updates.map(fetchRefspec)];
  const answer = await git.askRemote(args);
  if (answer.status === 0) return;
  const lacking = /(?:couldn't find remote ref|not our ref) (\S+)/.exec(answer.stderr)?.[1];
  if (lacking !== undefined) {
    throw new TufError('git', `The remote '${withoutCredentials(remote)}' has no '${lacking}'`, {
      hint: 'See whether the name is right (a commit has 40 digits), and what it names is still there',
    });
  }
  throw /^ ! /m.test(answer.stderr) ? failure(args, answer) : unreadable(remote, answer);
}

/** git's own word for all of history, also right in a clone that is complete. */
const infinite = 2_147_483_647;

/** See `Repository.push`. */
export async function push(git: Git, remote: string, updates: readonly RefUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const plain = ['--no-verify', '--no-follow-tags', '--signed=no', '--recurse-submodules=no'];
  const atomic = updates.length > 1 ? ['--atomic'] : [];
  const leases = updates.flatMap(({ target, expected }) =>
    expected ? [`--force-with-lease=${asRef(target ?? '')}:${asOid(expected)}`] : [],
  );
  const args = ['push', '--porcelain', ...plain, ...atomic, ...leases, '--', remote, ...updates.map(pushRefspec)];
  const answer = await git.askRemote(args);
  if (answer.status !== 0) throw rejection(answer) ?? failure(args, answer);
}

/** The error for a remote that does not answer as one. */
export function unreadable(remote: string, answer: Answer): TufError {
  const name = withoutCredentials(remote);
  if (isLoginRefused(answer.stderr)) {
    const hint = loginHint;
    return new TufError('no-remote', `The remote '${name}' refuses this login: ${reason(answer.stderr)}`, { hint });
  }
  return new TufError('no-remote', `The remote '${name}' cannot be read: ${reason(answer.stderr)}`, {
    hint: `See whether \`git ls-remote ${shellWord(name)}\` works here`,
  });
}

function pushRefspec({ source, target, force }: RefUpdate): string {
  if (target === undefined) throw new TufError('git', 'A push needs a ref to move');
  return `${force ? '+' : ''}${source === null ? '' : asOid(source)}:${asRef(target)}`;
}

function fetchRefspec({ source, target, force }: RefUpdate): string {
  if (source === null) throw new TufError('git', 'A fetch needs a ref to bring');
  const from = isOid(source) ? source : asPattern(source);
  return `${force ? '+' : ''}${from}${target === undefined ? '' : `:${asPattern(target)}`}`;
}

/** A ref name, or a pattern with one `*`. */
function asPattern(text: string): string {
  asRef(text.replace('*', 'x'));
  return text;
}
