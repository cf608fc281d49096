/** Why a push failed, from the report of `git push --porcelain`. Pure. */
import { TufError } from '../../errors.ts';
import { reason, withoutCredentials } from './failure.ts';

/** The words of git, here and on the server, for: somebody else was faster, or the history is another. */
const movedOn =
  /fetch first|non-fast-forward|needs force|stale info|cannot lock ref|incorrect old value|failed to update ref/;

/** GitHub's words for: a rule of the repository is against it. */
const byRule = /protected branch|rule violations|GH0(?:06|13)/i;
const ruleHint =
  'A rule of the repository is against it: let whoever pushes here bypass the rule; in a workflow that is GitHub Actions, or whose token the secret TUF_ON_CI_TOKEN is';

/**
 * The error for a push that the remote refused; nothing when it did not come to that (no connection, no
 * permission). A report line is `! TAB <from>:<to> TAB <summary> (<reason>)`.
 */
export function rejection(answer: { readonly stdout: Buffer; readonly stderr: string }): TufError | undefined {
  const refused = answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('!\t'))
    .map((line) => line.slice(2).split('\t'))
    .map(([refs = '', summary = '']) => ({ ref: refs.slice(refs.lastIndexOf(':') + 1), summary }));
  // With --atomic the refs that were fine fail too; the one that was not says why.
  const first = refused.find(({ summary }) => !summary.includes('atomic')) ?? refused[0];
  if (first === undefined) return undefined;
  if (movedOn.test(first.summary)) {
    return new TufError('push-rejected', `The push to ${first.ref} was rejected: the remote has moved on`, {
      hint: 'Fetch, and run the command again',
    });
  }
  const words = /\((.*)\)$/.exec(first.summary)?.[1] ?? first.summary;
  const remoteWords = /^remote: error: (.*?)\s*$/m.exec(answer.stderr)?.[1];
  const why = remoteWords === undefined ? words : `${words}: ${remoteWords}`;
  return new TufError(
    'git',
    `The push to ${first.ref} was refused: ${withoutCredentials(why) || reason(answer.stderr)}`,
    byRule.test(why) ? { hint: ruleHint } : {},
  );
}
