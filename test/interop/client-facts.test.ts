/** SPEC B11: what `tuf-on-ci verify --clients` says of a repository is what real clients do with what we publish of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FactId, facts } from '../../src/verifier/client-facts.ts';
import type { ClientReport } from '../../src/verifier/clients.ts';
import { temporaryFolder } from '../support/git.ts';
import { startSigstoreServices } from '../support/sigstore-services.ts';
import { soundRepository } from '../support/sound-repository.ts';
import { requireClient, type TriedClient, triedClients, User, type Visit } from './support/clients.ts';
import { Comparison, type Verdict } from './support/comparison.ts';
import { Deployment, type Site, served } from './support/deployment.ts';
import { refused, type Story, stories } from './support/stories.ts';

/** Where a sigstore-oidc key is listed the commands want a trust root, though nobody signs with it here. */
const trustedRoot = join(temporaryFolder(), 'trusted_root.json');
beforeAll(async () => {
  const services = await startSigstoreServices();
  writeFileSync(trustedRoot, JSON.stringify(services.trustedRoot));
  await services.close();
});

const now = Math.floor(Date.now() / 1000);
const comparison = new Comparison(stories.map(({ story }) => story));
afterAll(() => comparison.print());

/** A published repository, its root rotated, and what we say about it. */
interface Published {
  readonly site: Site;
  readonly firstRoot: Uint8Array;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly reports: readonly ClientReport[];
}

function deploymentOf({ draft, onlineKey, env = {} }: Omit<Story, 'flags' | 'tries'>): Deployment {
  const keys = onlineKey === undefined ? undefined : temporaryFolder();
  if (keys && onlineKey) writeFileSync(join(keys, 'online.pem'), onlineKey);
  const deployment = new Deployment({
    TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot,
    ...env,
    ...(keys && { CRYPTO_SIGNER_PATH_PREFIX: keys }),
  });
  deployment.commit(soundRepository());
  deployment.commit(draft(now), soundRepository());
  return deployment;
}

function publish(story: Story): Published {
  const deployment = deploymentOf(story);
  deployment.command('online-sign', ['--push']);
  const site = deployment.build(story.flags);
  const [firstRoot, files] = [deployment.firstRoot(), deployment.targetFiles()];
  return { site, firstRoot, files, reports: deployment.clientReports() };
}

/** What we say that a client does. */
interface Expected {
  readonly works: boolean;
  /** Target files that it cannot find, wherever it gets to. */
  readonly misses: readonly string[];
}

function expectedOf({ reports }: Published, client: TriedClient, { flags = [] }: Story): Expected {
  const { works, misses } = reports.find((report) => report.client === client)!;
  const missed = misses.filter(({ matter }) => !(matter === 'folder-target' && flags.includes('--tough-paths')));
  return { works, misses: missed.flatMap(({ items }) => items) };
}

/** What it did. One that is to be stopped is so in a delegated role, too: there are others that it did not get than those that it misses. */
function verdictOf({ stopped, targets }: Visit, files: Published['files'], expected: Expected): Verdict {
  const misses = [...targets].flatMap(([path, got]) => (isEqual(got, files.get(path)!) ? [] : [path]));
  const isStoppedLater = !expected.works && misses.some((path) => !expected.misses.includes(path));
  return stopped !== null || isStoppedLater ? { works: false } : { works: true, misses };
}

function isEqual(got: Uint8Array | string, file: Uint8Array): boolean {
  return typeof got !== 'string' && Buffer.compare(got, file) === 0;
}

/** With their titles in full. */
function titled<S extends Story>(all: readonly S[]): [string, S][] {
  return all.map((story) => [story.story, story]);
}

describe.each(titled(stories))('%s', (_, story) => {
  let published: Published;
  beforeAll(() => {
    published = publish(story);
  });

  it.for(triedClients)('%s does what we say', async (client, context) => {
    requireClient(client, context);
    const { site, firstRoot, files } = published;
    const visit = await served(site, (url) => new User(client, firstRoot).visit(url, [...files.keys()]));
    const expected = expectedOf(published, client, story);
    const said: Verdict = expected.works ? { works: true, misses: expected.misses } : { works: false };
    const verdict = verdictOf(visit, files, expected);
    comparison.add(story.story, client, said, verdict);
    expect(verdict, saidBy(visit)).toEqual(said);
  });
});

function saidBy({ stopped, targets }: Visit): string {
  return (
    stopped ?? [...targets].flatMap(([path, got]) => (typeof got === 'string' ? [`${path}: ${got}`] : [])).join('\n')
  );
}

it.each(titled(refused))('%s is never published', (_, story) => {
  const deployment = deploymentOf(story);
  const { findings } = JSON.parse(deployment.command('verify', ['--json'], { exit: 1 }));
  const errors = findings.filter(({ severity }: { severity: string }) => severity === 'error');
  expect(errors.map(({ rule }: { rule: string }) => rule)).toContain(story.rule);
  deployment.command('online-sign', ['--push'], { exit: 2 });
});

it('tries every matter of the table', () => {
  const tried = new Set<FactId>([...stories, ...refused].flatMap(({ tries }) => tries));
  expect([...tried].sort()).toEqual(Object.keys(facts).sort());
});
