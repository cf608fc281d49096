/** The reader at the far end: a TUF client, tuf-js, with nothing but an old root and two URLs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { setClientTime } from '../../src/adapters/client/trusted-store.ts';
import type { Seconds } from '../../src/tuf/expires.ts';
import { StepFailure } from './story.ts';

export interface Published {
  /** URL of the folder with the metadata, and of that with the target files. */
  readonly metadataUrl: string;
  readonly targetsUrl: string;
}

/** A client's memory and its clock. */
export interface ClientState {
  /** Made by the first use; later ones go on with what is there. */
  readonly folder: string;
  /** The root that a new client is shipped with. */
  readonly initialRoot: Uint8Array;
  readonly time: Seconds;
}

/**
 * Updates a client and downloads every target file.
 * @param files the target files as they should be, by target path
 * @returns version of the root that the client has come to
 * Errors: StepFailure names the file that is not listed, refused or another; what tuf-js refuses before that it throws itself
 */
export async function downloadAll(
  { metadataUrl, targetsUrl }: Published,
  { folder, initialRoot, time }: ClientState,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<number> {
  const metadataDir = join(folder, 'metadata');
  const targetDir = join(folder, 'targets');
  for (const made of [metadataDir, targetDir]) mkdirSync(made, { recursive: true });
  const root = join(metadataDir, 'root.json');
  if (!existsSync(root)) writeFileSync(root, initialRoot);
  const client = new Updater({ metadataDir, metadataBaseUrl: metadataUrl, targetDir, targetBaseUrl: targetsUrl });
  setClientTime(client, time);
  await client.refresh();
  for (const [target, bytes] of files) {
    const downloaded = await download(client, target);
    if (!downloaded.equals(bytes)) throw new StepFailure(`${target} is not the file of the repository`);
  }
  return JSON.parse(readFileSync(root, 'utf8')).signed.version;
}

async function download(client: Updater, target: string): Promise<Buffer> {
  const info = await client.getTargetInfo(target);
  if (!info) throw new StepFailure(`the client finds no role that lists ${target}`);
  const file = await client.downloadTarget(info).catch((cause: Error) => {
    throw new StepFailure(`the client refuses ${target}: ${cause.message}`, { cause });
  });
  return readFileSync(file);
}
