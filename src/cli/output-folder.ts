/** Output folders of the built programs: many files are written by a thread. */
import { openOutputFolder } from '../adapters/folder/output-folder.ts';
import type { OutputFolder } from '../ports/output-folder.ts';
import { writerProgram } from './programs.ts';

/** See `openOutputFolder`. */
export function openFolder(path: string, content: 'metadata' | 'artifacts'): OutputFolder {
  return openOutputFolder(path, content, content === 'artifacts' ? writerProgram : undefined);
}
