/** What actions/upload-artifact does with files and folders (no patterns). */
import { lstatSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { input, output, variable } from './inputs.ts';

const paths = input('path')
  .split('\n')
  .filter((path) => path !== '')
  .map((path) => resolve(variable('GITHUB_WORKSPACE'), path));
const isOneFolder = paths.length === 1 && lstatSync(paths[0]!).isDirectory();
const root = isOneFolder ? paths[0]! : variable('GITHUB_WORKSPACE');
const files = paths.flatMap((path) =>
  lstatSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => resolve(path, name))
        .filter((file) => lstatSync(file).isFile())
    : [path],
);
const { id } = await new DefaultArtifactClient().uploadArtifact(input('name'), files, root);
output('artifact-id', String(id));
