/** What is an object id, a ref or a path: to be handed to git, or found in its answers. */
import { TufError } from '../../errors.ts';
import type { Oid } from '../../ports/repository.ts';
import { decode } from './bytes.ts';

const oidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A full object id, SHA-1 or SHA-256. */
export function isOid(text: string): boolean {
  return oidForm.test(text);
}

/** The oid itself. Errors: `git` for what git could take for an option, a revision or a second line. */
export function asOid(text: string): Oid {
  if (!isOid(text)) throw new TufError('git', `'${text}' is no object id`);
  return text;
}

/** A full ref name as `git check-ref-format` accepts it: no revision syntax and no option can hide in it. */
export function isRef(text: string): boolean {
  if (!text.startsWith('refs/') || text.endsWith('.') || text.includes('..') || text.includes('@{')) return false;
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(text)) return false;
  return text.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** The ref itself. Errors: `git`. */
export function asRef(text: string): string {
  if (!isRef(text)) throw new TufError('git', `'${text}' is no full ref name`);
  return text;
}

/** Lines of an oid, a blank or tab, and a ref; what is no sound ref name is left out. */
export function parseRefs(output: Buffer): Map<string, Oid> {
  const found = new Map<string, Oid>();
  for (const line of decode(output).split('\n')) {
    const [oid = '', ref = ''] = line.split(/[ \t]/);
    if (isOid(oid) && isRef(ref)) found.set(ref, oid);
  }
  return found;
}

/**
 * The path of a file that we write, itself. Errors: `io` for a path that could leave the work tree, name git's own
 * folder, or mean something else on another system.
 */
export function asWritablePath(path: string): string {
  const segments = path.split('/');
  const unfit =
    /[\x00-\x1f\x7f\\:]/.test(path) || segments.some((segment) => /^(?:|\.|\.\.|\.git|git~1)$/i.test(segment));
  if (unfit) throw new TufError('io', `'${path}' is no path that this program writes`);
  return path;
}
