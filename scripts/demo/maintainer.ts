/** A maintainer of the demo's repository: a clone, a key, and the signer's tool. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsFileName } from '../../src/adapters/settings/clone-settings.ts';
import { openKeyStore } from '../../src/adapters/settings/key-store.ts';
import { Clone } from './clone.ts';
import type { Lab } from './lab.ts';
import type { Processes } from './processes.ts';
import { makeSoftToken, pin, type SoftHsm } from './soft-token.ts';
import { keyFileOf, keyOf, type PersonName, userName } from './test-keys.ts';

export interface MaintainerOptions {
  readonly lab: Lab;
  readonly processes: Processes;
  /** The demo's folder. */
  readonly place: string;
  readonly softHsm: SoftHsm | undefined;
}

export class Maintainer {
  readonly name: PersonName;
  readonly clone: Clone;
  /** Where their key is, in a word. */
  readonly keyIsIn: 'software token' | 'key file';
  readonly #processes: Processes;
  readonly #env: Readonly<Record<string, string>>;
  readonly #merge: (number: number) => Promise<void>;

  private constructor(
    name: PersonName,
    clone: Clone,
    options: MaintainerOptions,
    own: OwnKey,
    merge: Maintainer['merge'],
  ) {
    this.name = name;
    this.clone = clone;
    this.keyIsIn = own.isToken ? 'software token' : 'key file';
    this.#processes = options.processes;
    this.#env = own.env;
    this.#merge = merge;
  }

  /** Clones, writes the settings of the clone, and has the user's key store say where the key is (SPEC A7 *Settings*). */
  static async join(name: PersonName, options: MaintainerOptions): Promise<Maintainer> {
    const { lab, processes, place } = options;
    const { gitUrl, merge } = lab.access(userName(name).slice(1));
    const clone = await Clone.make(processes, place, gitUrl, name);
    const settings = `[settings]\nuser-name = ${userName(name)}\npull-remote = origin\npush-remote = origin\n`;
    writeFileSync(join(clone.folder, settingsFileName), settings);
    clone.ignore(settingsFileName);
    return new Maintainer(name, clone, options, await storeKey(name, options), merge);
  }

  /** `tuf-on-ci-sign EVENT`. The answers: the PIN, if a device asks for it, and enter to push. Gives what it printed. */
  sign(event: string): Promise<string> {
    const answers = this.keyIsIn === 'software token' ? [pin, ''] : [''];
    const input = answers.map((answer) => `${answer}\n`).join('');
    return this.#processes.tufOnCi('sign', [event], { cwd: this.clone.folder, env: this.#env, input });
  }

  /** Presses the button of a pull request. */
  merge(number: number): Promise<void> {
    return this.#merge(number);
  }
}

interface OwnKey {
  readonly isToken: boolean;
  readonly env: Readonly<Record<string, string>>;
}

async function storeKey(name: PersonName, { processes, place, softHsm }: MaintainerOptions): Promise<OwnKey> {
  const home = join(place, 'homes', name);
  mkdirSync(home, { recursive: true });
  const token = softHsm && (await makeSoftToken(processes, softHsm, home, keyFileOf(name), `Token of ${name}`));
  const { keyid } = await keyOf(name);
  const store = await openKeyStore(join(home, 'tuf-on-ci-sign', 'signing-keys.ini'), new Map());
  await store.remember(keyid, token?.uri ?? `file2:test/keys/${name}.pem`);
  return { isToken: token !== undefined, env: { XDG_DATA_HOME: home, ...token?.env } };
}
