/** Where a repository is deployed to: `gs://`, `s3://`, `azblob://`, `file:`. */
import { TufError } from '../errors.ts';

export type DestinationUri =
  | { readonly kind: 'gs' | 's3'; readonly bucket: string; readonly prefix: string }
  | {
      readonly kind: 'azblob';
      /** A storage account's name, or its host in another cloud than the public one. */
      readonly account: string;
      readonly container: string;
      readonly prefix: string;
    }
  /** A path, or a `file://` URL as it was typed. */
  | { readonly kind: 'file'; readonly path: string };

const bucketName = /^[a-z0-9][a-z0-9._-]{1,221}[a-z0-9]$/;
const accountName = /^[a-z0-9]{3,24}(\.[a-z0-9-]+)*$/;
const containerName = /^(\$web|\$root|[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$/;

/** `prefix` is empty or has `/` between its segments alone. Errors: `usage`. */
export function parseDestinationUri(text: string): DestinationUri {
  const [, scheme, rest = ''] = /^(gs|s3|azblob):\/\/(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) {
    if (/^file:./s.test(text)) return { kind: 'file', path: text.startsWith('file://') ? text : text.slice(5) };
    throw unknown(text, 'it has no scheme that is known');
  }
  const [first = '', ...segments] = rest.replace(/\/+$/, '').split('/');
  if (scheme === 'gs' || scheme === 's3') {
    if (!bucketName.test(first)) throw unknown(text, `"${first}" is no name of a bucket`);
    return { kind: scheme, bucket: first, prefix: prefixOf(text, segments) };
  }
  const [container = '', ...others] = segments;
  if (!accountName.test(first)) throw unknown(text, `"${first}" is no name of a storage account`);
  if (!containerName.test(container)) throw unknown(text, `"${container}" is no name of a container`);
  return { kind: 'azblob', account: first, container, prefix: prefixOf(text, others) };
}

function prefixOf(text: string, segments: readonly string[]): string {
  if (segments.some((segment) => /^\.{0,2}$|[\\\p{C}?#]/u.test(segment))) {
    throw unknown(text, 'the path in the bucket has a segment that servers read in different ways');
  }
  return segments.join('/');
}

/** A folder below the destination: `./` or empty for the destination itself, else with `/` at the end. Errors: `usage`. */
export function parseFolderBelow(text: string): string {
  const path = text.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
  return path === '' || path === '.' ? '' : `${prefixOf(text, path.split('/'))}/`;
}

function unknown(text: string, reason: string): TufError {
  return new TufError('usage', `${text} names no destination: ${reason}`, {
    hint: 'Use gs://bucket/path, s3://bucket/path, azblob://account/container/path or file:path',
  });
}
