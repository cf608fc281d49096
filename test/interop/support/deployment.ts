/** A deployment in a throw-away repository: our commands, as real processes, at real time unless told otherwise. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStaticServer } from '../../../lab/static-server.ts';
import type { ClientReport } from '../../../src/verifier/clients.ts';
import { type CommandName, changesTo, type RunOptions, runIn } from '../../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import type { Draft } from '../../support/sound-repository.ts';

/** A published site, in a folder. */
export interface Site {
  readonly folder: string;
  readonly metadata: string;
  readonly targets: string;
}

export class Deployment {
  readonly clone: ThrowAwayRepository = throwAwayRepository();
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
  }

  /** Makes main what the draft says, and pushes it. */
  commit(draft: Draft, before?: Draft): void {
    this.clone.commit(changesTo(draft, before));
    this.clone.push('main');
  }

  /** Gives what the command prints. Throws when it ends with another exit code. */
  command(name: CommandName, args: readonly string[] = [], options: RunOptions & { exit?: number } = {}): string {
    const { now = null, exit = 0 } = options;
    const { code, stdout, stderr } = runIn(this.clone, name, args, { now, env: this.#env });
    if (code !== exit) throw new Error(`tuf-on-ci-${name} ended with ${code}, not ${exit}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Builds into a new site, or over one that is there. */
  build(flags: readonly string[] = [], site: Site = emptySite(), options: RunOptions = {}): Site {
    this.command('build-repository', ['--metadata', site.metadata, '--artifacts', site.targets, ...flags], options);
    return site;
  }

  /** What `tuf-on-ci verify --clients` says of main. */
  clientReports(): readonly ClientReport[] {
    return JSON.parse(this.command('verify', ['--clients', '--json'])).clients;
  }

  /** The first root ever: what clients are shipped with. */
  firstRoot(): Uint8Array {
    return readFileSync(join(this.clone.folder, 'metadata', 'root_history', '1.root.json'));
  }

  /** The target files of main, by target path. */
  targetFiles(): ReadonlyMap<string, Uint8Array> {
    const paths = this.clone.git('ls-files', '-z', 'targets/').split('\0').filter(Boolean);
    const read = (path: string) => new Uint8Array(readFileSync(join(this.clone.folder, path)));
    return new Map(paths.map((path) => [path.slice('targets/'.length), read(path)]));
  }
}

export function emptySite(): Site {
  const folder = temporaryFolder();
  const site = { folder, metadata: join(folder, 'metadata'), targets: join(folder, 'targets') };
  mkdirSync(site.metadata);
  return site;
}

/** Serves a site as long as the work goes on. */
export async function served<T>({ folder }: Site, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startStaticServer(folder);
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}
