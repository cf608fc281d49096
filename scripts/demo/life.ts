/** The life of a repository on GitHub: a release, and a year later the renewal of everything that is about to expire. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { momentInWords } from '../../src/text/quantities.ts';
import { formatTime, type Seconds, secondsPerDay } from '../../src/tuf/expires.ts';
import { whenAllAreDue } from './clock.ts';
import { writeFirstFiles } from './first-commit.ts';
import { owner } from './lab.ts';
import { type Stage, Steps } from './steps.ts';

/** The roles that people sign. */
export const offlineRoles = ['root', 'targets', 'tools'] as const;

/** What there is to look at in the end. */
export interface Outcome {
  readonly testingUrl: string;
  readonly finalUrl: string;
  /** `index.html` of the final site. */
  readonly indexPage: string;
  /** Pull requests as HTML files. */
  readonly pullPages: readonly string[];
  /** A clone with the whole history. */
  readonly clone: string;
}

/** What a change of the default branch comes to. */
const published = ['online-sign push success', 'publish workflow_dispatch success'];

/** Throws when a step goes wrong; the story has said which. */
export async function liveThrough(stage: Stage): Promise<Outcome> {
  const steps = await Steps.begin(stage);
  await firstPush(stage, steps);
  await release(stage, steps);
  await steps.user('A user whose client (tuf-js) has had root v1 ever since');
  await yearLater(stage, steps);
  await renewal(stage, steps);
  await steps.user('The same user, a year later');
  const { lab, people, pullPages } = steps;
  return {
    testingUrl: lab.testingUrl,
    finalUrl: lab.finalUrl,
    indexPage: join(stage.place, 'final', 'metadata', 'index.html'),
    pullPages,
    clone: people.alice.clone.folder,
  };
}

async function firstPush({ story }: Stage, steps: Steps): Promise<void> {
  const { clone } = steps.people.alice;
  await story.step('alice pushes metadata/ and targets/ of this project, and workflows', async () => {
    writeFirstFiles(clone.folder, owner);
    await clone.commitAndPush('main', 'The sample repository of tuf-on-ci');
  });
  await story.step('She switches GitHub Actions on', async () => steps.lab.switchOnActions());
}

async function release({ story }: Stage, steps: Steps): Promise<void> {
  const event = 'sign/hello-1.1';
  const { alice, bob, carol } = steps.people;
  story.act(`${event}: three target files, of two roles`);
  await story.step(`bob pushes them to a new branch, ${event}`, async () => {
    await bob.clone.checkOut('main');
    writeRelease(bob.clone.folder, '1.1');
    await bob.clone.commitAndPush(event, 'hello 1.1');
  });
  // The first run makes the lists follow the files. Its push starts nothing, so it dispatches the second.
  await steps.workflows(['signing-event push success', 'signing-event workflow_dispatch success']);
  await steps.pull(event, 'draft', 'waiting');
  // One of the two comes second, and adds to what the other has pushed.
  await steps.sign([alice, event, 'targets'], [carol, event, 'tools']);
  await steps.workflows(['signing-event push success', 'verify pull_request success'], ['verify pull_request failure']);
  await steps.pull(event, 'ready');
  await steps.merge(bob, event);
  await steps.workflows(published);
  await steps.pull(event, 'merged', 'merged');
  await steps.sites();
}

async function yearLater({ story, clock }: Stage, steps: Steps): Promise<void> {
  const { clone } = steps.people.alice;
  await clone.checkOut('main');
  const night = startOfDay(whenAllAreDue(clone.folder, offlineRoles, clock.seconds));
  story.act(`The clock jumps to ${momentInWords(formatTime(night))}`);
  // Nothing ran in between; the schedules of this night are the first.
  clock.moveTo(night);
  await steps.schedules(4, [
    'online-sign schedule success',
    'publish workflow_dispatch success',
    'create-signing-events schedule success',
    'signing-event workflow_dispatch success',
  ]);
  await steps.sites();
}

async function renewal({ story }: Stage, steps: Steps): Promise<void> {
  const [root, targets, tools] = ['sign/root-v3', 'sign/targets-v3', 'sign/tools-v3'] as const;
  const { alice, bob, carol } = steps.people;
  story.act('Each role that is about to expire has a signing event');
  for (const event of [root, targets, tools]) await steps.pull(event, 'draft');
  await steps.sign([alice, root, 'root']);
  // Two of three have to sign root.
  await steps.workflows(['signing-event push success', 'verify pull_request failure']);
  await steps.pull(root, 'draft');
  await steps.sign([alice, targets, 'targets'], [bob, root, 'root'], [carol, tools, 'tools']);
  await steps.workflows(['signing-event push success', 'verify pull_request success']);
  for (const event of [root, targets, tools]) await steps.pull(event, 'ready', 'ready');
  await story.step('bob merges the three in his clone and pushes main', async () => {
    await bob.clone.checkOut('main');
    for (const event of [root, targets, tools]) {
      await bob.clone.git('merge', '--quiet', '--no-ff', '--signoff', `--message=Merge ${event}`, `origin/${event}`);
    }
    await bob.clone.git('push', '--quiet', 'origin', 'main');
  });
  await steps.workflows(published);
  for (const event of [root, targets, tools]) await steps.pull(event, 'merged');
  await steps.sites();
}

/** A release: the tool, the file that says which one is the latest, and a text. */
function writeRelease(clone: string, version: string): void {
  const file = `tools/hello/${version}/hello.mjs`;
  const targets = join(clone, 'targets');
  mkdirSync(join(targets, 'tools', 'hello', version));
  writeFileSync(join(targets, file), `console.log('Hello from version ${version}');\n`);
  writeFileSync(join(targets, 'tools', 'hello', 'latest.json'), `${JSON.stringify({ version, file }, null, 2)}\n`);
  writeFileSync(join(targets, 'news.txt'), `hello ${version} is here.\n`);
}

const startOfDay = (time: Seconds): Seconds => Math.ceil(time / secondsPerDay) * secondsPerDay;
