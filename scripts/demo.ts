/**
 * `npm run demo`: a TUF repository lives on a GitHub on this machine: workflows, the actions and commands of dist/, the signer's
 * tool, published sites and a TUF client. `npm run demo -- --help` says more.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VirtualClock } from '../lab/runner/clock.ts';
import { momentInWords } from '../src/text/quantities.ts';
import { formatTime } from '../src/tuf/expires.ts';
import { whenAllAreFresh } from './demo/clock.ts';
import { liveThrough, type Outcome, offlineRoles } from './demo/life.ts';
import { Log } from './demo/log.ts';
import { Processes } from './demo/processes.ts';
import { StepFailure, Story } from './demo/story.ts';
import { projectFolder } from './demo/test-keys.ts';

const help = `npm run demo -- [--keep] [--folder DIR] [--dist DIR]

  --keep        keep the sites served until Ctrl-C
  --folder DIR  an empty or new folder for all that the demo makes (a new temporary one)
  --dist DIR    the built programs (dist/)
`;

interface Plan {
  /** An empty folder. */
  readonly place: string;
  readonly dist: string;
  readonly keep: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      folder: { type: 'string' },
      dist: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const dist = values.dist === undefined ? join(projectFolder, 'dist') : resolve(values.dist);
  if (!existsSync(dist)) throw new Error(`There are no programs in ${dist}: run "npm run build" first`);
  return play({ place: emptyFolder(values.folder), dist, keep: values.keep });
}

/** @returns the exit code */
async function play({ place, dist, keep }: Plan): Promise<number> {
  const clock = new VirtualClock(whenAllAreFresh(projectFolder, offlineRoles));
  const log = new Log(join(place, 'log.txt'));
  const { interrupted, stopped } = untilSignal();
  const story = new Story((text) => process.stdout.write(text), showsColour(), log, interrupted);
  const processes = new Processes(log, place, dist, () => clock.seconds, interrupted);
  const open: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(open);
    return closing;
  };
  const closeLater = (end: () => Promise<void>) => void open.push(end);
  // What is under way then ends, and fails its step.
  void stopped.then(close).catch(() => {});
  story.say('The life of a TUF repository, on a GitHub that is on this machine');
  story.say(`  clock: ${momentInWords(formatTime(clock.seconds))}`);
  story.say(`  log:   ${log.path}`);
  try {
    const outcome = await liveThrough({ story, processes, place, dist, clock, log, closeLater });
    if (!keep) await close();
    tellOutcome(story, outcome, log, keep);
    if (keep) await stopped;
    return 0;
  } catch (error) {
    if (!interrupted.aborted) return tellFailure(error, story, log);
    story.act('Stopped');
    await close().catch(() => {});
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    return 130;
  } finally {
    await close().catch(() => {}); // what went wrong before has been told
  }
}

async function closeAll(open: (() => Promise<void>)[]): Promise<void> {
  for (let end = open.pop(); end; end = open.pop()) await end();
}

function tellOutcome(story: Story, outcome: Outcome, log: Log, keep: boolean): void {
  const { testingUrl, finalUrl, indexPage, pullPages, clone } = outcome;
  story.act(`All went well, in ${story.seconds} s. To look at:`);
  for (const page of pullPages) story.say(`  pull request: ${page}`);
  story.say(`  published:    ${indexPage}`);
  story.say(`  history:      git -C ${clone} log --graph --oneline`);
  story.say(`  log:          ${log.path}`);
  if (!keep) return;
  story.say(`  testing site: ${testingUrl}metadata/`);
  story.say(`  final site:   ${finalUrl}metadata/`);
  story.say('Ctrl-C ends the sites.');
}

function tellFailure(error: unknown, story: Story, log: Log): number {
  if (error instanceof Error && !(error instanceof StepFailure)) log.write(`${error.stack}\n`);
  const printed = log.latest.trimEnd().split('\n');
  story.act(error instanceof Error ? error.message : String(error));
  for (const line of printed.slice(-linesTold)) story.say(`  ${line}`);
  story.say(`The whole log: ${log.path}`);
  return 1;
}

/** The end of what a failed step has printed. */
const linesTold = 60;

function showsColour(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

/** Ctrl-C reaches the programs that are running as well; then the demo tidies up and ends. */
function untilSignal(): { readonly interrupted: AbortSignal; readonly stopped: Promise<void> } {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  const { signal } = controller;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  return { interrupted: signal, stopped };
}

function emptyFolder(wanted: string | undefined): string {
  if (wanted === undefined) return mkdtempSync(join(tmpdir(), 'tuf-on-ci-demo-'));
  const folder = resolve(wanted);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  return folder;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
