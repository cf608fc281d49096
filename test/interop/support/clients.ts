/**
 * The TUF clients of other projects, each a small program around a library, and one protocol for all of them:
 *
 *     PROGRAM SITE FOLDER < ["<target path>", …]
 *
 * updates from `<SITE>metadata/` and downloads from `<SITE>targets/`. `<FOLDER>/root.json` is the root that it starts with, what it keeps
 * is in `<FOLDER>/state`; the n-th target goes to `<FOLDER>/downloads/<n>`. It prints one JSON object: `stopped`, what the client said
 * when it refused to update, else null; `targets`, for each target null or what the client said.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject, type TestContext } from 'vitest';
import type { ClientName } from '../../../src/verifier/client-facts.ts';
import { temporaryFolder } from '../../support/git.ts';

export const triedClients = ['tuf-js', 'python-tuf', 'go-tuf', 'tough', 'old go-tuf'] as const satisfies ClientName[];
export type TriedClient = (typeof triedClients)[number];

/** How a client is started, or why it cannot be. */
export type Installation = { readonly program: readonly string[] } | { readonly missing: string };
export type Installations = Readonly<Record<TriedClient, Installation>>;

declare module 'vitest' {
  interface ProvidedContext {
    installations: Installations;
  }
}

/** Skips the test when the client is not there; with CI=true that is a failure. */
export function requireClient(client: TriedClient, { skip }: Pick<TestContext, 'skip'>): void {
  const installation = inject('installations')[client];
  if ('program' in installation) return;
  if (process.env['CI'] === 'true') throw new Error(`${client} is not there: ${installation.missing}`);
  skip(`${client} is not there: ${installation.missing}`);
}

/** What became of an update and of the downloads after it. */
export interface Visit {
  /** What the client said when it refused to update. */
  readonly stopped: string | null;
  /** The bytes of each target, or what the client said. */
  readonly targets: ReadonlyMap<string, Uint8Array | string>;
}

/** Someone with a client: starts with a root and keeps what the client keeps. */
export class User {
  readonly #program: readonly string[];
  readonly #folder = mkdtempSync(join(temporaryFolder(), 'user-'));

  constructor(client: TriedClient, initialRoot: Uint8Array) {
    const installation = inject('installations')[client];
    if ('missing' in installation) throw new Error(`${client} is not there: ${installation.missing}`);
    this.#program = installation.program;
    writeFileSync(join(this.#folder, 'root.json'), initialRoot);
    mkdirSync(join(this.#folder, 'downloads'));
  }

  /** @param site URL with `/` at its end */
  async visit(site: string, targets: readonly string[]): Promise<Visit> {
    const told = JSON.parse(await this.#run(site, JSON.stringify(targets))) as {
      stopped: string | null;
      targets: (string | null)[];
    };
    const outcome = (i: number) =>
      told.targets[i] ?? new Uint8Array(readFileSync(join(this.#folder, 'downloads', `${i}`)));
    return {
      stopped: told.stopped,
      targets: new Map(targets.map((path, i) => [path, told.stopped ?? outcome(i)])),
    };
  }

  async #run(site: string, input: string): Promise<string> {
    const [program, ...args] = this.#program as readonly [string, ...string[]];
    const child = spawn(program, [...args, site, this.#folder], {
      // Nothing of this machine's proxies and settings.
      env: { PATH: process.env['PATH'], HOME: this.#folder },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`);
    return stdout;
  }
}
