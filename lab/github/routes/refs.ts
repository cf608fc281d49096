/** Branches and tags by their refs: the same rules as for a push. */
import { refChanges } from '../announce.ts';
import { created, noContent, notFound, ok, refuse } from '../answers.ts';
import { followRefs } from '../follow-refs.ts';
import { readRefs, zeros } from '../git/read.ts';
import { tryGit } from '../git/run.ts';
import { pushEnvironment } from '../push-rules.ts';
import { apiOf } from '../render/repository.ts';
import { byOf, list, type RepositoryRequest, type Routes, reading, writing } from './route.ts';

export const refRoutes: Routes = {
  'GET /repos/{owner}/{repo}/git/ref/{ref}': {
    need: reading('contents'),
    async answer(request) {
      const ref = `refs/${request.path['ref']}`;
      const sha = (await readRefs(request.repository.folder)).get(ref);
      if (sha === undefined) throw notFound();
      return ok(renderRef(request, ref, sha));
    },
  },
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': {
    need: reading('contents'),
    async answer(request) {
      const prefix = `refs/${request.path['ref']}`;
      const refs = [...(await readRefs(request.repository.folder))].filter(([ref]) => ref.startsWith(prefix));
      return list(request, refs, ([ref, sha]) => renderRef(request, ref, sha));
    },
  },
  'POST /repos/{owner}/{repo}/git/refs': {
    need: writing('contents'),
    async answer(request) {
      const ref = String(request.body['ref']);
      const sha = String(request.body['sha']);
      if (!/^refs\/(heads|tags)\/./.test(ref))
        throw refuse(422, 'Reference name must start with refs/heads/ or refs/tags/');
      if ((await readRefs(request.repository.folder)).has(ref)) throw refuse(422, 'Reference already exists');
      await pushTo(request, ref, sha, false);
      return created(renderRef(request, ref, sha));
    },
  },
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': {
    need: writing('contents'),
    async answer(request) {
      const ref = `refs/${request.path['ref']}`;
      const sha = String(request.body['sha']);
      if (!(await readRefs(request.repository.folder)).has(ref)) throw refuse(422, 'Reference does not exist');
      await pushTo(request, ref, sha, request.body['force'] === true);
      return ok(renderRef(request, ref, sha));
    },
  },
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': {
    need: writing('contents'),
    async answer(request) {
      const ref = `refs/${request.path['ref']}`;
      if (!(await readRefs(request.repository.folder)).has(ref)) throw refuse(422, 'Reference does not exist');
      await pushTo(request, ref, zeros, true);
      return noContent;
    },
  },
};

function renderRef({ world, repository }: RepositoryRequest, ref: string, sha: string) {
  const api = apiOf(world, repository);
  const object = { type: 'commit', sha, url: `${api}/git/commits/${sha}` };
  return { ref, node_id: `REF_${ref}`, url: `${api}/git/${ref}`, object };
}

/** Within the repository, by a push: so git and the rules for pushes have their say. */
async function pushTo(request: RepositoryRequest, ref: string, sha: string, force: boolean): Promise<void> {
  const { repository, token, world } = request;
  const { folder } = repository;
  if (sha !== zeros && (await tryGit(folder, ['cat-file', '-e', `${sha}^{commit}`])).code !== 0) {
    throw refuse(422, 'Object does not exist');
  }
  const before = await readRefs(folder);
  const change = `${force ? '+' : ''}${sha === zeros ? '' : sha}:${ref}`;
  const { code, stderr } = await tryGit(folder, ['push', '-q', folder, change], pushEnvironment(repository, token!));
  if (code !== 0) {
    const reason = /error: (GH006.*|refusing to allow.*)/.exec(stderr)?.[1];
    throw refuse(
      422,
      reason ??
        (/non-fast-forward|fetch first/.test(stderr) ? 'Update is not a fast forward' : 'Reference cannot be updated'),
    );
  }
  await followRefs(world, repository, refChanges(before, await readRefs(folder)), byOf(request));
}
