/** Which paths can be those of target files (SPEC A6, B1 "target files"). */
import { maxNameLength } from '../tuf/path-pattern.ts';

/** Does the path lead out of the folder that it is put in, or name no file, on some system? */
export function escapes(path: string): boolean {
  if (/^[/\\]|^[A-Za-z]:/.test(path)) return true;
  if (path.split('/').some((name) => name === '' || name === '.' || name === '..')) return true;
  // Windows reads a backslash as another slash.
  return path.includes('\\') && path.split(/[/\\]/).includes('..');
}

/** Dot files are never listed (SPEC A6). */
export function isDotFile(path: string): boolean {
  return path.startsWith('.', path.lastIndexOf('/') + 1);
}

/** Can update-targets list a file of this path at all? No file system holds a longer name, and patterns do not match it. */
export function isListable(path: string): boolean {
  return !isDotFile(path) && !escapes(path) && path.split('/').every((name) => name.length <= maxNameLength);
}
