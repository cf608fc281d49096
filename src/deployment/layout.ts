/** Where things lie in a deployment's git repository (SPEC A1). */
import { isTopLevelRole } from '../tuf/metadata.ts';

export const metadataFolder = 'metadata';
export const targetsFolder = 'targets';
export const eventStatePath = 'metadata/.signing-event-state';

export function metadataPath(role: string): string {
  return `metadata/${role}.json`;
}

export function rootHistoryPath(version: number): string {
  return `metadata/root_history/${version}.root.json`;
}

export function targetFilePath(target: string): string {
  return `targets/${target}`;
}

/** What a path below `metadata/` or `targets/` is. */
export type Place =
  | { readonly kind: 'metadata'; readonly role: string }
  | { readonly kind: 'root-history'; readonly version: number }
  | { readonly kind: 'event-state' }
  | { readonly kind: 'target'; readonly target: string }
  /** `.gitkeep` keeps a folder that may be there in git, and is nothing else (SPEC A6, B1). */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'stray' };

const historyName = /^metadata\/root_history\/([1-9][0-9]{0,15})\.root\.json$/;
const placeholder = /^(?:metadata\/(?:root_history\/)?|targets\/(?:.*\/)?)\.gitkeep$/s;
const metadataName = /^metadata\/([^/]+)\.json$/;

/** Reads a repository path. Any other file of `metadata/` is `stray`. */
export function placeOf(path: string): Place {
  if (placeholder.test(path)) return { kind: 'ignored' };
  if (path.startsWith('targets/')) return { kind: 'target', target: path.slice('targets/'.length) };
  if (path === eventStatePath) return { kind: 'event-state' };
  const history = historyName.exec(path);
  if (history && Number.isSafeInteger(Number(history[1]))) return { kind: 'root-history', version: Number(history[1]) };
  const role = metadataName.exec(path)?.[1];
  return role === undefined ? { kind: 'stray' } : { kind: 'metadata', role };
}

/**
 * The role that a target file belongs to by its folder (SPEC A1): the first path segment, `targets` for direct files.
 * Nobody owns `targets/<top-level role>/…`: the top-level targets role has direct files only, the others have none.
 */
export function owningRole(target: string): string | undefined {
  const slash = target.indexOf('/');
  if (slash < 0) return 'targets';
  const folder = target.slice(0, slash);
  return isTopLevelRole(folder) ? undefined : folder;
}
