/**
 * `tuf-on-ci deploy`: brings a destination to what was built (SPEC B5), in an order in which a client may ask at any moment: nothing is
 * named before it is there, `timestamp.json` comes last and never goes back, and nothing that a client may be about to fetch goes away.
 */
import type { AskSecondOpinion } from '../ports/client.ts';
import type { Destination, StoredObject } from '../ports/destination.ts';
import type { Patience } from '../ports/retry.ts';
import { secondsPerDay } from '../tuf/expires.ts';
import type { Finding } from '../verifier/finding.ts';
import { type BuiltRepository, type JudgingTools, readBuiltRepository } from './deploy/built-repository.ts';
import type { BuiltFolders } from './deploy/built-tree.ts';
import { Finish } from './deploy/finish.ts';
import { placeArtifact, placeMetadata } from './deploy/immutable.ts';
import { inParallel } from './deploy/in-parallel.ts';
import { Live } from './deploy/live.ts';
import { readManifest } from './deploy/manifest.ts';
import { type Call, patient } from './deploy/patient.ts';
import { planUploads, type Uploads } from './deploy/plan.ts';
import { type Layout, planPruning, prune } from './deploy/prune.ts';

export interface DeployInput {
  readonly layout: Layout;
  /** Look and say, and write nothing. */
  readonly dryRun: boolean;
  /** Look at every file, whatever was noted of earlier deployments. */
  readonly checkAll: boolean;
  /** Remove what has been superseded for more than so many days. */
  readonly pruneOlderThan?: number;
}

export interface DeployPorts {
  readonly destination: Destination;
  /** For each call of the destination. */
  patience(): Pick<Patience, 'signal' | 'pause'>;
  progress(progress: Progress): void;
}

/** Target files, which may be many and large. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Bytes, of all and of what is done. */
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface DeployOutcome {
  /**
   * `deployed`: the destination serves what was built, and did not before. `unchanged`: it did before. `superseded`: it serves something
   * newer, which was left alone. `planned`: a dry run.
   */
  readonly kind: 'deployed' | 'unchanged' | 'superseded' | 'planned';
  /** Of the timestamp that was built, and of the one that was served before. */
  readonly version: number;
  readonly liveVersion: number | undefined;
  /** Names below the destination that were written, or would be. */
  readonly written: readonly string[];
  /** Names that were removed, or would be. */
  readonly removed: readonly string[];
  readonly warnings: readonly string[];
  readonly findings: readonly Finding[];
  readonly calls: ReadonlyMap<Call, number>;
}

/**
 * Errors: `unsound`, `second-opinion` when what was built is not fit to be published, `version` when clients would refuse the step from
 * what is served now, `upload`, `login`, `io`. Whatever happens, what is served stays complete.
 */
export async function deploy(
  tools: JudgingTools,
  input: DeployInput,
  ports: DeployPorts & { readonly built: BuiltFolders; readonly secondOpinion: AskSecondOpinion },
): Promise<DeployOutcome> {
  const built = await readBuiltRepository(tools, ports.built, ports.secondOpinion);
  return deployBuilt(tools, built, input, ports);
}

/** The same with what has been read and judged. */
export async function deployBuilt(
  { now, verifier }: Pick<JudgingTools, 'now' | 'verifier'>,
  built: BuiltRepository,
  input: DeployInput,
  ports: DeployPorts,
): Promise<DeployOutcome> {
  const destination = patient(ports.destination, ports.patience);
  const live = new Live(destination, input.layout.metadata, built, verifier);
  const finish = new Finish(destination, input.layout, built, live);
  const written: string[] = [];
  const outcome = (kind: DeployOutcome['kind'], removed: readonly StoredObject[] = []): DeployOutcome => ({
    kind,
    version: built.timestamp.signed.version,
    liveVersion: finish.liveVersion,
    written: [...written, ...finish.written],
    removed: removed.map(({ name }) => name),
    warnings: finish.warnings,
    findings: built.findings,
    calls: destination.calls,
  });

  if ((await finish.begin()) === 'older') return outcome('superseded');
  const noted = await readManifest(destination);
  const manifest = input.checkAll ? { ...noted, complete: [] } : noted;
  const uploads = await planUploads(destination, input.layout, built, live, finish.liveSnapshot, manifest);
  const pruning = {
    built,
    layout: input.layout,
    before: now - (input.pruneOlderThan ?? 0) * secondsPerDay,
  };
  if (input.dryRun) {
    written.push(...(await missingOf(destination, uploads)), ...(await finish.plan(uploads)));
    return outcome('planned', input.pruneOlderThan === undefined ? [] : await planPruning(destination, pruning));
  }
  await upload(destination, uploads, written, ports.progress);
  if ((await finish.run(uploads, manifest)) === 'older') return outcome('superseded');
  let removed: readonly StoredObject[] = [];
  if (input.pruneOlderThan !== undefined && (await finish.isNewest())) {
    removed = await planPruning(destination, pruning);
    await prune(destination, removed);
  }
  const isChanged = written.length + finish.written.length > 0;
  return outcome(isChanged ? 'deployed' : 'unchanged', removed);
}

/** How many requests at a time. */
const width = 8;

/** Target files before the metadata that lists them, that before the snapshot. */
async function upload(
  destination: Destination,
  { artifacts, listing, roles, snapshot }: Uploads,
  written: string[],
  progress: DeployPorts['progress'],
): Promise<void> {
  const totalBytes = artifacts.reduce((sum, { content }) => sum + content.length, 0);
  let done = 0;
  let doneBytes = 0;
  await inParallel(width, artifacts, async ({ name, content }) => {
    const stored = listing && (listing.get(name) ?? null);
    if ((await placeArtifact(destination, name, content, stored)) === 'written') written.push(name);
    done += 1;
    doneBytes += content.length;
    progress({ done, total: artifacts.length, doneBytes, totalBytes });
  });
  for (const files of [roles, snapshot]) {
    await inParallel(width, files, async ({ name, file }) => {
      if ((await placeMetadata(destination, name, file)) === 'written') written.push(name);
    });
  }
}

/** For a dry run: which of them are not there. */
async function missingOf(
  destination: Destination,
  { artifacts, listing, roles, snapshot }: Uploads,
): Promise<readonly string[]> {
  const isListed = (name: string) => listing?.has(name) ?? false;
  const unknown = [...(listing ? [] : artifacts), ...roles, ...snapshot].map(({ name }) => name);
  const missing = new Set(listing ? artifacts.map(({ name }) => name).filter((name) => !isListed(name)) : []);
  await inParallel(width, unknown, async (name) => {
    if (!(await destination.stat(name))) missing.add(name);
  });
  return [...missing];
}
