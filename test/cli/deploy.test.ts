/** `tuf-on-ci deploy` as a process, to a folder: from the build to a client, and killed at any moment. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { changesTo, programsFolder, runIn } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { now, soundRepository } from '../support/sound-repository.ts';

const first = soundRepository();
let second = first;
for (let i = 0; i < 150; i++) second = second.file(`targets/file-${i}.txt`, `${i}\n`);
second = second.list('targets').resign('targets').online(now);

let git: ThrowAwayRepository;
const builds: string[] = [];

beforeAll(() => {
  git = throwAwayRepository();
  for (const [draft, before] of [[first], [second, first]] as const) {
    git.commit(changesTo(draft, before));
    git.push('main');
    const folder = join(temporaryFolder(), 'built');
    const built = runIn(git, 'build-repository', ['--metadata', join(folder, 'm'), '--artifacts', join(folder, 'a')]);
    expect(built.code, built.stderr).toBe(0);
    builds.push(folder);
  }
});

const folders = (build: string) => ['--metadata', join(build, 'm'), '--artifacts', join(build, 'a')];
const place = () => join(temporaryFolder(), 'site');
/** Outside of any git repository. */
const deploy = (...args: readonly string[]) => runIn(git, 'deploy', args, { folder: temporaryFolder() });

function testClient(site: Running, target: string) {
  const args = ['-m', `${site.url}metadata/`, '-a', `${site.url}targets/`, '-e', target];
  return new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [join(programsFolder, 'tuf-on-ci-test-client.js'), ...args], {
      env: { ...git.env, TUF_ON_CI_NOW: String(now) },
      stdio: 'ignore',
    });
    child.on('exit', resolve);
  });
}

describe('tuf-on-ci deploy', () => {
  test('brings versions to a folder that clients read, and leaves a newer one alone', async () => {
    const folder = place();
    const site = await startStaticServer(folder);
    try {
      const [one, two] = builds as [string, string];
      expect(deploy(`file:${folder}`, ...folders(one))).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('serves timestamp version 1'),
      });
      expect(await testClient(site, 'hello.txt')).toBe(0);
      const dry = deploy(`file:${folder}`, ...folders(two), '--dry-run');
      expect([dry.code, dry.stdout.match(/^Would write/gm)?.length]).toEqual([0, 51]);
      expect(readdirSync(join(folder, 'targets'))).toHaveLength(2);
      expect(deploy(`file:${folder}`, ...folders(two))).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('Target files: 150 of 150'),
      });
      expect(await testClient(site, 'file-149.txt')).toBe(0);
      expect(deploy(`file:${folder}`, ...folders(two)).stdout).toContain('is up to date');
      expect(deploy(`file:${folder}`, ...folders(one))).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('is newer than 1: it was left as it is'),
      });
      expect(await testClient(site, 'file-149.txt')).toBe(0);
    } finally {
      await site.close();
    }
  });

  test('may be killed at any moment: the next run ends the work', async () => {
    const folder = place();
    deploy(`file:${folder}`, ...folders(builds[0]!));
    const args = [join(programsFolder, 'tuf-on-ci-deploy.js'), `file:${folder}`, ...folders(builds[1]!)];
    let kills = 0;
    for (let delay = 20; ; delay *= 1.3) {
      const child = spawn(process.execPath, args, { env: { ...git.env, TUF_ON_CI_NOW: String(now) }, stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      const code = await Promise.race([ended, pause(delay).then(() => 'late' as const)]);
      if (code !== 'late') {
        expect(code).toBe(0);
        break;
      }
      child.kill('SIGKILL');
      kills += (await ended) === null ? 1 : 0;
    }
    expect(kills).toBeGreaterThan(0);
    expect(deploy(`file:${folder}`, ...folders(builds[1]!), '--check-all').stdout).toContain('is up to date');
    const site = await startStaticServer(folder);
    expect(await testClient(site, 'file-149.txt')).toBe(0);
    await site.close();
  });

  test.each([
    [['--metadata', 'm', '--artifacts', 'a'], /DESTINATION is missing/],
    [['nowhere', '--metadata', 'm', '--artifacts', 'a'], /nowhere names no destination/],
    [['file:x', '--metadata', 'm'], /--artifacts DIR is missing/],
    [['file:x', '--metadata', 'm', '--artifacts', 'a', '--prune-older-than', '0'], /no number of days/],
    [['file:x', '--metadata', 'm', '--artifacts', 'a', '--metadata-path', '../..'], /names no destination/],
    [['file:x', '--metadata', 'm', '--artifacts', 'a'], /cannot be read \(ENOENT\)\n {2}Build the repository first/],
  ])('%j is refused', (args, message) => {
    const { code, stdout, stderr } = deploy(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });

  test('refuses what was not built to its end, and what was tampered with', () => {
    const folder = place();
    const build = join(temporaryFolder(), 'built');
    runIn(git, 'build-repository', folders(build));
    const [target] = readdirSync(join(build, 'a')).filter((name) => name.endsWith('.file-7.txt'));
    const content = readFileSync(join(build, 'a', target!));
    for (const [change, message] of [
      [() => writeFileSync(join(build, 'a', target!), '8\n'), /Nothing was uploaded: .*file-7\.txt/],
      [() => rmSync(join(build, 'a', target!)), /no complete repository: [0-9a-f]{64}\.file-7\.txt missing/],
    ] as const) {
      change();
      const { code, stderr } = deploy(`file:${folder}`, ...folders(build));
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
      expect(existsSync(folder)).toBe(false);
    }
    writeFileSync(join(build, 'a', target!), content);
    expect(deploy(`file:${folder}`, ...folders(build)).code).toBe(0);
  });
});
