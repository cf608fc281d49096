/**
 * What the story has come to, as plain data: the same whatever went wrong on the way. Left out is what may differ: commits, times, versions
 * of the online roles, and the results of single runs.
 */
import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import type { Issue } from '../../lab/github/facts.ts';
import { testClientPorts } from '../../src/adapters/client/tuf-js-client.ts';
import { testClient } from '../../src/operations/test-client.ts';
import type { Deployment } from '../e2e/deployment.ts';
import type { Loose } from '../support/sound-repository.ts';

export type EndState = Readonly<Record<string, unknown>>;

/** Names what differs, one line each. */
export function differencesBetween(expected: unknown, found: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(expected, found)) return [];
  if (!isObject(expected) || !isObject(found)) {
    return [`${path}: ${JSON.stringify(found)}\n    instead of ${JSON.stringify(expected)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys].flatMap((key) => differencesBetween(expected[key], found[key], `${path}/${key}`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export async function readEndState(deployment: Deployment): Promise<EndState> {
  const { github, repository, metadataUrl, clock } = deployment;
  const refs = await github.refs(repository.fullName);
  const branches = [...refs.keys()].map((ref) => ref.replace('refs/heads/', '')).sort();
  const contents = await Promise.all(
    branches.map(async (branch) => [`files of ${branch}`, await readContent(repository.folder, branch)]),
  );
  const pulls = repository.issues
    .filter(({ pull }) => pull)
    .map((issue) => [
      `pull request of ${issue.pull!.headRepository.owner}:${issue.pull!.headBranch}`,
      pullState(issue),
    ]);
  const events = branches.filter((branch) => branch.startsWith('sign/'));
  const statuses = events.map((branch) => {
    const last = repository.statuses.findLast(({ sha }) => sha === refs.get(`refs/heads/${branch}`));
    return [`status of ${branch}`, last && `${last.context} ${last.state}: ${last.description}`];
  });
  return {
    branches,
    ...Object.fromEntries([...contents, ...pulls.sort(), ...statuses]),
    'publish is': refs.get('refs/heads/publish') === refs.get('refs/heads/main') ? 'main' : 'elsewhere',
    'open issues': repository.issues.filter(({ state, pull }) => state === 'open' && !pull).map(({ title }) => title),
    site: await readSite(deployment),
    client: await askClient(metadataUrl, clock.seconds),
  };
}

/** Bodies without commits, addresses and days. */
function pullState({ title, body, state, labels, comments, pull }: Issue): object {
  const plain = (text: string | null) =>
    (text ?? '')
      .replace(/\b[0-9a-f]{10,40}\b/g, 'COMMIT')
      .replace(/http:\/\/[^/]+/g, 'SERVER')
      .replace(/\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ \d{4}\b/g, 'DAY')
      .replace(/\bin \d+ days\b/g, 'in DAYS');
  const { draft, mergedAt, baseBranch } = pull!;
  // Thanks are not said again when they were lost.
  const said = comments.map((comment) => plain(comment.body)).filter((text) => !text.startsWith('Thank you.'));
  return { title, body: plain(body), state, labels, draft, merged: mergedAt !== null, baseBranch, said };
}

type Content = Readonly<Record<string, unknown>>;

async function readContent(folder: string, branch: string): Promise<Content> {
  const ref = `refs/heads/${branch}`;
  const list = await git(folder, 'ls-tree', '-r', '-z', ref, '--', 'metadata', 'targets');
  const entries = list
    .split('\0')
    .filter(Boolean)
    .map((entry) => entry.split('\t') as [string, string]);
  const content = await Promise.all(
    entries.map(async ([meta, path]) => {
      const oid = meta.split(' ')[2]!;
      return [
        path,
        path.endsWith('.json') ? describe(path, JSON.parse(await git(folder, 'cat-file', 'blob', oid))) : oid,
      ];
    }),
  );
  return Object.fromEntries(content) as Content;
}

/** Versions of online roles grow with every try. */
function describe(path: string, { signed, signatures }: Loose): object {
  const { expires: _, version, meta, ...rest } = signed;
  const isOnline = /(snapshot|timestamp)\.json$/.test(path);
  const signedBy = signatures.filter(({ sig }: Loose) => sig !== '').map(({ keyid }: Loose) => keyid);
  const isTimestamp = path.endsWith('timestamp.json');
  return { ...rest, ...(!isOnline && { version }), ...(meta && !isTimestamp && { meta }), signedBy };
}

/** Whether clients get what the default branch has. */
async function readSite({ github, metadataUrl, repository }: Deployment): Promise<string> {
  const source = (path: string) => github.readFile(repository.fullName, 'main', `metadata/${path}.json`);
  const live = async (name: string) => {
    const response = await fetch(`${metadataUrl}${name}.json`);
    return response.ok ? response.text() : undefined;
  };
  const roles = (await git(repository.folder, 'ls-tree', '--name-only', 'refs/heads/main', '--', 'metadata/'))
    .split('\n')
    .flatMap((path) => /^metadata\/(.+)\.json$/.exec(path)?.[1] ?? []);
  for (const role of roles) {
    const text = (await source(role))!;
    const name = role === 'timestamp' ? role : `${JSON.parse(text).signed.version}.${role}`;
    if ((await live(name)) !== text) return `${name} differs from the source`;
  }
  return 'is the source';
}

async function askClient(metadataUrl: string, now: number): Promise<string> {
  const artifactUrl = metadataUrl.replace(/metadata\/$/, 'targets/');
  try {
    await testClient({ metadataUrl, artifactUrl, expectedArtifact: 'hello.txt', now }, testClientPorts());
    return 'content';
  } catch (error) {
    return String(error);
  }
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('git', ['-C', folder, ...args], { maxBuffer: 1 << 26 })).stdout.trim();
}
