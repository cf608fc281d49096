/** The GraphQL interface: documents run against a slice of GitHub's own schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type DocumentNode, type GraphQLError, graphql, parse } from 'graphql';
import { type Answer, badCredentials, ok, refuse } from './answers.ts';
import type { Repository } from './facts.ts';
import { setDraft } from './pulls.ts';
import { pageOf } from './render/repository.ts';
import { grants, holds, maySee, type Token } from './tokens.ts';
import { allPulls, findRepository, isPull, type PullRequest, tipOf, type World } from './world.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, 'schemas', 'schema.graphql'), 'utf8'));

/** An error as GitHub tells it: with a type of its own. */
class Failure extends Error {
  readonly type: 'FORBIDDEN' | 'NOT_FOUND' | 'UNPROCESSABLE';

  constructor(type: Failure['type'], message: string) {
    super(message);
    this.type = type;
  }
}

/** The fields that a document asks for at its top: `convertPullRequestToDraft`. */
export function graphqlOperation(body: Buffer): string {
  const document = readDocument(body);
  if (document === undefined) return 'none';
  return document.definitions
    .flatMap((one) => (one.kind === 'OperationDefinition' ? one.selectionSet.selections : []))
    .map((one) => (one.kind === 'Field' ? one.name.value : '…'))
    .join(',');
}

interface Post {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

function readDocument(body: Buffer): DocumentNode | undefined {
  try {
    return parse((JSON.parse(body.toString()) as Post).query);
  } catch {
    return undefined;
  }
}

export async function answerGraphql(world: World, body: Buffer, token: Token | 'unknown' | undefined): Promise<Answer> {
  if (token === 'unknown') throw badCredentials();
  if (token === undefined) throw refuse(401, 'This endpoint requires you to be authenticated.');
  if (readDocument(body) === undefined) throw refuse(400, 'Problems parsing JSON');
  const { query, variables, operationName } = JSON.parse(body.toString()) as Post;
  const { data, errors } = await graphql({
    schema,
    source: query,
    rootValue: rootOf(world, token),
    ...(variables === undefined ? {} : { variableValues: variables }),
    ...(operationName === undefined ? {} : { operationName }),
  });
  return ok({ ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(tellError) } : {}) });
}

function tellError(error: GraphQLError) {
  const cause = error.originalError;
  return { ...(cause instanceof Failure ? { type: cause.type } : {}), ...error.toJSON() };
}

function rootOf(world: World, token: Token) {
  const pullById = (id: string) => {
    const found = allPulls(world).find(({ repository, pull }) => pull.nodeId === id && maySee(token, repository));
    if (found === undefined)
      throw new Failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
    return found;
  };
  const changeDraft =
    (draft: boolean) =>
    async ({ input }: { input: { pullRequestId: string; clientMutationId?: string } }) => {
      const { repository, pull } = pullById(input.pullRequestId);
      // Both are needed, though only one is documented.
      const may =
        holds(token, repository) && grants(token, 'pull-requests', 'write') && grants(token, 'contents', 'write');
      const kind = token.kind === 'workflow' ? 'integration' : 'personal access token';
      if (!may) throw new Failure('FORBIDDEN', `Resource not accessible by ${kind}`);
      if (pull.state === 'closed') throw new Failure('UNPROCESSABLE', 'Pull request is closed');
      await setDraft(world, repository, pull, draft, { actor: token.actor, kind: token.kind });
      return { clientMutationId: input.clientMutationId ?? null, pullRequest: showPull(world, repository, pull) };
    };
  return {
    id: 'Query',
    viewer: { __typename: 'User', id: `U_${world.idOf(token.actor)}`, login: token.actor },
    repository({ owner, name }: { owner: string; name: string }) {
      const found = findRepository(world, `${owner}/${name}`);
      if (found === undefined || !maySee(token, found)) {
        throw new Failure('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return showRepository(world, found);
    },
    node({ id }: { id: string }) {
      const { repository, pull } = pullById(id);
      return showPull(world, repository, pull);
    },
    convertPullRequestToDraft: changeDraft(true),
    markPullRequestReadyForReview: changeDraft(false),
  };
}

function showRepository(world: World, repository: Repository) {
  const { id, name, fullName, defaultBranch, parent } = repository;
  const pulls = repository.issues.filter(isPull);
  return {
    __typename: 'Repository',
    id: `R_${id}`,
    name,
    nameWithOwner: fullName,
    isPrivate: repository.private,
    isFork: parent !== undefined,
    async defaultBranchRef() {
      const tip = await tipOf(repository, defaultBranch);
      return tip === undefined
        ? null
        : { __typename: 'Ref', id: `REF_${defaultBranch}`, name: defaultBranch, prefix: 'refs/heads/' };
    },
    pullRequest({ number }: { number: number }) {
      const found = pulls.find((one) => one.number === number);
      if (found === undefined) {
        throw new Failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      }
      return showPull(world, repository, found);
    },
    pullRequests: (wanted: Wanted) => showPulls(world, repository, pulls, wanted),
  };
}

interface Wanted {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly headRefName?: string;
  readonly baseRefName?: string;
  readonly states?: readonly string[];
}

function showPulls(world: World, repository: Repository, pulls: readonly PullRequest[], wanted: Wanted) {
  const { first, last, after, headRefName, baseRefName, states } = wanted;
  if ((first ?? last) === undefined) {
    throw new Failure(
      'UNPROCESSABLE',
      'You must provide a `first` or `last` value to properly paginate the `pullRequests` connection.',
    );
  }
  const matching = pulls.filter(
    ({ pull, ...issue }) =>
      (headRefName === undefined || pull.headBranch === headRefName) &&
      (baseRefName === undefined || pull.baseBranch === baseRefName) &&
      (states === undefined || states.includes(stateOf({ pull, ...issue }))),
  );
  const rest = matching.slice(after === undefined ? 0 : matching.findIndex(({ nodeId }) => nodeId === after) + 1);
  const nodes = first === undefined ? rest.slice(-last!) : rest.slice(0, first);
  return {
    totalCount: matching.length,
    nodes: nodes.map((one) => showPull(world, repository, one)),
    pageInfo: {
      startCursor: nodes[0]?.nodeId ?? null,
      endCursor: nodes.at(-1)?.nodeId ?? null,
      hasNextPage: first !== undefined && rest.length > first,
      hasPreviousPage: after !== undefined || (first === undefined && rest.length > last!),
    },
  };
}

const stateOf = ({ state, pull }: PullRequest) => (pull.mergedAt !== null ? 'MERGED' : state.toUpperCase());

function showPull(world: World, repository: Repository, issue: PullRequest): Record<string, unknown> {
  const { pull, number, title, body } = issue;
  return {
    __typename: 'PullRequest',
    id: issue.nodeId,
    number,
    title,
    body: body ?? '',
    state: stateOf(issue),
    isDraft: pull.draft,
    merged: pull.mergedAt !== null,
    closed: issue.state === 'closed',
    url: `${pageOf(world, repository)}/pull/${number}`,
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseSha,
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    isCrossRepository: pull.headRepository !== repository,
    headRepository: () => showRepository(world, pull.headRepository),
  };
}
