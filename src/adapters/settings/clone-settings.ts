/** `.tuf-on-ci-sign.ini` at the top of a clone: who signs, and which remotes they pull from and push to (SPEC A7). */
import { join } from 'node:path';
import { TufError } from '../../errors.ts';
import { type Ini, iniValue } from './ini.ts';
import { readIni } from './read-ini.ts';

export const settingsFileName = '.tuf-on-ci-sign.ini';
export const signingKeys = 'signing-keys';
const settings = 'settings';

export interface CloneSettings {
  /** The file, for messages. */
  readonly file: string;
  /** As written: not yet known to be a user's name. */
  readonly userName: string;
  readonly pullRemote: string;
  readonly pushRemote: string;
  /** The PKCS#11 module; only from a file that git does not track. */
  readonly pykcs11lib: string | undefined;
  /** Only from a file that git does not track. */
  readonly defaultBranch: string | undefined;
  /** Signer URIs by keyid, in lower case. */
  readonly uris: ReadonlyMap<string, string>;
}

export interface CloneFacts {
  /** Top of the work tree (absolute). */
  readonly top: string;
  /** Does git track the file? Then whoever can push a branch wrote it, and it may not choose what is run here. */
  readonly isTracked: boolean;
  /** The user's own store, for messages. */
  readonly storeFile: string;
}

/** Errors: `settings` when the file or a required field is missing, or it says what it may not. */
export async function readCloneSettings({ top, isTracked, storeFile }: CloneFacts): Promise<CloneSettings> {
  const file = join(top, settingsFileName);
  const ini = await readIni(file);
  if (!ini) throw new TufError('settings', `There is no ${settingsFileName} in ${top}`, { hint: howTo(file, []) });
  const missing = ['user-name', 'pull-remote', 'push-remote'].filter((name) => !iniValue(ini, settings, name));
  if (missing.length > 0) {
    throw new TufError('settings', `${file} does not say ${missing.join(' and ')} in its section [${settings}]`, {
      hint: howTo(file, missing),
    });
  }
  const value = (name: string) => iniValue(ini, settings, name) ?? '';
  const uris = urisOf(ini);
  refuseOthersPrograms(file, { isTracked, storeFile, uris, pykcs11lib: value('pykcs11lib') });
  if (isTracked && value('default-branch')) {
    throw new TufError(
      'settings',
      `${file} is tracked by git and names a default-branch: others could choose what an event is compared with`,
      { hint: 'Remove that line, and name the branch in the environment variable TUF_ON_CI_DEFAULT_BRANCH instead' },
    );
  }
  return {
    file,
    userName: value('user-name'),
    pullRemote: value('pull-remote'),
    pushRemote: value('push-remote'),
    pykcs11lib: value('pykcs11lib') || undefined,
    defaultBranch: value('default-branch') || undefined,
    uris,
  };
}

/** Signer URIs by keyid in lower case, from the section [signing-keys] of settings or store. */
export function urisOf(ini: Ini | undefined): ReadonlyMap<string, string> {
  const own = ini?.options.filter(({ section, value }) => section === signingKeys && value !== '') ?? [];
  return new Map(own.map(({ name, value }) => [name, value]));
}

/** A module or a program named here is run with the rights of whoever signs. */
function refuseOthersPrograms(
  file: string,
  said: Pick<CloneFacts, 'isTracked' | 'storeFile'> & Pick<CloneSettings, 'uris' | 'pykcs11lib'>,
): void {
  if (said.isTracked && said.pykcs11lib) {
    throw new TufError(
      'settings',
      `${file} is tracked by git and names a pykcs11lib: others could choose what runs here`,
      {
        hint: 'Remove that line, and name the module in the environment variable PYKCS11LIB instead',
      },
    );
  }
  const program = [...said.uris].find(([, uri]) => /^\s*exec:/i.test(uri));
  if (program) {
    throw new TufError('settings', `${file} names a program (exec:) for the key ${program[0]}`, {
      hint: `A program is only taken from your own store: move the line to the section [${signingKeys}] of ${said.storeFile}`,
    });
  }
}

const examples: Readonly<Record<string, string>> = {
  'user-name': '@your-github-name',
  'pull-remote': 'origin',
  'push-remote': 'origin',
};

function howTo(file: string, missing: readonly string[]): string {
  const names = missing.length > 0 ? missing : Object.keys(examples);
  const lines = names.map((name) => `${name} = ${examples[name]}`);
  return `Write into ${file}: [${settings}] and below it, a line each: ${lines.join(', ')}`;
}
