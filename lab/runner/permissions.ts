/** From `permissions:` to what a job's token may do. */
import { isMapping, type Tree } from './tree.ts';

export type Access = 'read' | 'write';
export type Permissions = Readonly<Record<string, Access>>;

/** Every scope that `read-all` and `write-all` stand for. */
const scopes = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];

/** What a workflow has that asks for nothing: the restricted setting of a repository. */
const restricted: Permissions = { contents: 'read', packages: 'read' };

/**
 * A job's own permissions replace the workflow's. What is not named in a mapping is none. A pull request from a fork never writes.
 * @param caller what the job has that calls this workflow; it is also what a reusable workflow has that says nothing
 * @throws Error, as GitHub refuses to start, when a reusable workflow asks for more than its caller has
 */
export function tokenPermissions(
  workflow: Tree | undefined,
  job: Tree | undefined,
  limits: { readonly isFromFork: boolean; readonly caller: Permissions | undefined },
): Permissions {
  const { caller } = limits;
  const asked = Object.entries(parsePermissions(job ?? workflow) ?? caller ?? restricted);
  const tooMuch = caller && asked.find(([scope, access]) => caller[scope] !== 'write' && caller[scope] !== access);
  if (tooMuch && !limits.isFromFork)
    throw new Error(`The called workflow asks for "${tooMuch.join(': ')}", which its caller has not`);
  if (!limits.isFromFork) return Object.fromEntries(asked);
  return Object.fromEntries(asked.filter(([scope]) => scope !== 'id-token').map(([scope]) => [scope, 'read']));
}

function parsePermissions(tree: Tree | undefined): Permissions | undefined {
  if (tree === undefined) return undefined;
  if (tree === 'read-all' || tree === 'write-all') {
    const access = tree === 'read-all' ? 'read' : 'write';
    return Object.fromEntries(scopes.map((scope) => [scope, access]));
  }
  if (!isMapping(tree)) return {};
  const entries = Object.entries(tree).filter(
    (entry): entry is [string, Access] => entry[1] === 'read' || entry[1] === 'write',
  );
  return Object.fromEntries(entries);
}
