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
  readonly commands?: string;
  /** Presses Ctrl-C when the output has this. */
  readonly interruptAt?: string;
}

function play({ env = {}, commands = dist, interruptAt }: PlayOptions = {}): Promise<Played> {
  const folder = join(temporaryFolder(), 'demo');
  const args = ['--import', 'tsx', 'scripts/demo.ts', '--folder', folder, '--dist', commands];
  const child = spawn(process.execPath, args, { cwd: projectFolder, env: { PATH: process.env['PATH'], ...env } });
  let output = '';
  const hear = (text: string) => {
    output += text;
    if (interruptAt !== undefined && output.includes(interruptAt)) child.kill('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, folder })));
}

/** Commands one of which runs `lie` when it is done. */
function commandsWith(name: string, lie: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  for (const file of readdirSync(dist).filter((file) => file.endsWith('.js'))) {
    const real = `import ${JSON.stringify(pathToFileURL(join(dist, file)).href)};\n`;
    const lying = file === `tuf-on-ci-${name}.js` ? `process.on('exit', () => { ${lie} });\n` : '';
    writeFileSync(join(folder, file), real + lying);
  }
  return folder;
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

  beforeAll(async () => {
    const env = {
      TUF_ON_CI_NOW: '2035-01-01',
      HOME: hostileHome(),
      GIT_DIR: '/nowhere',
      http_proxy: 'http://127.0.0.1:9',
      GITHUB_EVENT_PATH: '/nowhere',
      TUF_ON_CI_DEFAULT_BRANCH: 'nowhere',
    };
    played = await play({ env });
  }, 120_000);

  test('all goes well, and the story says how long each step took', () => {
    expect(played.output).toContain('clock: 2035-01-01T00:00:00Z');
    expect(played.output).toMatch(/All went well, in [0-9]+\.[0-9]{2} s/);
    expect(played.output.match(/^ +[0-9]+\.[0-9]{2} s {2}\S/gm)!.length).toBeGreaterThan(20);
    expect(played.output).not.toContain('\u001b');
    expect(played.code).toBe(0);
  });

  test('it says where the published site lies', () => {
    const [, page] = /published: (.*)/.exec(played.output)!;
    expect(readFileSync(page!, 'utf8')).toContain('<html');
  });

  test('no server outlives it', async () => {
    const urls = played.output.match(/http:\/\/127\.0\.0\.1:[0-9]+\//g)!;
    expect(urls).toHaveLength(2);
    for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('its last step would notice a published file that is another, and one that is missing', async () => {
    const { folder } = played;
    const server = await startStaticServer(join(folder, 'site'));
    const published = { metadataUrl: `${server.url}metadata/`, targetsUrl: `${server.url}targets/` };
    const root = readFileSync(join(projectFolder, 'metadata', 'root.json'));
    const about = readFileSync(join(folder, 'ci', 'targets', 'about.txt'));
    const download = (...files: [string, Uint8Array][]) =>
      downloadAll(published, root, new Map(files), join(temporaryFolder(), 'user'));

    expect(await download(['about.txt', about])).toBe(3);
    await expect(download(['about.txt', Buffer.from('other')])).rejects.toThrow('about.txt is not the file');
    await expect(download(['other.txt', about])).rejects.toThrow('lists other.txt');
    const file = readdirSync(join(folder, 'site', 'targets')).find((name) => name.endsWith('.about.txt'))!;
    writeFileSync(join(folder, 'site', 'targets', file), Buffer.alloc(about.length));
    await expect(download(['about.txt', about])).rejects.toThrow('refuses about.txt');
    await server.close();
  });
});

test('a command that answers wrongly ends it: the story names the step and shows what was printed', async () => {
  const { code, output, folder } = await play({ commands: commandsWith('status', 'process.exitCode = 0') });
  expect(output).toContain('CI: tuf-on-ci-status → FAILED');
  expect(output).toContain('tuf-on-ci-status ended with exit code 0, not 1');
  expect(output).toContain('"event": "sign/root-v3"');
  expect(output).toContain(join(folder, 'log.txt'));
  expect(output).not.toContain('alice signs');
  expect(code).toBe(1);
});

test('commands that are not built are no success', async () => {
  const { code, output } = await play({ commands: join(temporaryFolder(), 'dist') });
  expect(output).toContain('npm run build');
  expect(code).toBe(2);
});

test('Ctrl-C ends it at once and leaves nothing behind', async () => {
  const { code, output, folder } = await play({ interruptAt: 'A git server' });
  expect(output).toContain('Stopped');
  expect(output).not.toContain('CI: tuf-on-ci-status');
  expect(existsSync(folder)).toBe(false);
  expect(code).toBe(130);
});
