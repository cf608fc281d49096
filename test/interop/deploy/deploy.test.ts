/**
 * deploy against object stores that somebody else wrote, through the official SDKs and a network that fails: a TUF client that asks all the
 * time never sees an error or a rollback.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listen, type Running } from '../../../lab/listen.ts';
import { cloudLogin } from '../../../src/cli/cloud-login.ts';
import { destinationAt } from '../../../src/cli/destinations.ts';
import type { BuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import { type DeployOutcome, deployBuilt } from '../../../src/operations/deploy.ts';
import { contentOf, type Destination } from '../../../src/ports/destination.ts';
import { built, filesOf, tools } from '../../operations/deploy/publications.ts';
import { layout, PollingClient } from '../../operations/deploy/runs.ts';
import { runIn } from '../../support/commands.ts';
import { temporaryFolder } from '../../support/git.ts';
import { now, soundRepository } from '../../support/sound-repository.ts';
import { type Fault, type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import type { StorageServerName } from './install.ts';
import { type StorageServer, startStorage } from './servers.ts';

const first = soundRepository();
const large = Buffer.alloc(9_000_000, 'large ');
const second = first
  .file('targets/größe 1+1=2&.txt', 'an odd name\n')
  .file('targets/large.bin', large)
  .file('targets/releases/1.0/tool.txt', 'a better tool\n')
  .list('targets')
  .resign('targets')
  .list('releases')
  .resign('releases')
  .online(now);
const third = second
  .file('targets/large.bin', null)
  .list('targets')
  .resign('targets')
  .step('root', () => {})
  .resign('root')
  .online(now + 60);

/** The others take whoever comes. */
const judgesCredentials: ReadonlySet<StorageServerName> = new Set(['versitygw', 'azurite']);

const installed = inject('storageServers');
const names: readonly StorageServerName[] = ['fake-gcs-server', 'versitygw', 'ministack', 'azurite'];

describe.each(names)('%s', (name) => {
  const found = installed[name];
  if ('missing' in found) {
    test.skip(`is not there: ${found.missing}`, () => {});
    return;
  }
  let server: StorageServer;
  let proxy: FaultyProxy;
  let repositories: readonly [BuiltRepository, BuiltRepository, BuiltRepository];
  let folders = 0;
  const total = { polls: 0, faults: 0, runs: 0 };

  beforeAll(async () => {
    server = await startStorage(name, found.program);
    proxy = await startFaultyProxy(server.port);
    // The SDK of AWS looks for credentials in the environment of the process.
    Object.assign(process.env, server.variablesFor(server.port));
    repositories = [await built(first, 'page 1'), await built(second, 'page 2'), await built(third, 'page 3')];
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.close();
    process.stdout.write(
      `${name}: ${total.runs} runs, ${total.faults} faults, ${total.polls} polls, no client in trouble\n`,
    );
  });

  const newFolder = () => {
    folders += 1;
    return `folder-${folders}`;
  };
  const destination = (folder: string, port = server.port): Promise<Destination> =>
    destinationAt(server.uriOf(folder), '/', cloudLogin(server.variablesFor(port)));

  async function run(folder: string, repository: BuiltRepository, port = server.port): Promise<DeployOutcome> {
    total.runs += 1;
    const ports = {
      destination: await destination(folder, port),
      patience: () => ({ signal: new AbortController().signal, pause: () => pause(5) }),
      progress: () => {},
    };
    return deployBuilt(tools, repository, { layout, dryRun: false, checkAll: false }, ports);
  }

  /** Serves a folder of the bucket, whoever may read the bucket itself. */
  async function serving<T>(folder: string, work: (site: Running) => Promise<T>): Promise<T> {
    const store = await destination(folder);
    const site = await listen((request, response) => {
      store.read(decodeURIComponent((request.url ?? '/').slice(1)), 1 << 26).then(
        (object) => response.writeHead(object?.bytes ? 200 : 404).end(object?.bytes),
        () => response.destroy(),
      );
    });
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  }

  /** A client that asks all the time while something happens. */
  async function whilePolling(folder: string, work: () => Promise<unknown>): Promise<void> {
    await serving(folder, async (site) => {
      const client = await PollingClient.open(site, ['releases/1.0/tool.txt']);
      let isOver = false;
      const polling = (async () => {
        do await client.poll();
        while (!isOver);
        await client.poll();
      })();
      try {
        await work();
      } finally {
        isOver = true;
        await polling.finally(() => client.close());
        total.polls += client.polls;
      }
    });
  }

  test('takes a repository, once, and the next versions of it', async () => {
    const folder = newFolder();
    const [one, two, three] = repositories;
    expect((await run(folder, one)).kind).toBe('deployed');
    expect((await run(folder, one)).kind).toBe('unchanged');
    await whilePolling(folder, async () => {
      const { kind, calls } = await run(folder, two);
      expect(kind).toBe('deployed');
      process.stdout.write(`${name}: calls for another version: ${JSON.stringify(Object.fromEntries(calls))}\n`);
    });
    await whilePolling(folder, () => run(folder, three));
    expect((await run(folder, two)).kind).toBe('superseded');
    await serving(folder, async (site) => {
      const client = await PollingClient.open(site, ['größe 1+1=2&.txt', 'hello.txt', 'releases/1.0/tool.txt']);
      await client.poll();
      await client.close();
    });
  });

  test('says of each file what deploy has to know, and holds conditions', async () => {
    const store = await destination(newFolder());
    const serving = { contentType: 'text/plain', cacheControl: 'no-store' };
    const text = (content: string) => contentOf(Buffer.from(content));
    expect(await store.stat('a/ä +%20.txt')).toBeUndefined();
    expect(await store.read('a/ä +%20.txt', 10)).toBeUndefined();
    const contents = Array.from({ length: 20 }, (_, i) => text(`writer ${i}`));
    const won = await Promise.all(contents.map((content) => store.write('a/ä +%20.txt', content, serving, 'absent')));
    expect(won.filter(Boolean)).toHaveLength(1);
    const stored = (await store.stat('a/ä +%20.txt'))!;
    expect(stored.sha256).toBe(contents[won.indexOf(true)]!.sha256);
    expect(Math.abs(stored.modified - Date.now() / 1000)).toBeLessThan(60);
    expect(await store.write('a/ä +%20.txt', text('later'), serving, { tag: stored.tag })).toBe(true);
    expect(await store.write('a/ä +%20.txt', text('too late'), serving, { tag: stored.tag })).toBe(false);
    expect(await store.write('none', text('x'), serving, { tag: stored.tag })).toBe(false);
    const read = (await store.read('a/ä +%20.txt', 10))!;
    expect(Buffer.from(read.bytes!).toString()).toBe('later');
    expect((await store.read('a/ä +%20.txt', 4))?.bytes).toBeUndefined();
    await store.write('a/b', text(''), serving, 'absent');
    await store.write('c', text('c'), serving, 'absent');
    const listed = async () => {
      const found: string[] = [];
      for await (const object of store.list('a/')) found.push(object.name);
      return found.sort();
    };
    expect(await listed()).toEqual(['a/b', 'a/ä +%20.txt']);
    await store.remove('a/ä +%20.txt', read.tag);
    await store.remove('a/ä +%20.txt', read.tag);
    expect(await listed()).toEqual(['a/b']);
  });

  test.each(['cut before', 'cut after', 'busy'] as const)('each request in turn is lost: %s', async (fault) => {
    const folder = newFolder();
    await run(folder, repositories[0]);
    proxy.decide(() => 'none');
    await run(folder, repositories[1], proxy.port);
    const { requests } = proxy;
    expect(requests).toBeGreaterThan(10);
    for (let place = 0; place < requests; place++) {
      const here = newFolder();
      await run(here, repositories[0]);
      total.faults += 1;
      proxy.decide((number): Fault => (number === place ? fault : 'none'));
      await whilePolling(here, () => run(here, repositories[1], proxy.port));
      expect((await run(here, repositories[1])).kind).toBe('unchanged');
    }
  });

  test('a run that loses the network for good at any request is ended by the next', async () => {
    const folder = newFolder();
    await run(folder, repositories[0]);
    let isDone = false;
    for (let place = 0; !isDone; place++) {
      total.faults += 1;
      proxy.decide((number): Fault => (number >= place ? 'cut before' : 'none'));
      await whilePolling(folder, async () => {
        const outcome = await run(folder, repositories[1], proxy.port).catch(({ code }) => code);
        isDone = typeof outcome !== 'string';
        if (!isDone) expect(outcome).toBe('upload');
      });
    }
    expect((await run(folder, repositories[1])).kind).toBe('unchanged');
  });

  test('of two runs at the same time the newer is served in the end', async () => {
    for (let round = 0; round < 5; round++) {
      const folder = newFolder();
      await run(folder, repositories[0]);
      await whilePolling(folder, async () => {
        const kinds = await Promise.all([run(folder, repositories[2]), run(folder, repositories[1])]);
        expect(kinds[0].kind).toBe('deployed');
      });
      expect((await run(folder, repositories[2])).kind).toBe('unchanged');
    }
  });

  test('as a program: 0 when it is served, 2 with what to do when the credentials are wrong', async () => {
    const folder = newFolder();
    const build = temporaryFolder();
    const { metadata, artifacts } = await filesOf(second);
    for (const [place, files] of [
      ['m', metadata],
      ['a', artifacts],
    ] as const) {
      for (const [file, bytes] of files) {
        mkdirSync(dirname(join(build, place, file)), { recursive: true });
        writeFileSync(join(build, place, file), bytes);
      }
    }
    const env = { PATH: process.env['PATH'] ?? '', HOME: build };
    const deploy = (variables: Readonly<Record<string, string>>) =>
      runIn({ folder: build, env }, 'deploy', [server.uriOf(folder), '--metadata', 'm', '--artifacts', 'a'], {
        env: variables,
      });
    const variables = server.variablesFor(server.port);
    expect(deploy(variables)).toMatchObject({ code: 0, stdout: expect.stringContaining('serves timestamp version 2') });
    const wrong = Object.entries(variables).map(([variable, value]) => [
      variable,
      value.replace(/testtesttest|Eby8/, 'wrong'),
    ]);
    if (!judgesCredentials.has(name)) return;
    const { code, stdout, stderr } = deploy(Object.fromEntries(wrong));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/error: (S3 does not take the credentials|There is no permission for azblob:).*\n {2}\S/);
  });

  test('a bucket that is not there is said to be so', async () => {
    const uri = server.uriOf('x').replace(/bucket|container/, 'nowhere-to-be-found');
    const store = await destinationAt(uri, '/', cloudLogin(server.variablesFor(server.port)));
    const write = store.write(
      'a',
      contentOf(Buffer.from('a')),
      { contentType: 'text/plain', cacheControl: '' },
      'absent',
    );
    await expect(write).rejects.toMatchObject({
      code: 'upload',
      mayPass: false,
      message: expect.stringContaining('nowhere'),
    });
  });
});
