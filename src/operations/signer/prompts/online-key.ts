/** Which online key signs: a workflow's identity, a cloud's key, or a file (SPEC A7 *online key*). */
import { TufError } from '../../../errors.ts';
import type { OnlineKeyChoice, OnlineKeys } from '../../../ports/online-keys.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import type { Key } from '../../../tuf/key.ts';
import { type Answer, askChoice, askFor } from './question.ts';
import { say, sayError } from './say.ts';

/** What the online key prompt needs beside the terminal. */
export interface OnlineKeySources {
  readonly onlineKeys: OnlineKeys;
  /** TUF_ON_CI_TEST_KEY: the path of a local key file. */
  readonly testKey: string | undefined;
}

/** The workflow's key is made at the end: only if it is kept must the remote be one of GitHub (SPEC A7). */
export type ChosenKey = Key | 'workflow';

/** Asks again when a key cannot be had. @throws TufError('aborted') */
export async function askOnlineKey(terminal: Terminal, sources: OnlineKeySources): Promise<ChosenKey> {
  for (;;) {
    say(terminal, 'Where is the online key? It signs without a person, in the GitHub workflow.');
    const ask = await askChoice<() => Promise<OnlineKeyChoice | 'workflow'>>(
      terminal,
      [
        { number: 1, label: 'Sigstore: the identity of the workflow itself, no key to keep', value: workflow },
        { number: 2, label: 'Google Cloud KMS', value: () => askGoogle(terminal) },
        { number: 3, label: 'Azure Key Vault', value: () => askAzure(terminal) },
        { number: 4, label: 'AWS KMS', value: () => askAws(terminal) },
        { number: 0, label: 'A local key file (for tests)', value: () => askFile(terminal, sources) },
      ],
      1,
    );
    const choice = await ask();
    if (choice === 'workflow') return choice;
    try {
      return await sources.onlineKeys.import(choice);
    } catch (error) {
      if (!(error instanceof TufError) || error.code === 'internal') throw error;
      sayError(terminal, error);
    }
  }
}

const workflow = async () => 'workflow' as const;

const someText = (answer: string): Answer<string> =>
  answer === '' ? { problem: 'There is no default here' } : { value: answer };

async function askGoogle(terminal: Terminal): Promise<OnlineKeyChoice> {
  const question = 'Key version: projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/1';
  return { kind: 'gcpkms', keyVersion: await askFor(terminal, question, someText) };
}

async function askAzure(terminal: Terminal): Promise<OnlineKeyChoice> {
  const vault = await askFor(terminal, 'Name of the vault', someText);
  return { kind: 'azurekms', vault, name: await askFor(terminal, 'Name of the key', someText) };
}

const awsSchemes = [
  ...['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ...['rsassa-pss-sha256', 'rsassa-pss-sha384', 'rsassa-pss-sha512'],
  ...['rsa-pkcs1v15-sha256', 'rsa-pkcs1v15-sha384', 'rsa-pkcs1v15-sha512'],
];

async function askAws(terminal: Terminal): Promise<OnlineKeyChoice> {
  const keyId = await askFor(terminal, 'Key id, alias or ARN', someText);
  terminal.show('With which algorithm does it sign?\n');
  const entries = awsSchemes.map((scheme, at) => ({ number: at + 1, label: scheme, value: scheme }));
  return { kind: 'awskms', keyId, scheme: await askChoice(terminal, entries, 1) };
}

async function askFile(terminal: Terminal, { testKey }: OnlineKeySources): Promise<OnlineKeyChoice> {
  return { kind: 'file2', path: testKey || (await askFor(terminal, 'Path of the key file', someText)) };
}
