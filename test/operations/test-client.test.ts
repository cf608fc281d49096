import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testClientPorts } from '../../src/adapters/client/tuf-js-client.ts';
import {
  renderTestClientReport,
  type TestClientInput,
  type TestClientReport,
  testClient,
} from '../../src/operations/test-client.ts';
import {
  days,
  ed25519,
  inDays,
  listen,
  now,
  type PublishOptions,
  p256,
  p521,
  publish,
  serve,
  sigstore,
  type TestRepository,
  type TestServer,
  tamper,
} from '../adapters/client/published-repository.ts';

const ports = testClientPorts({ idle: 200, attempts: 2, delay: 1 });
let folder: string;
let servers: TestServer[];
let temporary: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-client-test-'));
  servers = [];
  // The client's temporary folder shall be where the test can see that it is removed.
  temporary = process.env['TMPDIR'];
  await mkdir(join(folder, 'tmp'));
  process.env['TMPDIR'] = join(folder, 'tmp');
});

afterEach(async () => {
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  for (const server of servers) await server.close();
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  await rm(folder, { recursive: true });
});

async function online(repository: TestRepository): Promise<TestServer> {
  const server = await serve(repository);
  servers.push(server);
  return server;
}

async function run(repository: TestRepository, input: Partial<TestClientInput> = {}): Promise<TestClientReport> {
  const { url } = await online(repository);
  return testClient({ metadataUrl: `${url}metadata`, artifactUrl: `${url}targets/`, now, ...input }, ports);
}

/** The error's code and the check that it names. */
async function failure(outcome: Promise<unknown>): Promise<string> {
  const error = (await outcome.then(
    () => new Error('nothing failed'),
    (thrown: unknown) => thrown,
  )) as Error & { code?: string };
  return `${error.code} ${error.message.split(': ')[0]}`;
}

const checksOf = ({ checks }: TestClientReport): string[] => checks.map(({ check }) => check);

/** A checkout that holds what was published last. */
async function checkoutOf({ metadata }: TestRepository, root = 1): Promise<string> {
  const checkout = join(folder, 'source');
  await mkdir(join(checkout, 'metadata'), { recursive: true });
  await writeFile(join(checkout, 'metadata', 'root.json'), metadata.get(`${root}.root.json`)!);
  await writeFile(join(checkout, 'metadata', 'timestamp.json'), metadata.get('timestamp.json')!);
  return checkout;
}

async function rootFile(bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, 'initial.json'), bytes);
  return join(folder, 'initial.json');
}

describe('a sound repository', () => {
  test('passes every check there is, in the order of the contract', async () => {
    const repository = publish({ delegates: [{ name: 'team', files: { 'team/tool.bin': 'bytes' } }] });
    const base = await online(repository);
    const report = await run(repository, {
      updateBaseUrl: `${base.url}metadata/`,
      initialRoot: await rootFile(repository.metadata.get('1.root.json')!),
      compareSource: await checkoutOf(repository),
      time: now + days,
      offlineTime: now + 300 * days,
      expectedArtifact: 'team/tool.bin',
      metadataDir: join(folder, 'kept', 'here'),
    });
    expect(checksOf(report)).toEqual([
      'initial root',
      'update base',
      'refresh',
      'compare source',
      'offline validity',
      'expected artifact',
      'metadata kept',
    ]);
    expect(report.warnings).toEqual([]);
    const kept = await readdir(join(folder, 'kept', 'here'));
    expect(kept.sort()).toEqual(['root.json', 'snapshot.json', 'targets.json', 'team.json', 'timestamp.json']);
    const team = await readFile(join(folder, 'kept', 'here', 'team.json'));
    expect(team.equals(repository.metadata.get('1.team.json')!)).toBe(true);
  });

  test('only what is asked for is checked', async () => {
    expect(checksOf(await run(publish()))).toEqual(['initial root', 'refresh']);
  });

  test('300 root versions, each signed by the one before', async () => {
    const keys = [p256(), ed25519()];
    const repository = publish({ roots: Array.from({ length: 300 }, (_, i) => [keys[i % 2]!]) });
    const report = await run(repository, { compareSource: await checkoutOf(repository, 300) });
    expect(checksOf(report)).toContain('compare source');
  });

  test('a source that is the metadata folder itself', async () => {
    const repository = publish();
    const compareSource = join(await checkoutOf(repository), 'metadata');
    expect(checksOf(await run(repository, { compareSource }))).toContain('compare source');
  });
});

describe('the initial root', () => {
  test('is not at the metadata URL', async () => {
    const repository = publish();
    repository.metadata.delete('1.root.json');
    expect(await failure(run(repository))).toBe('client initial root');
  });

  test('is a file that is not there', async () => {
    expect(await failure(run(publish(), { initialRoot: join(folder, 'nowhere') }))).toBe('client initial root');
  });

  test.each([
    ['is not JSON', 'what?'],
    ['is not metadata', '{}'],
  ])('%s', async (_story, text) => {
    const initialRoot = await rootFile(Buffer.from(text));
    expect(await failure(run(publish(), { initialRoot }))).toBe('client initial root');
  });

  test('has a key that tuf-js does not know', async () => {
    await expect(run(publish({ roots: [[p521()]] }))).rejects.toThrow(/^initial root: .*cannot be judged/);
  });

  test('is that of somebody else', async () => {
    const initialRoot = await rootFile(publish({ roots: [[p256()]], onlineKey: p256() }).metadata.get('1.root.json')!);
    expect(await failure(run(publish(), { initialRoot }))).toBe('client refresh');
  });

  test('is newer than 1.root.json, which has been forgotten', async () => {
    const repository = publish({ roots: [[p256()], [p256()]] });
    repository.metadata.delete('1.root.json');
    const initialRoot = await rootFile(repository.metadata.get('2.root.json')!);
    expect(checksOf(await run(repository, { initialRoot }))).toContain('refresh');
  });
});

describe('an update from what clients have until now', () => {
  const update = async (base: PublishOptions, repository: TestRepository): Promise<TestClientReport> =>
    run(repository, { updateBaseUrl: `${(await online(publish(base))).url}metadata` });

  test('to the next version passes', async () => {
    expect(checksOf(await update({ version: 1 }, publish({ version: 2 })))).toContain('update base');
  });

  test.each(['root', 'targets', 'snapshot', 'timestamp'] as const)(
    'whose %s has expired is a warning',
    async (role) => {
      const root = p256();
      const base = { roots: [[root], [root]], expires: { [role]: inDays(-1) } };
      const report = await update(base, publish({ roots: [[root], [root], [root]], version: 2 }));
      expect(checksOf(report)).toEqual(['initial root', 'refresh']);
      expect(report.warnings).toHaveLength(1);
    },
  );

  test('to an older version is a rollback, also when what clients have has expired', async () => {
    expect(await failure(update({ version: 3 }, publish({ version: 2 })))).toBe('client refresh');
    const expired = update({ version: 3, expires: { timestamp: inDays(-1) } }, publish({ version: 2 }));
    expect(await failure(expired)).toBe('client refresh');
  });

  test('is judged at real time, the repository under test at the time asked for', async () => {
    const base = await online(publish({ version: 1 }));
    const input = { updateBaseUrl: `${base.url}metadata`, time: now + 20 * days };
    const report = await run(publish({ version: 2, expires: { timestamp: inDays(21) } }), input);
    expect(report.warnings).toEqual([]);
    expect(checksOf(report)).toContain('update base');
  });

  test('from a base that has expired and was tampered with fails', async () => {
    const base = publish({ expires: { timestamp: inDays(-1) } });
    tamper(base, '1.targets.json');
    const { url } = await online(base);
    expect(await failure(run(publish(), { updateBaseUrl: `${url}metadata` }))).toBe('client update base');
  });

  test('from a base that is not there fails', async () => {
    const base = publish();
    base.metadata.delete('timestamp.json');
    const { url } = await online(base);
    expect(await failure(run(publish(), { updateBaseUrl: `${url}metadata` }))).toBe('client update base');
  });
});

describe('a refresh that fails', () => {
  test('at a time when the timestamp will have expired', async () => {
    const repository = publish();
    const outcome = run(repository, { time: now + 3 * days });
    await expect(outcome).rejects.toMatchObject({ code: 'client' });
    await expect(outcome).rejects.toThrow(/^refresh: .*expired by then: timestamp v1/);
  });

  test.each(['1.snapshot.json', '1.targets.json', 'timestamp.json'])('because %s was tampered with', async (file) => {
    const repository = publish();
    tamper(repository, file);
    expect(await failure(run(repository))).toBe('client refresh');
  });

  test('because a file is missing, which is named', async () => {
    const repository = publish();
    repository.metadata.delete('1.snapshot.json');
    await expect(run(repository)).rejects.toThrow(/1\.snapshot\.json: the server answered 404/);
  });

  test.each([
    ['answers 503', 503],
    ['hangs', undefined],
  ])('because the server %s', async (_story, status) => {
    const server = await listen((_request, response) => {
      if (status === undefined) return;
      response.statusCode = status;
      response.end();
    });
    servers.push(server);
    const initialRoot = await rootFile(publish().metadata.get('1.root.json')!);
    const input = { metadataUrl: server.url, artifactUrl: server.url, initialRoot, now };
    await expect(testClient(input, ports)).rejects.toThrow(/in 2 attempts/);
  });

  test.each([
    ['root', { roots: [[p256()], [p521()]] }],
    ['timestamp', { onlineKey: p521() }],
    ['timestamp', { onlineKey: sigstore() }],
    ['targets', { targetsKeys: [p256(), p521()] }],
  ])('because tuf-js does not know a key of %s, and says so', async (role, options) => {
    await expect(run(publish(options))).rejects.toThrow(new RegExp(`^refresh: .*${role} cannot be judged`));
  });

  test('keeps what the client had got, to find out why', async () => {
    const repository = publish();
    tamper(repository, '1.snapshot.json');
    expect(await failure(run(repository, { metadataDir: join(folder, 'kept') }))).toBe('client refresh');
    expect((await readdir(join(folder, 'kept'))).sort()).toEqual(['root.json', 'timestamp.json']);
  });
});

describe('the source', () => {
  test('is newer than what is published', async () => {
    const compareSource = await checkoutOf(publish({ version: 2 }));
    expect(await failure(run(publish(), { compareSource }))).toBe('client compare source');
  });

  test('has another root', async () => {
    const repository = publish();
    const compareSource = await checkoutOf(repository);
    await writeFile(join(compareSource, 'metadata', 'root.json'), '{}');
    expect(await failure(run(repository, { compareSource }))).toBe('client compare source');
  });

  test('differs by a blank', async () => {
    const repository = publish();
    const compareSource = await checkoutOf(repository);
    const timestamp = repository.metadata.get('timestamp.json')!;
    await writeFile(join(compareSource, 'metadata', 'timestamp.json'), Buffer.concat([timestamp, Buffer.from('\n')]));
    expect(await failure(run(repository, { compareSource }))).toBe('client compare source');
  });

  test('is an empty folder', async () => {
    expect(await failure(run(publish(), { compareSource: join(folder, 'tmp') }))).toBe('client compare source');
  });
});

describe('offline roles', () => {
  test.each(['root', 'targets'] as const)('%s is not valid long enough', async (role) => {
    const repository = publish({ expires: { [role]: inDays(30) } });
    expect(checksOf(await run(repository, { offlineTime: now + 30 * days - 1 }))).toContain('offline validity');
    expect(await failure(run(repository, { offlineTime: now + 30 * days }))).toBe('client offline validity');
  });

  test('the online roles may expire before', async () => {
    expect(checksOf(await run(publish(), { offlineTime: now + 100 * days }))).toContain('offline validity');
  });
});

describe('the expected artifact', () => {
  const expectedArtifact = 'team/tool.bin';
  const team = { name: 'team', files: { [expectedArtifact]: 'bytes' } };

  test('is listed by no role', async () => {
    expect(await failure(run(publish(), { expectedArtifact }))).toBe('client expected artifact');
  });

  test('is listed by a role that may not', async () => {
    const repository = publish({ delegates: [{ ...team, paths: ['elsewhere/*'] }] });
    expect(await failure(run(repository, { expectedArtifact }))).toBe('client expected artifact');
  });

  test.each([
    ['has other content', (): Uint8Array => Buffer.from('bites')],
    ['is cut short', (): Uint8Array => Buffer.from('byte')],
    ['is longer than listed', (): Uint8Array => Buffer.from('bytes and more')],
    ['is missing', (): undefined => undefined],
  ])('%s', async (_story, content) => {
    const repository = publish({ delegates: [team] });
    const [path] = [...repository.artifacts.keys()].filter((name) => name.endsWith('tool.bin'));
    const bytes = content();
    if (bytes) repository.artifacts.set(path!, bytes);
    else repository.artifacts.delete(path!);
    expect(await failure(run(repository, { expectedArtifact }))).toBe('client expected artifact');
  });

  test('is listed by a role that has expired', async () => {
    const outcome = run(publish({ delegates: [{ ...team, expires: inDays(-1) }] }), { expectedArtifact });
    await expect(outcome).rejects.toThrow(/expired by then: team v1/);
  });

  test('is listed by a role with a key that tuf-js does not know', async () => {
    const outcome = run(publish({ delegates: [{ ...team, key: p521() }] }), { expectedArtifact });
    await expect(outcome).rejects.toThrow(/team cannot be judged/);
  });
});

test('a role cannot lead out of the folder where the metadata is kept', async () => {
  const name = '../escaped';
  const repository = publish({ delegates: [{ name, paths: ['*'], files: { file: 'x' } }], files: {} });
  const metadataDir = join(folder, 'kept');
  await run(repository, { expectedArtifact: 'file', metadataDir });
  expect(await readdir(metadataDir)).toContain('..%2Fescaped.json');
  expect(await readdir(folder)).not.toContain('escaped.json');
});

test('the report is a line for each check and warning, whatever a name holds', () => {
  const checks = [{ check: 'expected artifact', detail: 'a\nb\u001b[31m was downloaded.' }] as const;
  const { text } = renderTestClientReport({ checks, warnings: ['The update base has expired.'] });
  expect(text.trimEnd().split('\n')).toHaveLength(2);
  expect(text).not.toContain('\u001b');
});

test.each(['', 'example.com/metadata', 'file:///etc/metadata/', 'javascript:alert(1)'])(
  '"%s" is no metadata URL',
  async (url) => {
    const outcome = testClient({ metadataUrl: url, artifactUrl: 'http://127.0.0.1/', now }, ports);
    await expect(outcome).rejects.toMatchObject({ code: 'usage' });
  },
);
