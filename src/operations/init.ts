/** tuf-on-ci init: the workflow files of a deployment, made from templates/ with the deployment's own names (SPEC A9, B7). */
import { TufError } from '../errors.ts';

export interface ActionsSource {
  /** `owner/name` */
  readonly repository: string;
  /** 40 hexadecimal digits: a tag may be moved. */
  readonly commit: string;
  /** Shown beside the commit, and read by Dependabot. */
  readonly version: string;
}

/** How the workflow logs in where the online key, or the bucket, is. */
export type CloudIdentity =
  | { readonly cloud: 'google'; readonly provider: string; readonly account: string }
  | { readonly cloud: 'aws'; readonly region: string; readonly role: string }
  | { readonly cloud: 'azure'; readonly client: string; readonly tenant: string; readonly subscription: string };

export interface Deployment {
  /** The account that the repository belongs to. */
  readonly owner: string;
  readonly defaultBranch: string;
  readonly actions: ActionsSource;
  readonly clouds: readonly CloudIdentity[];
  /** The bucket that is served (`gs://…`, `s3://…`, `azblob://…`); none for GitHub Pages. */
  readonly bucket: string | undefined;
}

/** What becomes of a file: `kept` is there, differs, and stays. */
export type Fate = 'new' | 'unchanged' | 'replaced' | 'kept';

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  readonly fate: Fate;
}

/** Nothing that means something to YAML, a shell or GitHub's expressions. */
const plainValue = /^[\w./:@=+,-]{1,512}$/;
const forms = {
  'the owner': /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/,
  'the default branch': /^[\w.-]+(?:\/[\w.-]+)*$/,
  "the actions' repository": /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]+$/,
  "the actions' commit": /^[0-9a-f]{40}$/,
  "the actions' version": /^[\w.-]{1,64}$/,
  'the bucket': /^(?:gs|s3|azblob):\/\/[\w./-]+$/,
} as const;

/**
 * The files of a deployment by path.
 * @param templates files by path; those in `bucket/` replace their namesakes when a bucket is served
 * @throws TufError('usage') for a name that cannot be one
 */
export function renderDeployment(templates: ReadonlyMap<string, string>, deployment: Deployment): Map<string, string> {
  const values = placeholders(deployment);
  const files = new Map<string, string>();
  for (const [path, text] of templates) {
    if (path.startsWith('.github/')) files.set(path, text);
  }
  for (const [path, text] of templates) {
    if (deployment.bucket !== undefined && path.startsWith('bucket/')) files.set(path.slice('bucket/'.length), text);
  }
  const clouds = new Set<string>(deployment.clouds.map(({ cloud }) => cloud));
  for (const [path, text] of files) files.set(path, filledIn(withSections(text, clouds), values));
  return files;
}

/** Which of the files are to be written. What is there and differs is kept, unless it is to be replaced. */
export function planFiles(
  files: ReadonlyMap<string, string>,
  existing: ReadonlyMap<string, string>,
  replace: boolean,
): PlannedFile[] {
  return [...files].map(([path, content]) => {
    const there = existing.get(path);
    if (there === undefined) return { path, content, fate: 'new' };
    if (there === content) return { path, content, fate: 'unchanged' };
    return { path, content, fate: replace ? 'replaced' : 'kept' };
  });
}

/** Lines from `# [google]` to the next such line stay when that section is wanted; the marks go. */
function withSections(text: string, wanted: ReadonlySet<string>): string {
  let section: string | undefined;
  const lines = text.split('\n').filter((line) => {
    const mark = /^ *# \[([a-z]+|\/)\]$/.exec(line)?.[1];
    if (mark !== undefined) section = mark === '/' ? undefined : mark;
    return mark === undefined && (section === undefined || wanted.has(section));
  });
  return lines.join('\n');
}

function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  const names = [...values.keys()].map((name) => name.replaceAll('/', '\\/')).join('|');
  return text.replaceAll(new RegExp(names, 'g'), (name) => values.get(name)!);
}

function placeholders({ owner, defaultBranch, actions, clouds, bucket }: Deployment): Map<string, string> {
  const values = new Map([
    ['DEPLOYMENT_OWNER', checked('the owner', owner)],
    ['DEFAULT_BRANCH', checked('the default branch', defaultBranch)],
    ['OWNER/REPO', checked("the actions' repository", actions.repository)],
    ['0'.repeat(40), checked("the actions' commit", actions.commit)],
    ['# VERSION', `# ${checked("the actions' version", actions.version)}`],
  ]);
  if (bucket !== undefined) values.set('DESTINATION', checked('the bucket', bucket));
  for (const identity of clouds)
    for (const [name, value] of identityValues(identity)) values.set(name, plain(name, value));
  return values;
}

function identityValues(identity: CloudIdentity): [string, string][] {
  switch (identity.cloud) {
    case 'google':
      return [
        ['GOOGLE_PROVIDER', identity.provider],
        ['GOOGLE_ACCOUNT', identity.account],
      ];
    case 'aws':
      return [
        ['AWS_REGION', identity.region],
        ['AWS_ROLE', identity.role],
      ];
    case 'azure':
      return [
        ['AZURE_CLIENT', identity.client],
        ['AZURE_TENANT', identity.tenant],
        ['AZURE_SUBSCRIPTION', identity.subscription],
      ];
  }
}

function checked(what: keyof typeof forms, value: string): string {
  if (forms[what].test(value)) return value;
  throw new TufError('usage', `"${value}" cannot be ${what}`, { hint: 'Nothing was written' });
}

function plain(name: string, value: string): string {
  if (plainValue.test(value)) return value;
  const what = name.toLowerCase().replace('_', ' ');
  throw new TufError('usage', `"${value}" cannot be the ${what}`, { hint: 'Nothing was written' });
}
