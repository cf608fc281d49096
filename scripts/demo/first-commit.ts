/** What the demo's repository begins with: this project's own metadata and target files, and the workflows of a deployment. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTemplates } from '../../src/adapters/folder/deployment-files.ts';
import { renderDeployment } from '../../src/operations/init.ts';
import { projectFolder } from './test-keys.ts';

/** Where the workflows take the actions from (`owner/name`), and which commit they name. */
export const actionsRepository = 'sample/tuf-on-ci';
const commit = '1'.repeat(40);

/** This project's own workflows that are more than the templates': publishing by way of a testing site. */
const ownWorkflows = ['publish.yml', 'deploy.yml', 'sigstore-test.yml'];

/** Writes the files into an empty clone. @param owner the account that the deployment belongs to */
export function writeFirstFiles(clone: string, owner: string): void {
  for (const folder of ['metadata', 'targets']) {
    cpSync(join(projectFolder, folder), join(clone, folder), { recursive: true });
  }
  for (const [path, content] of deploymentFiles(owner)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), content);
  }
}

function deploymentFiles(owner: string): Map<string, string> {
  const files = renderDeployment(readTemplates(), {
    owner,
    defaultBranch: 'main',
    actions: { repository: actionsRepository, commit, version: 'v0.1.0' },
    clouds: [],
    bucket: undefined,
  });
  for (const path of ownWorkflows.map((name) => `.github/workflows/${name}`)) {
    files.set(path, withActionsFromElsewhere(readFileSync(join(projectFolder, path), 'utf8')));
  }
  return files;
}

/** This project's workflows check its actions out; others name where they come from, and need no checkout. */
function withActionsFromElsewhere(workflow: string): string {
  return workflow
    .replaceAll(/^ +- uses: actions\/checkout@.*\n +with:\n +persist-credentials: false\n/gm, '')
    .replaceAll(/\.\/actions\/([\w-]+)/g, `${actionsRepository}/actions/$1@${commit}`);
}
