import { relative, resolve, sep } from 'node:path';
import { buildRepository } from '../../operations/build-repository.ts';
import type { PageLinks } from '../../operations/repository-facts.ts';
import { plural } from '../../text/quantities.ts';
import { terminal } from '../../text/terminal.ts';
import type { Command } from '../command.ts';
import { type Environment, inRepository } from '../environment.ts';
import { usage } from '../parse.ts';
import { sayFindings } from '../say-findings.ts';
import { secondOpinion } from '../second-opinion.ts';

const spec = {
  name: 'build-repository',
  summary: 'write the publishable repository',
  about:
    'Judges HEAD as it would be published, and writes every file that clients ask for, with a page to look at (index.html). When something is wrong nothing is written.',
  arguments: [],
  options: [
    { name: 'metadata', value: 'DIR', about: 'Folder for the metadata (required)' },
    { name: 'artifacts', value: 'DIR', about: 'Folder for the target files' },
    { name: 'description-json', about: "Write the page's facts as repository.json too" },
    { name: 'clean-signatures', about: 'Leave empty signatures out of the metadata' },
    { name: 'tough-paths', about: 'Publish target files in folders also under the name that tough asks for' },
  ],
  exits: { 0: 'done' },
} as const;

export const buildRepositoryCommand: Command = {
  spec,
  async run(typed, environment) {
    const { metadata, artifacts } = typed.options;
    if (typeof metadata !== 'string' || metadata === '') throw usage(spec, '--metadata DIR is missing');
    const metadataPath = resolve(environment.cwd, metadata);
    const artifactsPath = typeof artifacts === 'string' ? resolve(environment.cwd, artifacts) : undefined;
    const { openFolder } = await import('../output-folder.ts');
    return inRepository(environment, typed, async (opened) => {
      const { metadataFiles, artifactFiles, findings } = await buildRepository(
        opened,
        {
          descriptionJson: typed.options['description-json'] === true,
          cleanSignatures: typed.options['clean-signatures'] === true,
          toughPaths: typed.options['tough-paths'] === true,
          links: {
            ...(await githubLinks(environment, await opened.repository.resolve('HEAD'))),
            artifactsUrl: artifactsPath === undefined ? null : folderUrl(metadataPath, artifactsPath),
          },
        },
        {
          openMetadata: () => openFolder(metadataPath, 'metadata'),
          openArtifacts: artifactsPath === undefined ? undefined : () => openFolder(artifactsPath, 'artifacts'),
          secondOpinion,
        },
      );
      sayFindings(findings, environment);
      const artifactText =
        artifacts === undefined ? '' : terminal` and ${plural(artifactFiles, 'target file')} to ${String(artifacts)}`;
      environment.stdout(
        terminal`Wrote ${plural(metadataFiles, 'metadata file')} to ${metadata}${artifactText}\n`.text,
      );
      return 0;
    });
  },
};

/** In a workflow: the repository's name, the commit, the run. */
async function githubLinks(
  { variables }: Environment,
  commit: string | undefined,
): Promise<Omit<PageLinks, 'descriptionFile' | 'artifactsUrl'>> {
  const server = variables['GITHUB_SERVER_URL'];
  const name = variables['GITHUB_REPOSITORY'];
  const run = variables['GITHUB_RUN_ID'];
  if (!commit) return { name: name ?? null, source: null };
  const page = server && name ? `${server}/${name}` : undefined;
  return {
    name: name ?? null,
    source: {
      commit,
      commitUrl: page ? `${page}/commit/${commit}` : null,
      runUrl: page && run ? `${page}/actions/runs/${run}` : null,
    },
  };
}

/** The artifacts as a path from the page, with `/` at its end. */
function folderUrl(metadata: string, artifacts: string): string {
  const path = relative(metadata, artifacts).split(sep).map(encodeURIComponent).join('/');
  return path === '' ? './' : `${path}/`;
}
