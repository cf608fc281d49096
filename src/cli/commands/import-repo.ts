import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TufError } from '../../errors.ts';
import { type ImportOutcome, importRepository } from '../../operations/import-repository.ts';
import { type ImportFile, parseImportFile } from '../../signing-event/import-file.ts';
import { fitted } from '../../text/wrapped.ts';
import { readClock } from '../clock.ts';
import type { Command } from '../command.ts';
import type { Environment } from '../environment.ts';
import { jsonOutput } from '../json-output.ts';
import { asSigner, readSignerOptions, signerOptions } from '../signer-session.ts';
import { onlineSigners } from '../signers.ts';

export const importRepo: Command = {
  spec: {
    name: 'import-repo',
    summary: 'bring an existing TUF repository into the form that tuf-on-ci maintains',
    about:
      'Reads the metadata that is in the signing event or on the default branch. Where nothing says who holds a key or how often a role is to be signed, it prints a file to be filled in; with the file it writes new versions of root and all targets roles, tries the online keys, signs with your key and pushes.',
    arguments: [
      { name: 'EVENT', about: 'The branch of the signing event; it is made when it is not there yet' },
      {
        name: 'FILE',
        about: 'The filled-in file: periods by role, and by keyid a @user or the URI of an online key',
        optional: true,
      },
    ],
    options: [
      ...signerOptions,
      {
        name: 'skip-online-keys',
        about: 'Do not let the online keys make a test signature first: when you have no access to them',
      },
    ],
    exits: { 0: 'imported and pushed, nothing to do, or the file to be filled in is printed' },
  },
  async run(typed, environment) {
    const file = await readImportFile(typed.arguments[1], environment);
    let outcome: ImportOutcome | undefined;
    const code = await asSigner(environment, typed, async (session) => {
      const testOnlineKeys = typed.options['skip-online-keys'] !== true;
      const clock = readClock(environment.variables['TUF_ON_CI_NOW'], environment.realTime);
      const options = { ...readSignerOptions(typed), file, testOnlineKeys };
      outcome = await importRepository(session, options, onlineSigners(environment, clock));
    });
    if (outcome?.kind === 'missing') sayMissing(outcome.missing, environment);
    return code;
  },
};

/** The JSON alone on stdout, so that it can be sent into a file. */
function sayMissing(missing: unknown, { stdout, stderr, columns }: Environment): void {
  const sentence =
    'The repository does not say everything that is needed. Save what follows in a file, fill it in, and run the command again with that file:\n';
  stderr(fitted(sentence, columns?.()));
  stdout(jsonOutput(missing));
}

async function readImportFile(path: string | undefined, { cwd }: Environment): Promise<ImportFile> {
  if (path === undefined) return new Map();
  try {
    return parseImportFile(await readFile(resolve(cwd, path)));
  } catch (error) {
    if (error instanceof TufError) throw error;
    throw new TufError('io', `The import file ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
