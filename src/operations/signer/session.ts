/** What a signer's command works with: who signs, from and to where, and what to ask (SPEC A7). */
import type { KeyStore } from '../../ports/key-store.ts';
import type { OnlineKeys } from '../../ports/online-keys.ts';
import type { OwnKeys } from '../../ports/own-keys.ts';
import type { Terminal } from '../../ports/terminal.ts';
import type { Surroundings } from '../read-event.ts';

export interface SignerSession extends Surroundings {
  readonly terminal: Terminal;
  /** The signer, as in metadata: `@name`. */
  readonly user: string;
  /** The remote that events are read from. */
  readonly remote: string;
  /** The remote that results are pushed to: the signer's fork, where it differs from `remote`. */
  readonly pushRemote: string;
  readonly ownKeys: OwnKeys;
  readonly keyStore: KeyStore;
  readonly onlineKeys: OnlineKeys;
  /** TUF_ON_CI_TEST_KEY: the path of a local online key. */
  readonly testKey: string | undefined;
  /** Opens a page in the browser, where there is one; never fails. */
  openPage(url: string): Promise<void>;
}

export interface SignerOptions {
  /** Name of the event's branch. */
  readonly event: string;
  /** Push the result; otherwise it becomes a local branch. */
  readonly push: boolean;
  /** Sign although the verifier has found errors. */
  readonly signDespiteErrors: boolean;
  /** Ask no question beyond those of SPEC A7: the person has seen what is signed elsewhere. */
  readonly yes: boolean;
}

/** How a command ends when it has not failed: exit code 0 both times. */
export type SignerOutcome = 'done' | 'nothing-to-do';
