/** Names of files in a published repository with consistent snapshots (TUF 6.2, SPEC A8). */
import type { TargetFile } from './metadata.ts';
/** `timestamp.json`, else `<version>.<role>.json`. */
export declare function publishedMetadataName(role: string, version: number): string;
/** `<dir>/<hash>.<name>` for each hash of a target file. */
export declare function publishedTargetNames(path: string, file: TargetFile): readonly string[];
/** `<sha256>.<dir>/<name>`: where tough looks for a target in a folder (CLIENTS.md, SPEC B11). */
export declare function toughTargetName(path: string, file: TargetFile): string | undefined;
