/** Repositories, their branches, commits and files. */
import { notFound, ok, refuse } from '../answers.ts';
import type { Repository } from '../facts.ts';
import {
  type Commit,
  mergeBase,
  readBlob,
  readChanges,
  readCommits,
  readFolder,
  readRefs,
  resolveCommit,
  type TreeEntry,
} from '../git/read.ts';
import { renderCommit, renderFileChange } from '../render/commits.ts';
import { renderPull } from '../render/pulls.ts';
import { apiOf, pageOf, renderRepository } from '../render/repository.ts';
import { complete } from '../schema.ts';
import { allPulls, findRepository } from '../world.ts';
import { list, noCommit, type RepositoryRequest, type Routes, reading } from './route.ts';

export const repositoryRoutes: Routes = {
  'GET /repos/{owner}/{repo}': {
    need: reading('metadata'),
    answer: ({ world, repository }) => ok(renderRepository(world, repository, 'full-repository')),
  },
  'GET /repos/{owner}/{repo}/branches': { need: reading('contents'), answer: listBranches },
  'GET /repos/{owner}/{repo}/branches/{branch}': { need: reading('contents'), answer: getBranch },
  'GET /repos/{owner}/{repo}/commits': {
    need: reading('contents'),
    async answer(request) {
      const { world, repository, query } = request;
      const from = await theCommit(repository, String(query['sha'] ?? repository.defaultBranch), 404);
      const commits = await readCommits(repository.folder, [from]);
      return list(request, commits, (commit) => renderCommit(world, repository, commit));
    },
  },
  'GET /repos/{owner}/{repo}/commits/{ref}': {
    need: reading('contents'),
    async answer({ world, repository, path }) {
      const commit = await readCommit(repository, path['ref']!);
      const changes = await readChanges(repository.folder, commit.parents[0], commit.sha);
      return ok({
        ...renderCommit(world, repository, commit),
        files: changes.slice(0, 300).map((change) => renderFileChange(world, repository, commit.sha, change)),
      });
    },
  },
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls': { need: reading('pull-requests'), answer: listPullsOfCommit },
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': {
    need: reading('contents'),
    async answer({ world, repository, path }) {
      const { sha, tree, parents, author, committer, message } = await readCommit(repository, path['commit_sha']!, 404);
      const api = apiOf(world, repository);
      return ok(
        complete('git-commit', {
          sha,
          node_id: `C_${sha}`,
          url: `${api}/git/commits/${sha}`,
          html_url: `${pageOf(world, repository)}/commit/${sha}`,
          author,
          committer,
          message,
          tree: { sha: tree, url: `${api}/git/trees/${tree}` },
          parents: parents.map((parent) => ({
            sha: parent,
            url: `${api}/git/commits/${parent}`,
            html_url: `${pageOf(world, repository)}/commit/${parent}`,
          })),
        }),
      );
    },
  },
  'GET /repos/{owner}/{repo}/compare/{basehead}': { need: reading('contents'), answer: compare },
  'GET /repos/{owner}/{repo}/contents/{path}': { need: reading('contents'), answer: getContents },
};

/** @param status of the refusal: GitHub says 404 in some places and 422 in others */
async function theCommit(repository: Repository, name: string, status: 404 | 422 = 422): Promise<string> {
  const sha = await resolveCommit(repository.folder, name);
  if (sha === undefined) throw status === 404 ? notFound() : noCommit(name);
  return sha;
}

async function readCommit(repository: Repository, name: string, status?: 404): Promise<Commit> {
  const [commit] = await readCommits(repository.folder, [await theCommit(repository, name, status)], 1);
  return commit!;
}

async function listBranches(request: RepositoryRequest) {
  const { world, repository } = request;
  const refs = await readRefs(repository.folder);
  const branches = [...refs].filter(([ref]) => ref.startsWith('refs/heads/'));
  return list(request, branches, ([ref, sha]) => {
    const name = ref.slice('refs/heads/'.length);
    const commit = { sha, url: `${apiOf(world, repository)}/commits/${sha}` };
    return { name, commit, protected: isProtected(repository, name) };
  });
}

const isProtected = (repository: Repository, name: string) =>
  repository.protections.some(({ branch }) => branch === name);

async function getBranch({ world, repository, path }: RepositoryRequest) {
  const name = path['branch']!;
  const sha = (await readRefs(repository.folder)).get(`refs/heads/${name}`);
  if (sha === undefined) throw refuse(404, 'Branch not found');
  const url = `${apiOf(world, repository)}/branches/${name}`;
  return ok(
    complete('branch-with-protection', {
      name,
      commit: renderCommit(world, repository, await readCommit(repository, sha)),
      _links: { html: `${pageOf(world, repository)}/tree/${name}`, self: url },
      protected: isProtected(repository, name),
      protection_url: `${url}/protection`,
    }),
  );
}

/** Open ones that contain the commit, and the one that merged it. */
async function listPullsOfCommit(request: RepositoryRequest) {
  const { world, repository, path } = request;
  const sha = await theCommit(repository, path['commit_sha']!);
  const ours = allPulls(world).filter((one) => one.repository === repository);
  const containing = await Promise.all(
    ours.map(async ({ pull: issue }) => {
      const { pull } = issue;
      if (pull.headSha === sha || pull.mergeCommitSha === sha) return [issue];
      const base = await mergeBase(repository.folder, pull.baseSha, pull.headSha);
      const commits = await readCommits(repository.folder, [pull.headSha, ...(base === undefined ? [] : [`^${base}`])]);
      return commits.some((commit) => commit.sha === sha) ? [issue] : [];
    }),
  );
  return list(request, containing.flat(), (issue) => renderPull(world, repository, issue));
}

/** `base...head`, either of them a branch, a tag, an oid, or `owner:branch` of a fork. */
async function compare({ world, repository, path, query, url }: RepositoryRequest) {
  const [baseName, headName] = path['basehead']!.split('...') as [string, string?];
  if (headName === undefined) throw notFound();
  const base = await sideOfComparison(repository, baseName);
  const head = await sideOfComparison(repository, headName);
  const { folder } = repository;
  const shared = await mergeBase(folder, base, head);
  if (shared === undefined) throw refuse(404, `No common ancestor between ${baseName} and ${headName}.`);
  const ahead = (await readCommits(folder, [head, `^${base}`])).reverse();
  const behind = await readCommits(folder, [base, `^${head}`]);
  const status =
    ahead.length === 0 ? (behind.length === 0 ? 'identical' : 'behind') : behind.length === 0 ? 'ahead' : 'diverged';
  const size = Number(query['per_page'] ?? 250);
  const from = (Number(query['page'] ?? 1) - 1) * size;
  const changes = await readChanges(folder, shared, head);
  const render = async (sha: string) => renderCommit(world, repository, await readCommit(repository, sha));
  const page = `${pageOf(world, repository)}/compare/${path['basehead']}`;
  return ok(
    complete('commit-comparison', {
      url: String(url),
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: await render(base),
      merge_base_commit: await render(shared),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.slice(from, from + size).map((commit) => renderCommit(world, repository, commit)),
      // The first page has them, 300 at most.
      files: from > 0 ? [] : changes.slice(0, 300).map((change) => renderFileChange(world, repository, head, change)),
    }),
  );

  /** Objects of a fork are ours once a pull request has brought them. */
  async function sideOfComparison(of: Repository, name: string): Promise<string> {
    const [owner, branch] = name.includes(':') ? (name.split(':', 2) as [string, string]) : [of.owner, name];
    const other = owner === of.owner ? of : findRepository(world, `${owner}/${of.name}`);
    if (other === undefined) throw notFound();
    const sha = await theCommit(other, branch, 404);
    if (other !== of) await theCommit(of, sha, 404);
    return sha;
  }
}

async function getContents({ world, repository, path, query, accept }: RepositoryRequest) {
  const { folder, defaultBranch } = repository;
  const name = path['path']!.replace(/^\/+|\/+$/g, '');
  const commit = await resolveCommit(folder, String(query['ref'] ?? defaultBranch));
  if (commit === undefined) throw refuse(404, `No commit found for the ref ${query['ref'] ?? defaultBranch}`);
  const api = apiOf(world, repository);
  const render = (entry: TreeEntry) => {
    const url = `${api}/contents/${entry.path.split('/').map(encodeURIComponent).join('/')}?ref=${commit}`;
    const object = `${api}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`;
    const html = `${pageOf(world, repository)}/blob/${commit}/${entry.path}`;
    return {
      type:
        entry.mode === '120000'
          ? 'symlink'
          : entry.type === 'tree'
            ? 'dir'
            : entry.type === 'commit'
              ? 'submodule'
              : 'file',
      name: entry.path.split('/').at(-1),
      path: entry.path,
      sha: entry.sha,
      size: entry.size,
      url,
      git_url: object,
      html_url: encodeURI(html),
      download_url: entry.type === 'blob' ? encodeURI(html) : null,
      _links: { self: url, git: object, html: encodeURI(html) },
    };
  };
  const [entry] = name === '' ? [] : await readFolder(folder, commit, name);
  if (name !== '' && entry === undefined) throw notFound();
  if (entry === undefined || entry.type === 'tree') {
    return ok((await readFolder(folder, commit, name === '' ? '' : `${name}/`)).map(render));
  }
  const bytes = await readBlob(folder, commit, name);
  if (bytes === undefined) throw notFound();
  if (accept.includes('raw')) {
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } };
  }
  // Above a megabyte GitHub leaves the content out.
  const large = bytes.length > 1024 * 1024;
  return ok({
    ...render(entry),
    content: large ? '' : bytes.toString('base64').replace(/.{60}/g, '$&\n'),
    encoding: large ? 'none' : 'base64',
  });
}
