/** Names of files in a published repository with consistent snapshots (TUF 6.2, SPEC A8). */

import { names } from './json.ts';
import type { TargetFile } from './metadata.ts';

/** `timestamp.json`, else `<version>.<role>.json`. */
export function publishedMetadataName(role: string, version: number): string {
  return role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`;
}

/** `<dir>/<hash>.<name>` for each hash of a target file. */
export function publishedTargetNames(path: string, file: TargetFile): readonly string[] {
  const slash = path.lastIndexOf('/') + 1;
  return names(file.hashes).map(
    (algorithm) => `${path.slice(0, slash)}${file.hashes[algorithm]!}.${path.slice(slash)}`,
  );
}

/** `<sha256>.<dir>/<name>`: where tough looks for a target in a folder (CLIENTS.md, SPEC B11). */
export function toughTargetName(path: string, file: TargetFile): string | undefined {
  const sha256 = file.hashes['sha256'];
  return path.includes('/') && sha256 !== undefined ? `${sha256}.${path}` : undefined;
}
