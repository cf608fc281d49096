/**
 * The one error class of this project. `code` is for programs and tests, the message and `hint` for people.
 */

/** Why a command cannot go on. The exit status of each is in `exitStatus`. */
export type ErrorCode =
  | 'usage' // the command line or an environment variable makes no sense
  | 'json' // bytes are not the strict JSON of SPEC A2
  | 'form' // well-formed JSON that is not the metadata it should be
  | 'key' // a key that cannot be read or used
  | 'signature' // a signature that does not verify, or cannot be made
  | 'version' // a version number that would go down, or past 2^53-1
  | 'no-repository' // not inside a git work tree
  | 'no-remote' // the remote does not exist or cannot be read
  | 'no-metadata' // there is no metadata/root.json
  | 'no-common-ancestor' // the merge base with the default branch is missing
  | 'uncommitted' // metadata/ or targets/ differ from HEAD
  | 'unsound' // the verifier has error findings
  | 'second-opinion' // tuf-js disagrees with this implementation
  | 'git' // git failed
  | 'push-rejected' // the remote has moved on
  | 'io' // reading or writing a file failed
  | 'signer' // an online key, a signing device or the Sigstore trust root cannot be reached
  | 'client' // the TUF client test failed
  | 'aborted' // the person, or the end of input, stopped it at a prompt
  | 'settings' // the signer's settings or key store cannot be used
  | 'github' // GitHub's API refused, or cannot be reached
  | 'login' // a cloud login was refused
  | 'upload' // a destination refused, or cannot be reached
  | 'clock' // TUF_ON_CI_NOW cannot be used here
  | 'internal'; // a defect of this program

export interface ErrorOptions {
  /** What the reader can do about it: one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** An expected failure: one clear sentence, and what to do. */
export class TufError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TufError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** Exit status of a command that fails with this code (SPEC A6: 2 or more is an error, never a "no"). */
export function exitStatus(code: ErrorCode): number {
  return code === 'internal' ? 3 : 2;
}
