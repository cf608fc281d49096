/** The steps that the story is made of: each does something, or looks whether what should have happened has happened. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metadataPath, rootHistoryPath } from '../../src/deployment/layout.ts';
import { isStatusComment } from '../../src/render/event-comment.ts';
import { listInWords, plural } from '../../src/text/quantities.ts';
import { downloadAll } from './download-all.ts';
import { Lab, type LabOptions, type PullRequest } from './lab.ts';
import { Maintainer } from './maintainer.ts';
import type { Processes } from './processes.ts';
import { writePullPage } from './pull-page/write.ts';
import { readRole } from './sign-role.ts';
import { findSoftHsm } from './soft-token.ts';
import { StepFailure, type Story } from './story.ts';
import { people as names, type PersonName } from './test-keys.ts';

/** Where and with what the story happens. */
export interface Stage extends LabOptions {
  readonly story: Story;
  readonly processes: Processes;
}

export type PullState = 'draft' | 'ready' | 'merged';

export class Steps {
  readonly lab: Lab;
  readonly people: Readonly<Record<PersonName, Maintainer>>;
  /** HTML files, oldest first. */
  readonly pullPages: string[] = [];
  readonly #stage: Stage;

  private constructor(stage: Stage, lab: Lab, people: Steps['people']) {
    this.#stage = stage;
    this.lab = lab;
    this.people = people;
  }

  static async begin(stage: Stage): Promise<Steps> {
    const { story, processes, place, dist } = stage;
    story.act('A repository');
    const lab = await story.step('A GitHub on this machine', () => Lab.start(stage));
    let people = {} as Record<PersonName, Maintainer>;
    await story.step(`${listInWords(names)} clone the repository`, async () => {
      const softHsm = findSoftHsm(dist);
      const joined = await Promise.all(
        names.map(async (name) => [name, await Maintainer.join(name, { lab, processes, place, softHsm })] as const),
      );
      people = Object.fromEntries(joined) as typeof people;
      const keys = new Set(Object.values(people).map(({ keyIsIn }) => keyIsIn));
      return `each has a key in a ${listInWords([...keys])}`;
    });
    return new Steps(stage, lab, people);
  }

  /** Waits for what GitHub runs. @param expected @param possible as `Lab.settle` */
  async workflows(expected: readonly string[], possible: readonly string[] = []): Promise<void> {
    const isRed = expected.some((line) => line.startsWith('verify ') && line.endsWith(' failure'));
    const title = isRed ? 'GitHub runs (verify is red until all have signed)' : 'GitHub runs';
    await this.#stage.story.step(title, () => this.lab.settle(expected, possible));
  }

  /** Hours pass, and what schedules ask for runs. @param expected as `Lab.settle` */
  async schedules(hours: number, expected: readonly string[]): Promise<void> {
    const { story, clock } = this.#stage;
    await story.step(`GitHub runs, in the first ${hours} hours`, async () => {
      await this.lab.advanceTo(clock.seconds + hours * 3600);
      return this.lab.settle(expected);
    });
  }

  /** People come to their events a while later, all in the same minute. */
  async sign(...signings: readonly (readonly [person: Maintainer, event: string, role: string])[]): Promise<void> {
    this.#wait(40);
    const title = signings.map(([{ name }, event]) => `${name}: tuf-on-ci-sign ${event}`).join('; ');
    await this.#stage.story.step(title, async () => {
      await Promise.all(
        signings.map(async ([person, event, role]) => {
          const told = await person.sign(event);
          if (!told.includes(role)) throw new StepFailure(`the tool did not sign ${role}`);
        }),
      );
      return `signed ${listInWords(signings.map(([, , role]) => role))}, pushed`;
    });
  }

  async merge(person: Maintainer, event: string): Promise<void> {
    this.#wait(5);
    await this.#stage.story.step(`${person.name} merges ${event}`, () => person.merge(this.lab.pull(event).number));
  }

  /**
   * Looks at the pull request of an event.
   * @param page writes it as HTML under this name
   */
  async pull(event: string, expected: PullState, page?: string): Promise<void> {
    const { story, place, clock } = this.#stage;
    await story.step(`The pull request of ${event}`, async () => {
      const pull = this.lab.pull(event);
      if (page !== undefined) {
        const file = join(place, `pull-request-${pull.number}-${page}.html`);
        await writePullPage(file, this.lab.repository, pull, clock.now());
        this.pullPages.push(file);
      }
      return this.#told(pull, expected);
    });
  }

  #wait(minutes: number): void {
    const { clock } = this.#stage;
    clock.moveTo(clock.seconds + minutes * 60);
  }

  #told(pull: PullRequest, expected: PullState): string {
    const is = stateOf(pull);
    if (is !== expected) throw new StepFailure(`#${pull.number} is ${is}, not ${expected}`);
    const comments = pull.comments.filter(({ body }) => isStatusComment(body));
    if (comments.length !== 1) throw new StepFailure(`#${pull.number} has ${comments.length} status comments, not one`);
    const status = this.lab.repository.statuses.findLast(({ sha }) => sha === pull.pull.headSha);
    const shouldBe = expected === 'draft' ? 'pending' : 'success';
    if (status?.state !== shouldBe)
      throw new StepFailure(`#${pull.number} has status ${status?.state}, not ${shouldBe}`);
    return `#${pull.number} is ${{ draft: 'a draft', ready: 'ready', merged: 'merged' }[is]}: ${status.description}`;
  }

  /** Both sites serve what the default branch has. */
  async sites(): Promise<void> {
    const { clone } = this.people.alice;
    const sites = { testing: this.lab.testingUrl, final: this.lab.finalUrl };
    await this.#stage.story.step('The testing site and the final site', async () => {
      await clone.checkOut('main');
      const source = readFileSync(join(clone.folder, metadataPath('timestamp')));
      for (const [name, url] of Object.entries(sites)) {
        const response = await fetch(`${url}metadata/timestamp.json`);
        const served = Buffer.from(await response.arrayBuffer());
        if (!response.ok || !served.equals(source)) throw new StepFailure(`the ${name} site has another timestamp`);
      }
      const versions = ['timestamp', 'snapshot', 'targets', 'root'].map(
        (role) => `${role} v${readRole(clone.folder, role).signed.version}`,
      );
      return `both have ${listInWords(versions)}`;
    });
  }

  /** Somebody's client at the final site: always the same one. */
  async user(who: string): Promise<void> {
    const { story, place, clock } = this.#stage;
    const { clone } = this.people.alice;
    await story.step(who, async () => {
      const files = await targetFiles(clone);
      const initialRoot = readFileSync(join(clone.folder, rootHistoryPath(1)));
      const published = { metadataUrl: `${this.lab.finalUrl}metadata/`, targetsUrl: `${this.lab.finalUrl}targets/` };
      const client = { folder: join(place, 'user'), initialRoot, time: clock.seconds };
      const version = await downloadAll(published, client, files);
      return `comes to root v${version} and gets all ${plural(files.size, 'target file')} as they are in the repository`;
    });
  }
}

function stateOf({ state, pull }: PullRequest): PullState | 'closed' {
  if (pull.mergedAt !== null) return 'merged';
  if (state === 'closed') return 'closed';
  return pull.draft ? 'draft' : 'ready';
}

/** What lies in `targets/`, by target path. */
async function targetFiles(clone: Maintainer['clone']): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = (await clone.git('ls-files', 'targets/')).trimEnd().split('\n');
  return new Map(paths.map((path) => [path.slice('targets/'.length), readFileSync(join(clone.folder, path))]));
}
