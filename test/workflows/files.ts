/** The workflow files that this project has: its own, and those of templates/. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../support/commands.ts';

export interface WorkflowFile {
  /** From the top of the checkout. */
  readonly path: string;
  readonly text: string;
}

const folders = ['.github/workflows', 'templates/.github/workflows', 'templates/bucket/.github/workflows'];

export function workflowFilesIn(folder: string): WorkflowFile[] {
  return readdirSync(join(projectFolder, folder)).map((name) => {
    const path = `${folder}/${name}`;
    return { path, text: readFileSync(join(projectFolder, path), 'utf8') };
  });
}

export const allWorkflowFiles = (): WorkflowFile[] => folders.flatMap(workflowFilesIn);
