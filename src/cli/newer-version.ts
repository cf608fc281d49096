/** Says when a newer version of the signer's tool is out (SPEC A7). */
import { isNewer, newestVersion } from '../adapters/npm/newest-version.ts';
import type { Terminal } from '../ports/terminal.ts';
import { terminal as text } from '../text/terminal.ts';
import type { Environment } from './environment.ts';
import { version } from './version.ts';

const packageName = 'tuf-on-ci';

export interface NewerVersion {
  /** Says what is known by now: nothing is waited for. */
  say(): Promise<void>;
  /** Ends the question: the process need not wait for npm. */
  stop(): void;
}

/** Starts asking while the command works: on a terminal only, as scripts do not read it. */
export function askForNewerVersion(
  { variables, realTime }: Environment,
  terminal: Terminal,
  folder: string,
): NewerVersion {
  if (!terminal.isInteractive) return { say: async () => {}, stop: () => {} };
  const stop = new AbortController();
  const asking = newestVersion({ packageName, folder, variables, now: realTime(), signal: stop.signal });
  return {
    stop: () => stop.abort(),
    async say() {
      stop.abort();
      const newest = await asking;
      if (newest === undefined || !isNewer(newest, version)) return;
      terminal.show(text`\nVersion ${newest} is out, this is ${version}: npm install -g ${packageName}\n`.text);
    },
  };
}
