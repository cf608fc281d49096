/**
 * tuf-on-ci-test-client (SPEC A6): updates a real TUF client from a published repository, and looks at what it got.
 */
import { TufError } from '../errors.ts';
import type { ClientFailure, HeldRole, InitialRoot, TestClientPorts, TufClient } from '../ports/client.ts';
import { type Terminal, terminal, terminalLines } from '../text/terminal.ts';
import { formatTime, isExpired, type Seconds } from '../tuf/expires.ts';

export interface TestClientInput {
  readonly metadataUrl: string;
  readonly artifactUrl: string;
  /** Where clients got their metadata until now. */
  readonly updateBaseUrl?: string | undefined;
  /** File; else the first root under the metadata URL. */
  readonly initialRoot?: string | undefined;
  /** Target path. */
  readonly expectedArtifact?: string | undefined;
  /** Checkout to compare with. */
  readonly compareSource?: string | undefined;
  /** Folder for what the client got. */
  readonly metadataDir?: string | undefined;
  readonly now: Seconds;
  /** The client's clock; now unless given. */
  readonly time?: Seconds | undefined;
  /** root and targets must be valid at this time. */
  readonly offlineTime?: Seconds | undefined;
}

export type ClientCheck =
  | 'initial root'
  | 'update base'
  | 'refresh'
  | 'compare source'
  | 'offline validity'
  | 'expected artifact'
  | 'metadata kept';

export interface PassedCheck {
  readonly check: ClientCheck;
  /** What was seen: one sentence of plain text. Names in it are raw: escape by sink when printing. */
  readonly detail: string;
}

export interface TestClientReport {
  /** In the order in which they were made; those not asked for are not there. */
  readonly checks: readonly PassedCheck[];
  readonly warnings: readonly string[];
}

/**
 * Makes the checks of SPEC A6 in its order. The metadata is kept after a failure too, to find out why.
 * @throws TufError('client') for the first check that fails, 'usage' for a URL that is none, 'io' for a folder.
 */
export async function testClient(input: TestClientInput, ports: TestClientPorts): Promise<TestClientReport> {
  checkUrls(input);
  const initialRoot = initialRootOf(input);
  const client = await ports.openClient(initialRoot);
  try {
    const report = await makeChecks(input, initialRoot, client, ports);
    if (input.metadataDir === undefined) return report;
    await ports.keep(input.metadataDir, await client.held());
    const kept: PassedCheck = { check: 'metadata kept', detail: `What the client got is in ${input.metadataDir}.` };
    return { ...report, checks: [...report.checks, kept] };
  } catch (error) {
    if (input.metadataDir !== undefined) await keepForInspection(input.metadataDir, client, ports);
    throw error;
  } finally {
    await client.close();
  }
}

/** The failure of the check is what must be heard of, not that of keeping what the client has. */
async function keepForInspection(folder: string, client: TufClient, ports: TestClientPorts): Promise<void> {
  try {
    await ports.keep(folder, await client.held());
  } catch {
    // Nothing to inspect, then.
  }
}

async function makeChecks(
  input: TestClientInput,
  initialRoot: InitialRoot,
  client: TufClient,
  ports: TestClientPorts,
): Promise<TestClientReport> {
  const checks: PassedCheck[] = [];
  const warnings: string[] = [];
  const passed = (check: ClientCheck, detail: string): void => void checks.push({ check, detail });

  passed('initial root', `The client starts with ${'file' in initialRoot ? initialRoot.file : initialRoot.url}.`);
  if (input.updateBaseUrl !== undefined) {
    const warning = await updateFromBase(input.updateBaseUrl, input.now, client);
    if (warning === undefined) passed('update base', `The client has updated from ${input.updateBaseUrl}.`);
    else warnings.push(warning);
  }
  passed('refresh', await refresh(input, client));
  if (input.compareSource !== undefined) {
    passed('compare source', await compareWithSource(input.compareSource, client, ports));
  }
  if (input.offlineTime !== undefined) passed('offline validity', await checkOfflineRoles(input.offlineTime, client));
  if (input.expectedArtifact !== undefined) {
    passed('expected artifact', await downloadArtifact(input.expectedArtifact, input.artifactUrl, client));
  }
  return { checks, warnings };
}

/** A line for each check that has passed and for each warning. */
export function renderTestClientReport({ checks, warnings }: TestClientReport): Terminal {
  return terminalLines([
    ...checks.map(({ check, detail }) => terminal`passed: ${check}: ${detail}`),
    ...warnings.map((warning) => terminal`warning: ${warning}`),
  ]);
}

/** @returns a warning when what the repository served until now has expired: that cannot be mended any more. */
async function updateFromBase(url: string, now: Seconds, client: TufClient): Promise<string | undefined> {
  const outcome = await client.refresh(url, now);
  if (outcome.kind === 'fresh') return undefined;
  if (outcome.kind === 'expired') return `The update base ${url} has expired: ${listRoles(outcome.roles)}.`;
  throw failed('update base', `a client cannot update from ${url}`, outcome);
}

async function refresh(input: TestClientInput, client: TufClient): Promise<string> {
  const time = input.time ?? input.now;
  const outcome = await client.refresh(input.metadataUrl, time);
  if (outcome.kind !== 'fresh') {
    throw failed('refresh', `a client cannot update from ${input.metadataUrl} as of ${formatTime(time)}`, outcome);
  }
  return `The client has updated from ${input.metadataUrl} as of ${formatTime(time)}: ${listRoles(await client.held())}.`;
}

async function compareWithSource(folder: string, client: TufClient, ports: TestClientPorts): Promise<string> {
  const held = await client.held();
  for (const role of ['root', 'timestamp']) {
    const source = await ports.readSource(folder, role);
    if (!source) {
      const hint = 'Give a checkout of the repository, with metadata/root.json and metadata/timestamp.json.';
      throw new TufError('client', `compare source: there is no ${role}.json in ${folder}`, { hint });
    }
    const got = held.find((one) => one.role === role);
    if (got && sameBytes(source, got.bytes)) continue;
    const version = got ? ` (version ${got.version})` : '';
    throw new TufError('client', `compare source: the client's ${role}.json${version} is not the one in ${folder}`, {
      hint: 'The latest deployment may have failed, or the web server still serves an older copy: publish again, or wait.',
    });
  }
  return `root.json and timestamp.json are those of ${folder}.`;
}

async function checkOfflineRoles(time: Seconds, client: TufClient): Promise<string> {
  const held = await client.held();
  const offline = held.filter(({ role }) => role === 'root' || role === 'targets');
  const expired = offline.filter(({ expires }) => isExpired(expires, time));
  if (expired.length === 0) return `Valid at ${formatTime(time)}: ${listRoles(offline)}.`;
  throw new TufError('client', `offline validity: not valid any more at ${formatTime(time)}: ${listRoles(expired)}`, {
    hint: 'Sign a new version: create-signing-events makes the signing event once the signing period has begun.',
  });
}

async function downloadArtifact(target: string, url: string, client: TufClient): Promise<string> {
  const outcome = await client.download(target, url);
  if (outcome.kind === 'downloaded') return `${target} was downloaded from ${url}: ${outcome.length} bytes, as listed.`;
  throw failed('expected artifact', `a client cannot get ${target}`, outcome);
}

function failed(check: ClientCheck, what: string, failure: ClientFailure): TufError {
  const { reason, hint } = explanations[failure.kind](failure as never);
  return new TufError('client', `${check}: ${what}: ${reason}`, { hint });
}

type Explain<K extends ClientFailure['kind']> = (failure: Extract<ClientFailure, { kind: K }>) => {
  readonly reason: string;
  readonly hint: string;
};

const explanations: { readonly [K in ClientFailure['kind']]: Explain<K> } = {
  unreachable: ({ url, reason }) => ({
    reason: `${url}: ${reason}`,
    hint: 'Check that the URL is right and that the latest deployment has finished.',
  }),
  expired: ({ roles }) => ({
    reason: `expired by then: ${listRoles(roles)}`,
    hint: 'Run online-sign for timestamp and snapshot, a signing event for other roles, and publish.',
  }),
  'not-judged': ({ role, reason }) => ({
    reason: `${role} cannot be judged, ${reason}`,
    hint: 'Use a key type that tuf-js knows, or test this repository with a client that knows this one.',
  }),
  'not-listed': () => ({
    reason: 'no role that may do so lists it',
    hint: 'Check the path of the target file, and the paths of the delegations.',
  }),
  refused: ({ reason }) => ({
    reason: `tuf-js refuses it (${reason})`,
    hint: 'Run tuf-on-ci verify on the source: clients with this repository in use may be stuck.',
  }),
};

function listRoles(roles: readonly HeldRole[]): string {
  return roles.map(({ role, version, expires }) => `${role} v${version} (expires ${expires})`).join(', ');
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function initialRootOf({ initialRoot, metadataUrl }: TestClientInput): InitialRoot {
  if (initialRoot !== undefined) return { file: initialRoot };
  return { url: `${metadataUrl}${metadataUrl.endsWith('/') ? '' : '/'}1.root.json` };
}

function checkUrls({ metadataUrl, artifactUrl, updateBaseUrl }: TestClientInput): void {
  for (const url of [metadataUrl, artifactUrl, ...(updateBaseUrl === undefined ? [] : [updateBaseUrl])]) {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) continue;
    const hint = 'Give a URL like https://example.github.io/repository/metadata/';
    throw new TufError('usage', `"${url}" is not a URL that a TUF client can download from`, { hint });
  }
}
