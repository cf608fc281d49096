/**
 * The client port: another implementation of TUF looks at what this one makes (SPEC B1 "Second opinion", SPEC A6
 * "test-client"). adapters/client does it with `tuf-js` and `@tufjs/models`.
 */
import type { Seconds } from '../tuf/expires.ts';
import type { Metadata } from '../tuf/metadata.ts';

export interface SecondOpinionInput {
  /** Metadata about to be published, by published name (`timestamp.json`, `7.snapshot.json`). */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What this implementation reads in them, where it has read them already: 100,000 target files are not parsed twice. */
  readonly readings?: ReadonlyMap<string, Metadata>;
  readonly now: Seconds;
  /** The oldest root version that this implementation accepts: where the walk begins. */
  readonly trustedRootVersion: number;
}

/** The two implementations differ: an error. The message says which of them says what; names in it are raw. */
export interface Disagreement {
  readonly role: string;
  readonly message: string;
}

/** Something the second implementation cannot judge: a warning. */
export interface NotJudged {
  readonly role: string;
  readonly reason: string;
}

export interface SecondOpinion {
  readonly disagreements: readonly Disagreement[];
  readonly notJudged: readonly NotJudged[];
}

/** An opinion that is being formed beside other work, or that will be when it is asked for. */
export interface OpinionUnderWay {
  /** To be asked for once. */
  answer(): Promise<SecondOpinion>;
  /** It is of no interest any more; where it has been given nothing happens. */
  cancel(): void;
}

export type AskSecondOpinion = (input: SecondOpinionInput) => OpinionUnderWay;

/** A role as the client holds it. */
export interface HeldRole {
  readonly role: string;
  readonly version: number;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly expires: string;
  readonly bytes: Uint8Array;
}

/** Why the client did not do what it was asked to. Texts are raw: a web server chooses parts of them. */
export type ClientFailure =
  /** A file could not be downloaded. */
  | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
  /** All is well but for the expiry of these roles. */
  | { readonly kind: 'expired'; readonly roles: readonly HeldRole[] }
  /** The client does not know a key type or scheme. */
  | { readonly kind: 'not-judged'; readonly role: string; readonly reason: string }
  /** No role that the client may ask lists the target file. */
  | { readonly kind: 'not-listed' }
  /** The client refuses a file; the reason is in its own words. */
  | { readonly kind: 'refused'; readonly reason: string };

export type RefreshOutcome = { readonly kind: 'fresh' } | Exclude<ClientFailure, { kind: 'not-listed' }>;

export type DownloadOutcome = { readonly kind: 'downloaded'; readonly length: number } | ClientFailure;

/** One TUF client with a memory of its own: what it trusts after a refresh is the ground of the next. */
export interface TufClient {
  /** The client workflow up to targets (TUF 5.3-5.6) against a metadata URL, as of `time`. */
  refresh(metadataUrl: string, time: Seconds): Promise<RefreshOutcome>;
  /** Finds a target file with what the last refresh brought, downloads and verifies it (TUF 5.6.7, 5.7). */
  download(target: string, artifactUrl: string): Promise<DownloadOutcome>;
  /** The roles that the client holds: the top-level ones, and delegated ones that it has needed. */
  held(): Promise<readonly HeldRole[]>;
  /** Removes the client and its memory. */
  close(): Promise<void>;
}

/** Where the client's first root comes from. */
export type InitialRoot = { readonly file: string } | { readonly url: string };

export interface TestClientPorts {
  /** @throws TufError('client') when the initial root cannot be had. */
  openClient(initialRoot: InitialRoot): Promise<TufClient>;
  /** A role's metadata file in a checkout (or in a folder that holds the files themselves). */
  readSource(folder: string, role: string): Promise<Uint8Array | undefined>;
  /** Writes `<role>.json` for each role, each file whole or not at all. @throws TufError('io'). */
  keep(folder: string, roles: readonly HeldRole[]): Promise<void>;
}
