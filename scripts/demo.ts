/**
 * `npm run demo`: a TUF repository goes through its whole life on this machine, with real git over HTTP, the commands of
 * dist/, a web server and a TUF client. `npm run demo -- --help` says more.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Running } from '../lab/listen.ts';
import { readClock } from '../src/cli/clock.ts';
import { formatTime, type Seconds } from '../src/tuf/expires.ts';
import { whenAllAreDue } from './demo/clock.ts';
import { liveThrough, offlineRoles } from './demo/life.ts';
import { Log } from './demo/log.ts';
import { Processes } from './demo/processes.ts';
import { StepFailure, Story } from './demo/story.ts';
import { projectFolder } from './demo/test-keys.ts';

const help = `npm run demo -- [--folder DIR] [--dist DIR]

  --folder DIR  an empty or new folder for all that the demo makes (a new temporary one)
  --dist DIR    the built commands (dist/)

TUF_ON_CI_NOW sets a later time for the story.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, dist: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const dist = values.dist === undefined ? join(projectFolder, 'dist') : resolve(values.dist);
  if (!existsSync(dist)) throw new Error(`There are no commands in ${dist}: run "npm run build" first`);
  return play(emptyFolder(values.folder), dist);
}

/** @returns the exit code */
async function play(place: string, dist: string): Promise<number> {
  const now = whenAllAreDue(projectFolder, offlineRoles, presentTime());
  const log = new Log(join(place, 'log.txt'));
  const interrupted = abortOnSignals();
  const story = new Story((text) => process.stdout.write(text), showsColour(), log, interrupted);
  const processes = new Processes(log, place, dist, now, interrupted);
  const servers: Running[] = [];
  const closeServers = async () => {
    for (const server of servers.splice(0)) await server.close();
  };
  interrupted.addEventListener('abort', closeServers);
  story.say('The life of a TUF repository, on this machine');
  story.say(`  clock: ${formatTime(now)}, set with TUF_ON_CI_NOW for every command`);
  story.say(`  log:   ${log.path}`);
  try {
    const site = await liveThrough({ story, processes, place, closeLater: (server) => servers.push(server) });
    story.act(`All went well, in ${story.seconds} s`);
    story.say(`  published: ${join(site, 'metadata', 'index.html')}`);
    story.say(`  history:   git -C ${join(place, 'ci')} log --graph --oneline`);
    story.say(`  log:       ${log.path}`);
    return 0;
  } catch (error) {
    if (!interrupted.aborted) return tellFailure(error, story, log);
    story.act('Stopped');
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    return 130;
  } finally {
    await closeServers();
  }
}

function tellFailure(error: unknown, story: Story, log: Log): number {
  if (error instanceof Error && !(error instanceof StepFailure)) log.write(`${error.stack}\n`);
  const printed = log.latest.trimEnd().split('\n');
  story.act(error instanceof Error ? error.message : String(error));
  for (const line of printed) story.say(`  ${line}`);
  story.say(`The whole log: ${log.path}`);
  return 1;
}

function presentTime(): Seconds {
  return readClock(process.env['TUF_ON_CI_NOW'], () => Date.now() / 1000).now;
}

function showsColour(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

/** Ctrl-C reaches the programs that are running as well; then the demo tidies up and ends. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
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
