/** The life of a repository, from roles that are about to expire to a client that downloads. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGitServer } from '../../lab/git-server.ts';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { listInWords, plural } from '../../src/text/quantities.ts';
import { Clone } from './clone.ts';
import { downloadAll } from './download-all.ts';
import type { Processes } from './processes.ts';
import { signRole } from './sign-role.ts';
import { StepFailure, type Story } from './story.ts';
import { projectFolder, userName } from './test-keys.ts';
import { type Expected, toldStatus } from './told-status.ts';

/** The roles that people sign. */
export const offlineRoles = ['root', 'targets', 'tools'] as const;

/** Where and with what the story happens. */
export interface Stage {
  readonly story: Story;
  readonly processes: Processes;
  /** An empty folder. */
  readonly place: string;
  /** Has a server closed when the story ends, however it ends. */
  closeLater(server: Running): void;
}

/** Who takes part, each with a clone. */
interface Cast {
  readonly ci: Clone;
  readonly alice: Clone;
  readonly bob: Clone;
}

/** @returns the folder of the published site. Throws when a step goes wrong; the story has said which. */
export async function liveThrough(stage: Stage): Promise<string> {
  const life = new Life(stage, await openRepository(stage));
  await life.expiringRoles();
  await life.rootEvent();
  await life.targetsEvent();
  await life.toolsEvent();
  return life.publication();
}

async function openRepository({ story, processes, place, closeLater }: Stage): Promise<Cast> {
  story.act('A repository');
  const url = await story.step('A git server', async () => {
    const server = await startGitServer(place);
    closeLater(server);
    return server.create('sample');
  });
  const clone = (user: string) => Clone.make(processes, place, url, user);
  const alice = await story.step('alice pushes a copy of metadata/ and targets/ of this project', async () => {
    const first = await clone('alice');
    for (const folder of ['metadata', 'targets']) {
      cpSync(join(projectFolder, folder), join(first.folder, folder), { recursive: true });
    }
    await first.commitAndPush('The sample repository of tuf-on-ci');
    return first;
  });
  const [ci, bob] = await story.step('CI and bob clone it', () => Promise.all([clone('ci'), clone('bob')]));
  return { ci, alice, bob };
}

class Life {
  readonly #stage: Stage;
  readonly #cast: Cast;

  constructor(stage: Stage, cast: Cast) {
    this.#stage = stage;
    this.#cast = cast;
  }

  async expiringRoles(): Promise<void> {
    const { story } = this.#stage;
    const { ci } = this.#cast;
    story.act('Every role is in its signing period');
    await story.step('CI: tuf-on-ci-create-signing-events --push', async () => {
      const branches = (await ci.tufOnCi('create-signing-events', ['--push'])).trimEnd();
      const expected = 'sign/root-v3 sign/targets-v2 sign/tools-v2';
      if (branches !== expected) throw new StepFailure(`it opened "${branches}", not "${expected}"`);
      return listInWords(branches.split(' '));
    });
    await story.step('CI: the same once more', async () => {
      const branches = await ci.tufOnCi('create-signing-events', ['--push']);
      if (branches !== '\n') throw new StepFailure(`it opened "${branches.trimEnd()}" a second time`);
      return 'nothing: they are open already';
    });
  }

  async rootEvent(): Promise<void> {
    const event = 'sign/root-v3';
    const role = 'root';
    this.#stage.story.act(`${event}: two of three maintainers have to sign`);
    await this.#status(event, { role, signed: [], complete: false });
    await this.#sign(event, role, 'alice');
    await this.#status(event, { role, signed: ['alice'], complete: false });
    await this.#sign(event, role, 'bob');
    await this.#status(event, { role, signed: ['alice', 'bob'], complete: true });
    await this.#merge(event, 'alice');
  }

  async targetsEvent(): Promise<void> {
    const event = 'sign/targets-v2';
    const role = 'targets';
    this.#stage.story.act(`${event}: one signature is enough`);
    await this.#status(event, { role, signed: [], complete: false });
    await this.#sign(event, role, 'alice');
    await this.#status(event, { role, signed: ['alice'], complete: true });
    await this.#merge(event, 'alice');
  }

  async toolsEvent(): Promise<void> {
    const event = 'sign/tools-v2';
    const role = 'tools';
    const { story } = this.#stage;
    const { ci, bob } = this.#cast;
    story.act(`${event}: bob also releases version 1.1 of a tool`);
    await story.step('bob pushes two target files', async () => {
      await bob.checkOut(event);
      writeTool(bob.folder, '1.1');
      await bob.commitAndPush('hello 1.1');
    });
    await story.step('CI: tuf-on-ci-update-targets --push', async () => {
      await ci.checkOut(event);
      return (await ci.tufOnCi('update-targets', ['--push'])).trimEnd();
    });
    const changes = ['tools/hello/1.1/hello.mjs added', 'tools/hello/latest.json modified'];
    await this.#status(event, { role, signed: [], complete: false, changes });
    await this.#sign(event, role, 'bob');
    await this.#status(event, { role, signed: ['bob'], complete: true, changes });
    await this.#merge(event, 'bob');
  }

  async publication(): Promise<string> {
    const { story, place, closeLater } = this.#stage;
    const { ci } = this.#cast;
    const site = join(place, 'site');
    story.act('Publishing');
    await story.step('CI: tuf-on-ci-online-sign --push', async () => {
      await ci.checkOut('main');
      const told = await ci.tufOnCi('online-sign', ['--push']);
      return listInWords(told.trimEnd().split('\n'));
    });
    await story.step('CI: tuf-on-ci-build-repository', async () => {
      mkdirSync(site);
      const folders = ['--metadata', join(site, 'metadata'), '--artifacts', join(site, 'targets')];
      await ci.tufOnCi('build-repository', [...folders, '--description-json']);
    });
    const url = await story.step('A web server publishes it', async () => {
      const server = await startStaticServer(site);
      closeLater(server);
      return server.url;
    });
    const published = { metadataUrl: `${url}metadata/`, targetsUrl: `${url}targets/` };
    await story.step('CI: tuf-on-ci-test-client', async () => {
      const urls = ['--metadata-url', published.metadataUrl, '--artifact-url', published.targetsUrl];
      const expected = ['--expected-artifact', 'tools/hello/latest.json', '--compare-source', ci.folder];
      await ci.tufOnCi('test-client', [...urls, ...expected]);
    });
    await story.step('A user whose client (tuf-js) has had root v1 ever since', async () => {
      const files = await targetFiles(ci);
      const root = readFileSync(join(ci.folder, 'metadata', 'root_history', '1.root.json'));
      const version = await downloadAll(published, root, files, join(place, 'user'));
      return `comes to root v${version} and gets all ${plural(files.size, 'target file')} as they are in the repository`;
    });
    return site;
  }

  /** The exit code says whether the event is complete. */
  async #status(event: string, expected: Expected): Promise<void> {
    const { ci } = this.#cast;
    await this.#stage.story.step('CI: tuf-on-ci-status', async () => {
      await ci.checkOut(event);
      const status = await ci.tufOnCi('status', ['--json'], expected.complete ? 0 : 1);
      return toldStatus(JSON.parse(status), expected);
    });
  }

  async #sign(event: string, role: string, person: 'alice' | 'bob'): Promise<void> {
    const clone = this.#cast[person];
    await this.#stage.story.step(`${person} signs and pushes`, async () => {
      await clone.checkOut(event);
      await signRole(clone.folder, role, person);
      await clone.commitAndPush(`Signature from ${userName(person)}`);
    });
  }

  async #merge(event: string, person: 'alice' | 'bob'): Promise<void> {
    await this.#stage.story.step(`${person} merges into main and pushes`, () =>
      this.#cast[person].mergeIntoMain(event),
    );
  }
}

/** A release: the tool, and the file that says which one is the latest. */
function writeTool(clone: string, version: string): void {
  const file = `tools/hello/${version}/hello.mjs`;
  const folder = join(clone, 'targets', 'tools', 'hello');
  mkdirSync(join(folder, version));
  writeFileSync(join(clone, 'targets', file), `console.log('Hello from version ${version}');\n`);
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify({ version, file }, null, 2)}\n`);
}

/** What lies in `targets/`, by target path. */
async function targetFiles(clone: Clone): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = (await clone.git('ls-files', 'targets/')).trimEnd().split('\n');
  return new Map(paths.map((path) => [path.slice('targets/'.length), readFileSync(join(clone.folder, path))]));
}
