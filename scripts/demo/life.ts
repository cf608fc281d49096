/** The life of a repository on GitHub: a release, and a year later the renewal of everything that is about to expire. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClock } from '../../src/cli/clock.ts';
import { formatTime, type Seconds, secondsPerDay } from '../../src/tuf/expires.ts';
import { listInWords, plural } from '../../src/text/quantities.ts';
import { whenAllAreDue } from './clock.ts';
import { downloadAll } from './download-all.ts';
import { writeFirstFiles } from './first-commit.ts';
import { Lab, type LabOptions, owner } from './lab.ts';
import { Maintainer } from './maintainer.ts';
import type { Processes } from './processes.ts';
import { writePullPage } from './pull-page/write.ts';
import { readRole } from './sign-role.ts';
import { findSoftHsm } from './soft-token.ts';
import { StepFailure, type Story } from './story.ts';
import { type PersonName, userName } from './test-keys.ts';

/** The roles that people sign. */
export const offlineRoles = ['root', 'targets', 'tools'] as const;

/** Where and with what the story happens. */
export interface Stage extends LabOptions {
  readonly story: Story;
  readonly processes: Processes;
}

/** What there is to look at in the end. */
export interface Outcome {
  readonly testingUrl: string;
  readonly finalUrl: string;
  /** `index.html` of the final site. */
  readonly page: string;
  /** Of the release: as it waits for signatures, and merged. */
  readonly pullPages: readonly string[];
  /** A clone of the repository. */
  readonly clone: string;
}

const published = ['online-sign push success', 'publish workflow_dispatch success'];

/** Throws when a step goes wrong; the story has said which. */
export async function liveThrough(stage: Stage): Promise<Outcome> {
  const life = await Life.begin(stage);
  await life.firstPush();
  await life.release();
  await life.user('A user whose client (tuf-js) has had root v1 ever since');
  await life.yearLater();
  await life.renewal();
  await life.user('The same user, a year later');
  return life.outcome;
}

type People = Readonly<Record<PersonName, Maintainer>>;

class Life {
  readonly #stage: Stage;
  readonly #lab: Lab;
  readonly #people: People;
  readonly #pullPages: string[] = [];

  private constructor(stage: Stage, lab: Lab, people: People) {
    this.#stage = stage;
    this.#lab = lab;
    this.#people = people;
  }

  static async begin(stage: Stage): Promise<Life> {
    const { story, processes, place, dist } = stage;
    story.act('A repository');
    const lab = await story.step('A GitHub on this machine', () => Lab.start(stage));
    const people = {} as Record<PersonName, Maintainer>;
    await story.step('alice, bob and carol clone the repository', async () => {
      const softHsm = findSoftHsm(dist);
      for (const name of ['alice', 'bob', 'carol'] as const) {
        people[name] = await Maintainer.join(name, { lab, processes, place, softHsm });
      }
      const places = new Set(Object.values(people).map(({ keyIsIn }) => keyIsIn));
      return `each signs with a ${listInWords([...places])}`;
    });
    return new Life(stage, lab, people);
  }

  async firstPush(): Promise<void> {
    const { story } = this.#stage;
    const { clone } = this.#people.alice;
    await story.step('alice pushes metadata/ and targets/ of this project, and the workflows', async () => {
      writeFirstFiles(clone.folder, owner);
      await clone.commitAndPush('main', 'The sample repository of tuf-on-ci');
    });
    await this.#workflows(published);
    await this.#sites();
  }

  async release(): Promise<void> {
    const event = 'sign/hello-1.1';
    const { story } = this.#stage;
    const { alice, bob, carol } = this.#people;
    story.act(`${event}: a release of a tool, and a text`);
    await story.step('bob pushes three target files to a new branch', async () => {
      await bob.clone.checkOut('main');
      writeRelease(bob.clone.folder, '1.1');
      await bob.clone.commitAndPush(event, 'hello 1.1');
    });
    // The first run makes the lists follow the files; its push starts nothing, so it dispatches the second.
    await this.#workflows(['signing-event push success', 'signing-event workflow_dispatch success']);
    await this.#pull(event, { isReady: false });
    await this.#sign(alice, event);
    await this.#workflows(['signing-event push success', 'verify pull_request failure']);
    await this.#pull(event, { isReady: false, page: 'while it waits for carol' });
    await this.#sign(carol, event);
    await this.#workflows(['signing-event push success', 'verify pull_request success']);
    await this.#pull(event, { isReady: true });
    await this.#merge(bob, event);
    await this.#workflows(published);
    await this.#pull(event, { isReady: true, page: 'merged' });
    await this.#sites();
  }

  async yearLater(): Promise<void> {
    const { story, clock } = this.#stage;
    const { clone } = this.#people.alice;
    await clone.checkOut('main');
    const day = startOfDay(whenAllAreDue(clone.folder, offlineRoles, clock.seconds));
    story.act(`The clock jumps: ${formatTime(day)}`);
    // Nothing runs in between: the first schedules are those of that night.
    clock.moveTo(day);
    await story.step('It is night on GitHub', () => this.#lab.advanceTo(day + 6 * 3600));
    await this.#workflows([
      'online-sign schedule success',
      'publish workflow_dispatch success',
      'create-signing-events schedule success',
      'signing-event workflow_dispatch success',
      'test schedule success',
    ]);
    await this.#sites();
  }
}
