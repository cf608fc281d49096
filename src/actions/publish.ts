import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { packFolder } from '../adapters/runner/tar.ts';
import { openFolder } from '../cli/output-folder.ts';
import { sayFindings } from '../cli/say-findings.ts';
import { secondOpinion } from '../cli/second-opinion.ts';
import { TufError } from '../errors.ts';
import { type BuildOutcome, buildRepository } from '../operations/build-repository.ts';
import { keepVersions } from '../operations/keep-versions.ts';
import { plural } from '../text/quantities.ts';
import { terminal } from '../text/terminal.ts';
import { type Action, workflowToken } from './action.ts';
import type { Opened, Step } from './step.ts';

export const publish: Action = {
  spec: {
    name: 'publish',
    summary: 'Build the publishable repository, and hand it over as an artifact',
    about:
      'Judges a commit as it would be published, builds the repository that clients read, and hands it over: as the artifact of GitHub Pages, or as the two artifacts `metadata` and `artifacts`. When something is wrong nothing is handed over.',
    inputs: {
      gh_pages: { about: 'Hand over one artifact for GitHub Pages, instead of two', default: 'false' },
      metadata_path: { about: 'Folder of the metadata on the site (GitHub Pages)', default: 'metadata' },
      artifacts_path: { about: 'Folder of the target files on the site (GitHub Pages)', default: 'targets' },
      ref: { about: "Commit, branch or tag to publish. The workflow's commit unless given" },
      keep_days: {
        about: 'GitHub Pages: how many days earlier versions stay published, which a client may be about to fetch',
        default: '7',
      },
      clean_signatures: { about: 'Leave empty signatures out of the metadata', default: 'false' },
      tough_paths: {
        about: 'Publish target files in folders also under the name that tough asks for',
        default: 'false',
      },
      description_json: { about: "Write the page's facts as `repository.json` too", default: 'false' },
      ...workflowToken,
    },
    outputs: { rev: 'The commit that was built' },
    permissions: [{ scope: 'contents', access: 'read', why: 'to read metadata, target files and their history' }],
    example: `on:
  workflow_dispatch:
    inputs:
      ref:
        required: false
        type: string`,
  },
  async run(step) {
    const site = await mkdtemp(join(step.run.temporary, 'tuf-on-ci-site-'));
    const pages = step.flag('gh_pages');
    const folders = {
      metadata: folderIn(site, pages ? step.input('metadata_path') : 'metadata', 'metadata_path'),
      artifacts: folderIn(site, pages ? step.input('artifacts_path') : 'artifacts', 'artifacts_path'),
    };
    await step.inCheckout({ ref: step.input('ref') || step.run.commit }, (opened) =>
      build(step, opened, folders, pages),
    );
    await (pages ? handOverSite(step, site) : handOverFolders(step, folders));
  },
};

export interface Folders {
  readonly metadata: string;
  readonly artifacts: string;
}

function folderIn(site: string, path: string, input: string): string {
  const folder = resolve(site, path);
  if (folder === site || folder.startsWith(`${site}${sep}`)) return folder;
  throw new TufError('usage', `The input ${input} leads out of the site: ${path}`, {
    hint: 'Name a folder on the site',
  });
}

export async function build(step: Step, opened: Opened, folders: Folders, pages: boolean): Promise<void> {
  const { runner, run } = step;
  const options = { cleanSignatures: step.flag('clean_signatures'), toughPaths: step.flag('tough_paths') };
  const page = `${run.serverUrl}/${run.repository}`;
  const outcome: BuildOutcome = await buildRepository(
    opened,
    {
      ...options,
      descriptionJson: step.flag('description_json'),
      links: {
        name: run.repository,
        source: { commit: opened.commit, commitUrl: `${page}/commit/${opened.commit}`, runUrl: run.url },
        artifactsUrl: pages ? pathBetween(folders) : null,
      },
    },
    {
      openMetadata: () => openFolder(folders.metadata, 'metadata'),
      openArtifacts: () => openFolder(folders.artifacts, 'artifacts'),
      secondOpinion,
    },
  );
  sayFindings(outcome.findings, step.environment);
  runner.say(
    terminal`Built ${plural(outcome.metadataFiles, 'metadata file')} and ${plural(outcome.artifactFiles, 'target file')} of ${opened.commit}`
      .text,
  );
  runner.setOutput('rev', opened.commit);
  if (pages) await keepEarlier(step, opened, folders, options);
}

/** A bucket keeps by not deleting; a site is replaced as a whole (SPEC B5). */
async function keepEarlier(
  step: Step,
  opened: Opened,
  folders: Folders,
  options: { cleanSignatures: boolean; toughPaths: boolean },
): Promise<void> {
  const days = Number(step.input('keep_days'));
  if (!Number.isInteger(days) || days < 0) throw new TufError('usage', 'The input keep_days is no number of days');
  const kept = await keepVersions(
    opened,
    { ...options, commit: opened.commit, days },
    {
      openMetadata: () => openFolder(folders.metadata, 'metadata'),
      openArtifacts: () => openFolder(folders.artifacts, 'artifacts'),
    },
  );
  if (kept.states > 0)
    step.runner.say(`Kept ${plural(kept.states, 'earlier version')} of the last ${plural(days, 'day')}`);
}

/** The artifacts as a path from the page, with `/` at its end. */
function pathBetween({ metadata, artifacts }: Folders): string {
  const path = relative(metadata, artifacts).split(sep).map(encodeURIComponent).join('/');
  return path === '' ? './' : `${path}/`;
}

/** As `actions/deploy-pages` takes it: one tar archive, in an artifact of this name. */
async function handOverSite({ run, runner }: Step, site: string): Promise<void> {
  const folder = await mkdtemp(join(run.temporary, 'tuf-on-ci-pages-'));
  const archive = join(folder, 'artifact.tar');
  await packFolder(site, archive);
  await runner.uploadArtifact({ name: 'github-pages', files: [archive], folder, retentionDays: 1, isPacked: true });
}

async function handOverFolders({ runner }: Step, { metadata, artifacts }: Folders): Promise<void> {
  await runner.uploadArtifact({ name: 'metadata', files: await filesBelow(metadata), folder: metadata });
  await runner.uploadArtifact({ name: 'artifacts', files: await filesBelow(artifacts), folder: artifacts });
}

/** GitHub takes no artifact without files; one that is missing would fail whoever fetches it. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length > 0) return files;
  const placeholder = join(folder, '.gitkeep');
  await writeFile(placeholder, '');
  return [placeholder];
}
