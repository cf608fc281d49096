/** Where the user's keys are: the clone's settings, then the store in the user's data folder (SPEC A7 "Settings"). */
import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TufError } from '../../errors.ts';
import type { KeyStore } from '../../ports/key-store.ts';
import { signingKeys, urisOf } from './clone-settings.ts';
import { parseIni, withIniOption } from './ini.ts';
import { readIni } from './read-ini.ts';

/**
 * @param file `signing-keys.ini` of the user's data folder; it need not exist
 * @param cloneUris what the clone's settings say: it comes first
 * Errors: `settings` when the file cannot be read.
 */
export async function openKeyStore(file: string, cloneUris: ReadonlyMap<string, string>): Promise<KeyStore> {
  const stored = new Map(urisOf(await readIni(file)));
  return {
    uriOf: (keyid) => cloneUris.get(keyid.toLowerCase()) ?? stored.get(keyid.toLowerCase()),
    async remember(keyid, uri) {
      const name = keyid.toLowerCase();
      if (stored.get(name) === uri) return;
      // Known to this run, whether or not it can be written.
      stored.set(name, uri);
      await writeStore(file, name, uri);
    },
  };
}

async function writeStore(file: string, keyid: string, uri: string): Promise<void> {
  if (!/^[\w.-]+$/.test(keyid) || /[\r\n]/.test(uri)) {
    throw new TufError('settings', `The key ${keyid} cannot be written into the key store`);
  }
  // Read again: another run may have written meanwhile.
  const present = (await readIni(file)) ?? emptyIni();
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await replace(file, withIniOption(present, signingKeys, keyid, uri));
  } catch (cause) {
    throw new TufError('settings', `The key store ${file} cannot be written`, {
      hint: 'Look at the permissions of the folder: the tool keeps there which device holds which of your keys',
      cause,
    });
  }
}

function emptyIni() {
  const reading = parseIni('');
  if (!reading.ok) throw new TufError('internal', 'an empty ini file is malformed');
  return reading.ini;
}

/** Either the old file or the new one is there, whole, whatever ends the process. A link stays a link. */
async function replace(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const beside = join(dirname(target), `.signing-keys-${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
