/** Wires what a signer's command works with: settings, terminal, keys, browser (SPEC A7). */

import { openPage } from '../adapters/terminal/open-page.ts';
import type { OpenTerminal } from '../adapters/terminal/terminal.ts';
import { TufError } from '../errors.ts';
import type { SignerOptions, SignerSession } from '../operations/signer/session.ts';
import type { Option, Typed } from './command.ts';
import { type Environment, inRepository, type OpenedRepository } from './environment.ts';
import { askForNewerVersion } from './newer-version.ts';
import { onlineKeysOf } from './online-keys.ts';
import { ownKeysOf } from './own-keys.ts';
import { readSignerSettings, type SignerSettings } from './signer-settings.ts';

/** Options of every command of a signer. */
export const signerOptions: readonly Option[] = [
  {
    name: 'push',
    negatable: true,
    about: 'Push the result (the default); --no-push makes it a local branch of the same name, to look at',
  },
  { name: 'yes', short: 'y', about: 'Do not ask whether what is shown is what you want: for scripts' },
  {
    name: 'sign-despite-errors',
    about: 'Sign and push although the verifier has found errors; the result may be refused by everybody else',
  },
];

export function readSignerOptions({ arguments: [event = ''], options }: Typed): SignerOptions {
  return {
    event,
    push: options['push'] !== false,
    yes: options['yes'] === true,
    signDespiteErrors: options['sign-despite-errors'] === true,
  };
}

/** Opens everything, works, and lets go of the terminal whatever happens. */
export async function asSigner(
  environment: Environment,
  typed: Typed,
  work: (session: SignerSession) => Promise<unknown>,
): Promise<number> {
  const terminal = await openTerminalOf(environment);
  const workWithSettings = async (opened: OpenedRepository) => {
    const settings = await readSignerSettings(opened.repository, environment);
    const newer = askForNewerVersion(environment, terminal, settings.folder);
    try {
      await work(sessionOf(environment, opened, terminal, settings));
      await newer.say();
    } finally {
      newer.stop();
    }
  };
  try {
    await inRepository(environment, typed, workWithSettings, environment.cwd, terminal.isInteractive);
    return 0;
  } finally {
    terminal.close();
  }
}

function sessionOf(
  environment: Environment,
  opened: OpenedRepository,
  terminal: OpenTerminal,
  { keyStore, user, pykcs11lib, pullRemote, pushRemote, defaultBranch }: SignerSettings,
): SignerSession {
  const { variables } = environment;
  return {
    ...opened,
    defaultBranchNames: [variables['TUF_ON_CI_DEFAULT_BRANCH'], defaultBranch, ...opened.defaultBranchNames],
    remote: pullRemote,
    pushRemote,
    user,
    terminal,
    keyStore,
    ownKeys: ownKeysOf(environment, opened.clock, { terminal, keyStore, pykcs11lib }),
    onlineKeys: onlineKeysOf(environment),
    testKey: variables['TUF_ON_CI_TEST_KEY'],
    openPage,
  };
}

async function openTerminalOf({ streams, variables }: Environment): Promise<OpenTerminal> {
  if (!streams) throw new TufError('internal', 'a command that asks questions was started without standard input');
  const { openTerminal } = await import('../adapters/terminal/terminal.ts');
  return openTerminal(streams(), variables);
}
