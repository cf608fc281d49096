/** A file about to be published, as both implementations read it for the second opinion (SPEC B1). */
import { type MetadataKind, Metadata as Models } from '@tufjs/models';
import { TufError } from '../../errors.ts';
import type { SecondOpinionInput } from '../../ports/client.ts';
import { formatPlace } from '../../tuf/form.ts';
import { type Metadata, typeOfRole } from '../../tuf/metadata.ts';
import { readMetadata } from '../../tuf/read-metadata.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import type { TheirMetadata } from './trusted-store.ts';

export interface PublishedDocument {
  readonly role: string;
  /** Published name. */
  readonly file: string;
  readonly bytes: Buffer;
  /** As this implementation reads it. */
  readonly ours: Metadata;
}

/** A published file, read where it has not been. Undefined when it is not there. @throws TufError('json' | 'form') */
export function readPublished(
  { files, readings }: Pick<SecondOpinionInput, 'files' | 'readings'>,
  role: string,
  file: string,
): PublishedDocument | undefined {
  const content = files.get(file);
  if (!content) return undefined;
  // tuf-js asks for a Buffer: this one shares the memory.
  return {
    role,
    file,
    bytes: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    ours: readings?.get(file) ?? parsePublished(content, role),
  };
}

function parsePublished(content: Uint8Array, role: string): Metadata {
  const reading = readMetadata(parseJson(content), typeOfRole(role));
  if (reading.ok) return reading.metadata;
  const [first] = reading.problems;
  throw new TufError('form', `${formatPlace(first!.at)} should be ${first!.expected}`);
}

/** The document as `@tufjs/models` reads it from the bytes. Throws what it throws. */
export function readByModels({ role, bytes }: PublishedDocument): TheirMetadata {
  return fromJson(role, JSON.parse(bytes.toString('utf8')));
}

/** The same without its target files, which are too many: its delegations are what is needed of it. */
export function readByModelsWithoutTargets({ role, ours: { signed } }: PublishedDocument): TheirMetadata {
  return fromJson(role, { signatures: [], signed: { ...signed, targets: {} } });
}

function fromJson(role: string, document: unknown): TheirMetadata {
  // Its overloads are one function, told apart by the kind.
  return Models.fromJSON(typeOfRole(role) as MetadataKind.Root, document as Parameters<typeof Models.fromJSON>[1]);
}
