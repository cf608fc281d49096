/** What a failed git says, in one line and without credentials. */
import { TufError } from '../../errors.ts';
import { shellWord } from '../../text/shell.ts';

/** git's own reason: its `fatal:` or `error:` line, or that of a ref it does not move; else its last line. */
export function reason(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const starting = (start: string) => lines.find((line) => line.startsWith(start));
  const line = starting('fatal: ') ?? starting('error: ') ?? starting('! ') ?? lines.at(-1) ?? 'no reason given';
  return withoutCredentials(line.replace(/^(?:fatal: |error: |! )/, ''));
}

/** The error for a git that failed. */
export function failure(args: readonly string[], end: { readonly stderr: string }): TufError {
  const hint = isLoginRefused(end.stderr) ? loginHint : undefined;
  return new TufError('git', `git ${args[0]} failed: ${reason(end.stderr)}`, hint === undefined ? {} : { hint });
}

/** What to do about a login that a remote refuses. */
export const loginHint =
  'See whether your login may do this there; in a workflow, whether its permissions have "contents", and whether the secret TUF_ON_CI_TOKEN has expired';

/** The words of git and of GitHub for: who are you, and: you may not. */
const loginRefused =
  /could not read (?:Username|Password)|Authentication failed|Invalid username or|returned error: 40[13]|Permission to \S+ denied|Write access to repository not granted|Repository not found/i;

/** Whether a remote was reached, and does not let this login do what was asked. */
export function isLoginRefused(stderr: string): boolean {
  return loginRefused.test(stderr);
}

/** An argument as the log shows it: options as one would type them. */
export function printable(argument: string): string {
  const text = withoutCredentials(argument);
  return /^-[\w=:.-]*$/.test(text) ? text : shellWord(text);
}

/** `https://user:token@host/` is a way to configure a remote; the user and token are nobody's business. */
export function withoutCredentials(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@']*@/gi, '$1');
}

/** The words of git and curl for a server or network that fails for the moment; no answer of a server that decided something. */
const passing =
  /returned error: (?:5\d\d|429)|HTTP 5\d\d|Connection (?:reset|refused|timed out)|timed out|too slow|Could not resolve host|Empty reply|Recv failure|early EOF|unexpected disconnect|hung up unexpectedly|server aborted|GnuTLS recv|SSL_ERROR_SYSCALL/i;

/** Whether it is worth trying again in a moment. */
export function isPassing(stderr: string): boolean {
  return passing.test(stderr);
}
