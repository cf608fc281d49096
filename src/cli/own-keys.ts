/** Wires the keys that a person signs with (SPEC A4, A7); each kind is loaded when it is met. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSignerUri, parseSignerUri, type SignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import { ownKeys } from '../operations/own-keys/own-keys.ts';
import type { KeyStore } from '../ports/key-store.ts';
import type { OwnKeys } from '../ports/own-keys.ts';
import type { PublicHalf } from '../ports/remote-key.ts';
import type { SignerFor } from '../ports/signer.ts';
import type { Terminal } from '../ports/terminal.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import { deviceProgram } from './programs.ts';
import { onlineSigners } from './signers.ts';
import { personLoginOf } from './sigstore-signer.ts';

export interface OwnKeysInput {
  readonly terminal: Terminal;
  readonly keyStore: KeyStore;
  /** `pykcs11lib` of the settings. */
  readonly pykcs11lib: string | undefined;
}

export function ownKeysOf(environment: Environment, clock: Clock, input: OwnKeysInput): OwnKeys {
  const { terminal, keyStore, pykcs11lib } = input;
  return ownKeys({
    terminal,
    keyStore,
    tokens: tokensOf(environment, pykcs11lib),
    personLogin: personLoginOf(environment, terminal),
    signerFor: personSigners(environment, clock),
    readPublicHalf: (uri) => readPublicHalf(uri, environment),
  });
}

/** PYKCS11LIB, else the settings, else the known places (SPEC A7). */
function tokensOf({ cwd, variables }: Environment, pykcs11lib: string | undefined): Tokens {
  const load = async () => {
    const [{ deviceProcess }, { findModule }] = await Promise.all([
      import('../adapters/pkcs11/device-process.ts'),
      import('../adapters/pkcs11/known-places.ts'),
    ]);
    const named = variables['PYKCS11LIB'] || pykcs11lib;
    const module = named ? modulePath(named, cwd) : findModule(process.platform);
    return deviceProcess({ program: fileURLToPath(deviceProgram), module, variables });
  };
  return {
    list: async (keyId) => (await load()).list(keyId),
    sign: async (request) => (await load()).sign(request),
  };
}

/** A name without a folder is looked for by the system, as every other PKCS#11 program has it. */
const modulePath = (path: string, cwd: string) => (isAbsolute(path) || !/[/\\]/.test(path) ? path : resolve(cwd, path));

/** A program is the user's own; everything else is as for online keys. */
function personSigners(environment: Environment, clock: Clock): SignerFor {
  const others = onlineSigners(environment, clock);
  return async (text, key) => {
    const reading = parseSignerUri(text);
    if (!reading.ok || reading.uri.kind !== 'exec') return others(text, key);
    const { execSigner } = await import('../adapters/signers/exec.ts');
    return execSigner(reading.uri.program, key, environment);
  };
}

async function readPublicHalf(uri: SignerUri, { variables }: Environment): Promise<PublicHalf> {
  if (uri.kind === 'exec') {
    const { readPublicHalfOfProgram } = await import('../adapters/signers/exec.ts');
    return readPublicHalfOfProgram(uri.program, { variables });
  }
  if (uri.kind === 'file2') {
    const { filePathOf, readPublicHalfOfFile } = await import('../adapters/signers/file.ts');
    return readPublicHalfOfFile(filePathOf(formatSignerUri(uri), variables['CRYPTO_SIGNER_PATH_PREFIX']));
  }
  throw new TufError('usage', 'A key file is file2:<path>, a program exec:<program>');
}
