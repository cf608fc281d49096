/** What actions/download-artifact does: one artifact by name into a folder, or all into a folder each. */
import { resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { input, output, variable } from './inputs.ts';

const client = new DefaultArtifactClient();
const folder = resolve(variable('GITHUB_WORKSPACE'), input('path'));
const { artifacts } = await client.listArtifacts({ latest: true });
const wanted = artifacts.filter(({ name }) => input('name') === '' || name === input('name'));
if (wanted.length === 0) throw new Error(`There is no artifact "${input('name')}" in this run`);
for (const { id, name } of wanted) {
  await client.downloadArtifact(id, { path: input('name') === '' ? resolve(folder, name) : folder });
}
output('download-path', folder);
