/** What the demo's repository begins with: this project's own metadata and target files, and the workflows of a deployment. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTemplates } from '../../src/adapters/folder/deployment-files.ts';
import { renderDeployment } from '../../src/operations/init.ts';
import { projectFolder } from './test-keys.ts';

/** Where the templates' workflows take the actions from (`owner/name`). */
export const actionsRepository = 'sample/tuf-on-ci';

/** This project's own workflows that are more than the templates': publishing by way of a testing site. They use `./actions/…`. */
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
    actions: { repository: actionsRepository, commit: '1'.repeat(40), version: 'v0.1.0' },
    clouds: [],
    bucket: undefined,
  });
  const actions = readdirSync(join(projectFolder, 'actions')).map((name) => `actions/${name}/action.yml`);
  for (const path of [...ownWorkflows.map((name) => `.github/workflows/${name}`), ...actions]) {
    files.set(path, readFileSync(join(projectFolder, path), 'utf8'));
  }
  return files;
}
