/** Reads who signs here, and where their keys are (SPEC A7 *Settings*). */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type CloneSettings, readCloneSettings, settingsFileName } from '../adapters/settings/clone-settings.ts';
import { dataFolder } from '../adapters/settings/data-folder.ts';
import { openKeyStore } from '../adapters/settings/key-store.ts';
import { parseUserName } from '../deployment/custom-fields.ts';
import { TufError } from '../errors.ts';
import type { KeyStore } from '../ports/key-store.ts';
import type { Repository } from '../ports/repository.ts';
import type { Environment } from './environment.ts';

export interface SignerSettings extends Omit<CloneSettings, 'userName'> {
  /** `@name`, as in metadata. */
  readonly user: string;
  readonly keyStore: KeyStore;
  /** Where the tool keeps what it remembers. */
  readonly folder: string;
}

/** Errors: `settings`, `no-repository`. */
export async function readSignerSettings(
  repository: Repository,
  { variables }: Pick<Environment, 'variables'>,
): Promise<SignerSettings> {
  const { top } = repository;
  if (top === undefined) {
    throw new TufError('no-repository', 'This is a bare repository, and the settings are at the top of a clone', {
      hint: 'Run the command inside a clone of the TUF repository',
    });
  }
  const home = variables['HOME'] || variables['USERPROFILE'] || homedir();
  const folder = dataFolder({ platform: process.platform, home, variables });
  const storeFile = join(folder, 'signing-keys.ini');
  const isTracked = await repository.isTracked(settingsFileName);
  const { userName, ...settings } = await readCloneSettings({ top, isTracked, storeFile });
  const user = parseUserName(userName);
  if (user === undefined) {
    throw new TufError('settings', `"${userName}" in ${settings.file} is no user name`, {
      hint: 'Write your name on GitHub: user-name = @your-github-name',
    });
  }
  return { ...settings, user, folder, keyStore: await openKeyStore(storeFile, settings.uris) };
}
