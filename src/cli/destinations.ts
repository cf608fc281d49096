/** Finds the destination that a URI names; each SDK is loaded when it is met. */
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DestinationUri, parseDestinationUri } from '../deployment/destination-uri.ts';
import { TufError } from '../errors.ts';
import type { CloudLogin } from '../ports/cloud-login.ts';
import type { Destination } from '../ports/destination.ts';
import type { Patience } from '../ports/retry.ts';

/** Errors: `usage`. */
export async function destinationAt(text: string, cwd: string, login: CloudLogin): Promise<Destination> {
  const uri = parseDestinationUri(text);
  switch (uri.kind) {
    case 'gs':
      return (await import('../adapters/google/storage.ts')).googleDestination(uri, login);
    case 's3':
      return (await import('../adapters/aws/storage.ts')).s3Destination(uri, login);
    case 'azblob':
      return (await import('../adapters/azure/storage.ts')).azureDestination(uri, login);
    case 'file':
      return (await import('../adapters/folder/destination.ts')).folderDestination(pathOf(uri, cwd));
  }
}

function pathOf({ path }: DestinationUri & { readonly kind: 'file' }, cwd: string): string {
  if (!path.startsWith('file://')) return resolve(cwd, path);
  try {
    return fileURLToPath(path);
  } catch (cause) {
    throw new TufError('usage', `${path} names no folder on this machine`, { hint: 'Use file:path', cause });
  }
}

/** Milliseconds for one request and its repetitions; a large file on a slow line takes its time. */
const timeLimit = 900_000;

/** For one call of a destination. */
export function uploadPatience(): Pick<Patience, 'signal' | 'pause'> {
  const signal = AbortSignal.timeout(timeLimit);
  return { signal, pause: (milliseconds) => setTimeout(milliseconds, undefined, { signal }) };
}
