/** Which paths can be those of target files (SPEC A6, B1 "target files"). */
import { maxNameLength } from '../tuf/path-pattern.ts';

/** A name that is empty, `.` or `..`; a slash at either end makes an empty one. */
const noName = /(?:^|\/)\.{0,2}(?:\/|$)/;
/** Windows reads a backslash as another slash, and `c:` as a disk. */
const windowsEscape = /^\\|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/;

/** Does the path lead out of the folder that it is put in, or name no file, on some system? */
export function escapes(path: string): boolean {
  return noName.test(path) || windowsEscape.test(path);
}

/** Dot files are never listed (SPEC A6). */
export function isDotFile(path: string): boolean {
  return path.startsWith('.', path.lastIndexOf('/') + 1);
}

/** Can update-targets list a file of this path at all? No file system holds a longer name, and patterns do not match it. */
export function isListable(path: string): boolean {
  const isShort = path.length <= maxNameLength || path.split('/').every((name) => name.length <= maxNameLength);
  return isShort && !isDotFile(path) && !escapes(path);
}
