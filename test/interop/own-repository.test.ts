/** This project's own repository (metadata/, targets/), published by our commands and fetched by clients of others. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { whenAllAreDue } from '../../scripts/demo/clock.ts';
import { offlineRoles } from '../../scripts/demo/life.ts';
import { signRole } from '../../scripts/demo/sign-role.ts';
import type { PersonName } from '../../scripts/demo/test-keys.ts';
import { projectFolder } from '../support/commands.ts';
import { requireClient, triedClients, User } from './support/clients.ts';
import { Deployment, emptySite, type Site, served } from './support/deployment.ts';

const sampleFolders = ['metadata', 'targets'];

/** Who signs a role: as many as its threshold asks for. */
const signersOf: Readonly<Record<string, readonly PersonName[]>> = {
  root: ['alice', 'bob'],
  targets: ['alice'],
  tools: ['bob'],
};

function sampleDeployment(): Deployment {
  const deployment = new Deployment();
  const { clone } = deployment;
  for (const folder of sampleFolders) {
    cpSync(join(projectFolder, folder), join(clone.folder, folder), { recursive: true });
  }
  clone.git('add', ...sampleFolders);
  clone.git('commit', '-qm', 'The sample repository of tuf-on-ci');
  clone.push('main');
  return deployment;
}

/** The roles in their signing period get a new version, signed and merged; `work` is done in the event of `tools` before. */
async function renew(deployment: Deployment, now: number | null, work: () => void = () => {}): Promise<void> {
  const { clone } = deployment;
  const events = deployment.command('create-signing-events', ['--push'], { now }).trim().split(' ').filter(Boolean);
  for (const event of events) {
    const role = event.slice('sign/'.length, event.lastIndexOf('-'));
    clone.git('fetch', '-q', 'origin');
    clone.git('checkout', '-q', event);
    if (role === 'tools') work();
    for (const person of signersOf[role]!) await signRole(clone.folder, role, person);
    clone.git('commit', '-qam', `Signed ${role}`);
    clone.push(event);
    deployment.command('status', [], { now });
    clone.git('checkout', '-q', 'main');
    clone.git('merge', '-q', '--no-ff', '-m', `Merge ${event}`, event);
    clone.push('main');
  }
  deployment.command('online-sign', ['--push'], { now });
}

/** The target files as the client got them; what it did not get is what it said. */
async function fetchAll(user: User, site: Site, files: ReadonlyMap<string, Uint8Array>) {
  const { targets } = await served(site, (url) => user.visit(url, [...files.keys()]));
  return new Map(
    [...targets].map(([path, got]) => [path, typeof got === 'string' ? got : Buffer.from(got).toString()]),
  );
}

const asText = (files: ReadonlyMap<string, Uint8Array>) =>
  new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));

describe('our own repository', () => {
  const deployment = sampleDeployment();
  const sites = new Map<string, Site>();
  let files: ReadonlyMap<string, Uint8Array>;

  beforeAll(async () => {
    // Nothing in the year after it was signed; then every role has to be signed anew.
    await renew(deployment, null);
    files = deployment.targetFiles();
    for (const flags of ['--tough-paths', '--tough-paths --clean-signatures']) {
      sites.set(flags, deployment.build(flags.split(' ')));
    }
  });

  it('has empty signatures, unless it is built without', () => {
    const [plain, clean] = [...sites.values()].map(({ metadata }) =>
      readdirSync(metadata).filter((name) => readFileSync(join(metadata, name), 'utf8').includes('"sig": ""')),
    );
    expect(plain).not.toEqual([]);
    expect(clean).toEqual([]);
  });

  describe.each(['--tough-paths', '--tough-paths --clean-signatures'])('built with %s', (flags) => {
    it.for(triedClients)('%s walks from root 1 and downloads everything', async (client, context) => {
      requireClient(client, context);
      const user = new User(client, deployment.firstRoot());
      expect(await fetchAll(user, sites.get(flags)!, files)).toEqual(asText(files));
    });
  });
});

describe('a client that has been there before', () => {
  const deployment = sampleDeployment();
  const before = emptySite();
  const after = emptySite();
  let filesBefore: ReadonlyMap<string, Uint8Array>;
  let filesAfter: ReadonlyMap<string, Uint8Array>;

  beforeAll(async () => {
    await renew(deployment, null);
    filesBefore = deployment.targetFiles();
    deployment.build(['--tough-paths'], before);

    const now = whenAllAreDue(deployment.clone.folder, offlineRoles, Date.now() / 1000);
    await renew(deployment, now, () => {
      deployment.clone.write('targets/tools/hello/1.1/hello.mjs', 'console.log("Hello from version 1.1");\n');
      deployment.clone.write('targets/tools/hello/latest.json', '{"version": "1.1"}\n');
      deployment.clone.git('add', 'targets');
      deployment.clone.git('commit', '-qm', 'hello 1.1');
      deployment.command('update-targets', ['--push'], { now });
    });
    filesAfter = deployment.targetFiles();
    // Over what is there: earlier versions stay published (SPEC B5).
    cpSync(before.folder, after.folder, { recursive: true });
    deployment.build(['--tough-paths'], after, { now });
  });

  it.for(triedClients)('%s comes to the new versions, and not back', async (client, context) => {
    requireClient(client, context);
    const user = new User(client, deployment.firstRoot());
    expect(await fetchAll(user, before, filesBefore)).toEqual(asText(filesBefore));
    expect(filesAfter.size).toBe(filesBefore.size + 1);
    expect(await fetchAll(user, after, filesAfter)).toEqual(asText(filesAfter));

    const back = await served(before, (url) => user.visit(url, []));
    expect(back.stopped).not.toBeNull();
  });
});
