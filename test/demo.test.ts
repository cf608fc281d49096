/** `npm run demo`, started as a person starts it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { startStaticServer } from '../lab/static-server.ts';
import { bundle } from '../scripts/build.ts';
import { downloadAll } from '../scripts/demo/download-all.ts';
import { projectFolder } from '../scripts/demo/test-keys.ts';
import { temporaryFolder } from './support/git.ts';

let dist: string;

beforeAll(async () => {
  dist = temporaryFolder();
  await bundle(dist);
  writeFileSync(join(dist, 'package.json'), '{"type": "module"}');
}, 60_000);

interface Played {
  readonly code: number | null;
  readonly output: string;
  readonly folder: string;
}

interface PlayOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly programs?: string;
  readonly args?: readonly string[];
  /** What Node loads first. */
  readonly preload?: string;
  /** When the output has this, something is done, and then Ctrl-C pressed. */
  readonly interruptAt?: string;
  readonly before?: (output: string) => Promise<void>;
}

function play(options: PlayOptions = {}): Promise<Played> {
  const { env = {}, programs = dist, args = [], preload, interruptAt, before } = options;
  const folder = join(temporaryFolder(), 'demo');
  const loaded = ['tsx', ...(preload === undefined ? [] : [preload])].flatMap((module) => ['--import', module]);
  const own = ['scripts/demo.ts', '--folder', folder, '--dist', programs, ...args];
  const child = spawn(process.execPath, [...loaded, ...own], {
    cwd: projectFolder,
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  let wait = Promise.resolve();
  let isInterrupted = false;
  const hear = (text: string) => {
    output += text;
    if (isInterrupted || interruptAt === undefined || !output.includes(interruptAt)) return;
    isInterrupted = true;
    wait = Promise.resolve(before?.(output)).finally(() => child.kill('SIGINT'));
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve, reject) =>
    child.once('close', (code) => wait.then(() => resolve({ code, output, folder }), reject)),
  );
}

/** Programs one of which is another. */
function programsWith(name: string, program: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  for (const file of readdirSync(dist).filter((file) => file.endsWith('.js'))) {
    const real = `import ${JSON.stringify(pathToFileURL(join(dist, file)).href)};\n`;
    writeFileSync(join(folder, file), file === `${name}.js` ? program.replace('REAL', real) : real);
  }
  return folder;
}

/** The machine's own date is nine years later. */
function laterDate(): string {
  const file = join(temporaryFolder(), 'later.mjs');
  const shifted = `const now = Date.now;
Date.now = () => now() + 9 * 365 * 86_400_000;
globalThis.Date = class extends Date { constructor(...args) { super(...(args.length > 0 ? args : [Date.now()])); } };\n`;
  writeFileSync(file, shifted);
  return pathToFileURL(file).href;
}

/** A home where git would ask for signatures, call hooks, name branches otherwise, and send everything to a proxy. */
function hostileHome(): string {
  const home = temporaryFolder();
  mkdirSync(join(home, 'hooks'));
  writeFileSync(join(home, 'hooks', 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const config = [
    '[init]\ndefaultBranch = trunk',
    '[commit]\ngpgSign = true',
    '[gpg]\nprogram = false',
    `[core]\nhooksPath = ${join(home, 'hooks')}\nautocrlf = true`,
    '[http]\nproxy = http://127.0.0.1:9',
    '[push]\ndefault = nothing',
    '[merge]\nff = only',
  ];
  writeFileSync(join(home, '.gitconfig'), config.join('\n'));
  return home;
}

describe('years later, when all of the sample has expired, on a machine with other ideas', () => {
  let played: Played;
  const served: { url: string; page: string }[] = [];

  beforeAll(async () => {
    const env = {
      TUF_ON_CI_NOW: '2035-01-01',
      HOME: hostileHome(),
      GIT_DIR: '/nowhere',
      http_proxy: 'http://127.0.0.1:9',
      GITHUB_EVENT_PATH: '/nowhere',
      TUF_ON_CI_DEFAULT_BRANCH: 'nowhere',
    };
    const visit = async (output: string) => {
      for (const url of output.match(/http:\/\/127\.0\.0\.1:[0-9]+\/\S*/g) ?? []) {
        served.push({ url, page: await (await fetch(url)).text() });
      }
    };
    const interruptAt = 'Ctrl-C ends the sites.';
    played = await play({ env, preload: laterDate(), args: ['--keep'], interruptAt, before: visit });
  }, 240_000);

  test('all goes well, and the story says how long each step took', () => {
    expect(played.output).toContain('clock: 23 November 2026');
    expect(played.output).toContain('The clock jumps to');
    expect(played.output).toMatch(/All went well, in [0-9]+\.[0-9]{2} s/);
    expect(played.output.match(/^ +[0-9]+\.[0-9]{2} s {2}\S/gm)!.length).toBeGreaterThan(30);
    expect(played.output).not.toContain('\u001b');
    expect(played.code).toBe(0);
  });

  test('both sites are served until Ctrl-C, and no server outlives it', async () => {
    expect(served).toHaveLength(2);
    for (const { url, page } of served) {
      expect(page).toContain('sign');
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }
  });

  test('it says where the published page lies, and the pull requests', () => {
    const [, page] = /published: +(.*)/.exec(played.output)!;
    expect(readFileSync(page!, 'utf8')).toContain('<html');
    const pulls = [...played.output.matchAll(/pull request: +(.*)/g)].map(([, file]) => readFileSync(file!, 'utf8'));
    expect(pulls[0]).toContain('is waiting for signatures');
    expect(pulls[1]).toContain('is ready to merge');
    expect(pulls).toHaveLength(5);
  });

  test('its user would notice a published file that is another, and one that is missing', async () => {
    const { folder } = played;
    const final = join(folder, 'final');
    const server = await startStaticServer(final);
    const published = { metadataUrl: `${server.url}metadata/`, targetsUrl: `${server.url}targets/` };
    const initialRoot = readFileSync(join(projectFolder, 'metadata', 'root.json'));
    const news = readFileSync(join(folder, 'alice', 'targets', 'news.txt'));
    const time = Date.parse('2027-09-26') / 1000;
    const download = (...files: [string, Uint8Array][]) =>
      downloadAll(published, { folder: join(temporaryFolder(), 'user'), initialRoot, time }, new Map(files));

    expect(await download(['news.txt', news])).toBe(3);
    await expect(download(['news.txt', Buffer.from('other')])).rejects.toThrow('news.txt is not the file');
    await expect(download(['other.txt', news])).rejects.toThrow('lists other.txt');
    const file = readdirSync(join(final, 'targets')).find((name) => name.endsWith('.news.txt'))!;
    writeFileSync(join(final, 'targets', file), Buffer.alloc(news.length));
    await expect(download(['news.txt', news])).rejects.toThrow('refuses news.txt');
    await server.close();
  });
});

test('an action that fails ends it: the story names the workflow and shows what was printed', async () => {
  const lie = "REAL process.on('exit', () => { console.log('no, sorry'); process.exitCode = 1; });";
  const { code, output, folder } = await play({ programs: programsWith('signing-event', lie) });
  expect(output).toContain('GitHub runs → FAILED');
  expect(output).toContain('signing-event push failure');
  expect(output).toContain('no, sorry');
  expect(output).toContain(join(folder, 'log.txt'));
  expect(output).not.toContain('alice: tuf-on-ci-sign');
  expect(code).toBe(1);
}, 60_000);

test('a signature that is not made is noticed', async () => {
  const lie = "process.stdout.write('Signed targets and tools, pushed');";
  const { code, output } = await play({ programs: programsWith('tuf-on-ci-sign', lie) });
  expect(output).toContain('the workflows were: none');
  expect(code).toBe(1);
}, 60_000);

test('programs that are not built are no success', async () => {
  const { code, output } = await play({ programs: join(temporaryFolder(), 'dist') });
  expect(output).toContain('npm run build');
  expect(code).toBe(2);
});

test('Ctrl-C ends it while workflows run, and leaves nothing behind', async () => {
  const { code, output, folder } = await play({ interruptAt: 'bob pushes them' });
  expect(output).toContain('Stopped');
  expect(output).not.toContain('alice: tuf-on-ci-sign');
  expect(existsSync(folder)).toBe(false);
  expect(code).toBe(130);
}, 60_000);
