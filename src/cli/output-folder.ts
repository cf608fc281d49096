/** Output folders of the built programs: many files are written by a thread. */
import { openOutputFolder } from '../adapters/folder/output-folder.ts';
import type { OutputFolder } from '../ports/output-folder.ts';

/** Where the build has put the thread's program, beside the others. */
declare const __WRITER_PROGRAM__: string | undefined;
const program = typeof __WRITER_PROGRAM__ === 'undefined' ? undefined : new URL(__WRITER_PROGRAM__, import.meta.url);

/** See `openOutputFolder`. */
export function openFolder(path: string, content: 'metadata' | 'artifacts'): OutputFolder {
  return openOutputFolder(path, content, content === 'artifacts' ? program : undefined);
}
