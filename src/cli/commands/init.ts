import { parseGithubUrl } from '../../deployment/github-url.ts';
import { TufError } from '../../errors.ts';
import {
  type ActionsSource,
  type CloudIdentity,
  type Deployment,
  type Fate,
  planFiles,
  renderDeployment,
} from '../../operations/init.ts';
import type { Repository } from '../../ports/repository.ts';
import type { Terminal } from '../../ports/terminal.ts';
import { terminal } from '../../text/terminal.ts';
import type { Command, Typed } from '../command.ts';
import { type Environment, inRepository } from '../environment.ts';
import { usage } from '../parse.ts';
import { version } from '../version.ts';

const spec = {
  name: 'init',
  summary: 'write the workflow files of a deployment on GitHub',
  about:
    'Writes .github/workflows and what belongs to them into this clone. What is not given as an option is asked on a terminal. A file that is there and differs stays as it is, and is named. Nothing is committed.',
  arguments: [],
  options: [
    {
      name: 'actions',
      value: 'OWNER/REPO@COMMIT',
      about: 'Where the actions come from: a repository and 40 digits (required)',
    },
    {
      name: 'owner',
      value: 'NAME',
      about: 'Account that this repository belongs to; default: as the remote origin says',
    },
    { name: 'default-branch', value: 'NAME', about: "Default: origin's" },
    {
      name: 'google',
      value: 'PROVIDER,ACCOUNT',
      about: 'Log in to Google Cloud: workload identity provider, service account',
    },
    { name: 'aws', value: 'REGION,ROLE', about: 'Log in to AWS: region, ARN of the role' },
    { name: 'azure', value: 'CLIENT,TENANT,SUBSCRIPTION', about: 'Log in to Azure: their ids' },
    { name: 'destination', value: 'PLACE', about: 'pages (the default), or a bucket: gs://…, s3://…, azblob://…' },
    { name: 'dry-run', about: 'Only say what would be written' },
    { name: 'force', about: 'Replace files that differ' },
  ],
  exits: { 0: 'done' },
} as const;

export const initCommand: Command = {
  spec,
  run: (typed, environment) =>
    inRepository(environment, typed, async ({ repository, defaultBranchNames }) => {
      const { top } = repository;
      if (top === undefined)
        throw new TufError('no-repository', 'A bare repository has no place for files', {
          hint: 'Run init in a clone',
        });
      const deployment = await readDeployment(environment, typed, repository, defaultBranchNames);
      const { readExisting, readTemplates, writeFile } = await import('../../adapters/folder/deployment-files.ts');
      const files = renderDeployment(readTemplates(), deployment);
      const plan = planFiles(files, readExisting(top, files.keys()), typed.options['force'] === true);
      const isRehearsal = typed.options['dry-run'] === true;
      for (const { path, content, fate } of plan) {
        if (!isRehearsal && (fate === 'new' || fate === 'replaced')) writeFile(top, path, content);
        environment.stdout(terminal`${said[fate]} ${path}\n`.text);
      }
      if (plan.some(({ fate }) => fate === 'kept')) environment.stdout(kept);
      environment.stdout(isRehearsal ? 'Nothing was written (--dry-run)\n' : afterwards);
      return 0;
    }),
};

async function readDeployment(
  environment: Environment,
  typed: Typed,
  repository: Repository,
  names: readonly (string | undefined)[],
): Promise<Deployment> {
  const answers = await asking(environment, typed);
  try {
    return {
      actions: parseActions(await answers.required('actions', 'Where do the actions come from (OWNER/REPO@COMMIT)?')),
      owner: await answers.text('owner', 'Which account does this repository belong to?', await ownerOf(repository)),
      defaultBranch: await answers.text('default-branch', 'Default branch?', await branchOf(repository, names)),
      clouds: await readClouds(answers),
      bucket: bucketOf(await answers.text('destination', 'Served from (pages, gs://…, s3://…, azblob://…)?', 'pages')),
    };
  } finally {
    answers.close();
  }
}

const said: Readonly<Record<Fate, string>> = {
  new: 'new       ',
  unchanged: 'unchanged ',
  replaced: 'replaced  ',
  kept: 'KEPT      ',
};

const kept = 'KEPT files were there and differ; look at them, or replace them with --force\n';

const afterwards = `
Commit the files, push them, and set on GitHub:
  Settings, Actions, General: "Allow GitHub Actions to create and approve pull requests"
  Settings, Pages: source "GitHub Actions"; Environments, github-pages: branch "publish" alone
  Settings, Rules: the default branch requires the check "tuf-on-ci/signing-event"
  A repository without metadata begins with: tuf-on-ci-delegate sign/initial
`;

/** Options first, then the person, then what is usual. */
interface Answers {
  text(name: string, question: string, usual: string): Promise<string>;
  required(name: string, question: string): Promise<string>;
  close(): void;
}

async function asking(environment: Environment, typed: Typed): Promise<Answers> {
  const person = await openPerson(environment);
  const given = (name: string) => typed.options[name] as string | undefined;
  return {
    async text(name, question, usual) {
      const value = given(name);
      if (value !== undefined || !person) return value ?? usual;
      return (await person.ask(terminal`${question} [${usual}] `.text)).trim() || usual;
    },
    async required(name, question) {
      const value = given(name) ?? (person ? (await person.ask(terminal`${question} `.text)).trim() : '');
      if (value !== '') return value;
      throw usage(spec, `--${name} is missing`);
    },
    close: () => person?.close(),
  };
}

/** Only a terminal is asked (SPEC B6). */
async function openPerson({ streams, variables }: Environment): Promise<(Terminal & { close(): void }) | undefined> {
  if (!streams?.().stdin.isTTY) return undefined;
  const { openTerminal } = await import('../../adapters/terminal/terminal.ts');
  return openTerminal(streams(), variables);
}

function parseActions(text: string): ActionsSource {
  const [repository = '', commit = ''] = text.split('@');
  return { repository, commit, version: `v${version}` };
}

async function ownerOf(repository: Repository): Promise<string> {
  const url = await repository.remoteUrl('origin').catch(() => '');
  return parseGithubUrl(url)?.owner ?? '';
}

async function branchOf(repository: Repository, names: readonly (string | undefined)[]): Promise<string> {
  try {
    return (await repository.defaultBranch({ names })).ref.replace(/^refs\/(?:remotes\/[^/]+|heads)\//, '');
  } catch {
    return 'main';
  }
}

async function readClouds({ text }: Answers): Promise<CloudIdentity[]> {
  const parts = async (name: string, cloud: string, ...fields: readonly string[]) => {
    const answer = await text(name, `Login to ${cloud} (${fields.join(',')}; none)?`, 'none');
    const values = answer.split(',').map((value) => value.trim());
    if (answer === 'none' || values.length === fields.length) return answer === 'none' ? undefined : values;
    throw usage(spec, `--${name} takes ${fields.length} values with commas between`);
  };
  const google = await parts('google', 'Google Cloud', 'PROVIDER', 'ACCOUNT');
  const aws = await parts('aws', 'AWS', 'REGION', 'ROLE');
  const azure = await parts('azure', 'Azure', 'CLIENT', 'TENANT', 'SUBSCRIPTION');
  return [
    ...(google ? [{ cloud: 'google', provider: google[0]!, account: google[1]! } as const] : []),
    ...(aws ? [{ cloud: 'aws', region: aws[0]!, role: aws[1]! } as const] : []),
    ...(azure ? [{ cloud: 'azure', client: azure[0]!, tenant: azure[1]!, subscription: azure[2]! } as const] : []),
  ];
}

function bucketOf(destination: string): string | undefined {
  return destination === 'pages' ? undefined : destination;
}
