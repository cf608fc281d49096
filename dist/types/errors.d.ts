/**
 * The one error class of this project. `code` is for programs and tests, the message and `hint` for people.
 */
/** Why a command cannot go on. The exit status of each is in `exitStatus`. */
export type ErrorCode = 'usage' | 'json' | 'form' | 'key' | 'signature' | 'version' | 'no-repository' | 'no-remote' | 'no-metadata' | 'no-common-ancestor' | 'uncommitted' | 'unsound' | 'second-opinion' | 'git' | 'push-rejected' | 'io' | 'signer' | 'client' | 'aborted' | 'settings' | 'github' | 'login' | 'upload' | 'clock' | 'internal';
export interface ErrorOptions {
    /** What the reader can do about it: one sentence. */
    readonly hint?: string;
    readonly cause?: unknown;
}
/** An expected failure: one clear sentence, and what to do. */
export declare class TufError extends Error {
    readonly code: ErrorCode;
    readonly hint: string | undefined;
    constructor(code: ErrorCode, message: string, options?: ErrorOptions);
}
/** Exit status of a command that fails with this code (SPEC A6: 2 or more is an error, never a "no"). */
export declare function exitStatus(code: ErrorCode): number;
