/** Which commit a name stands for, and the refs of this clone. */
import { TufError } from '../../errors.ts';
import type { DefaultBranch, DefaultBranchInput, Oid } from '../../ports/repository.ts';
import { shellWord } from '../../text/shell.ts';
import { line } from './bytes.ts';
import type { Clone } from './clone.ts';
import { failure } from './failure.ts';
import { asOid, asRef, isOid, isRef, parseRefs } from './names.ts';
import { remoteUrl } from './remote.ts';
import type { Git } from './run-git.ts';

/** See `Repository.resolve`. */
export async function resolveRevision(git: Git, revision: string): Promise<Oid | undefined> {
  if (revision.includes('\0')) return undefined;
  const answer = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const oid = answer.stdout.toString('latin1').trim();
  return answer.status === 0 && isOid(oid) ? oid : undefined;
}

/**
 * See `Repository.defaultBranch`. SPEC A1: the name given, else the remote's HEAD as this clone knows it, else `main`;
 * always the remote-tracking branch. Nothing is asked over the network.
 */
export async function defaultBranch(git: Git, input: DefaultBranchInput = {}): Promise<DefaultBranch> {
  const remote = input.remote ?? 'origin';
  await remoteUrl(git, remote);
  const given = input.names?.find((text) => text !== undefined && text !== '');
  const name = given ?? (await remoteHead(git, remote)) ?? 'main';
  const ref = `refs/remotes/${remote}/${name}`;
  if (!isRef(ref)) throw new TufError('usage', `'${name}' is no name of a branch`);
  const commit = await resolveRevision(git, ref);
  if (commit === undefined) {
    const refspec = shellWord(`+refs/heads/${name}:${ref}`);
    throw new TufError('git', `This clone does not have the default branch '${name}' of '${remote}'`, {
      hint: `Run \`git fetch ${shellWord(remote)} ${refspec}\`, or name another branch in TUF_ON_CI_DEFAULT_BRANCH`,
    });
  }
  return { name, ref, commit };
}

/** The name of the branch that `refs/remotes/<remote>/HEAD` points at. CI checkouts have no such ref. */
async function remoteHead(git: Git, remote: string): Promise<string | undefined> {
  const tracking = `refs/remotes/${remote}/`;
  if (!isRef(`${tracking}HEAD`)) return undefined;
  const target = await symbolicRef(git, `${tracking}HEAD`);
  return target?.startsWith(tracking) ? target.slice(tracking.length) : undefined;
}

/** See `Repository.currentBranch`. */
export function currentBranch(git: Git): Promise<string | undefined> {
  return symbolicRef(git, 'HEAD');
}

async function symbolicRef(git: Git, name: string): Promise<string | undefined> {
  const args = ['symbolic-ref', '--quiet', name];
  const answer = await git.ask(args);
  if (answer.status === 0) return line(answer.stdout);
  if (answer.status === 1) return undefined;
  throw failure(args, answer);
}

/** See `Repository.refs`. */
export async function refs(git: Git, prefix: string): Promise<Map<string, Oid>> {
  const folder = prefix.replace(/\/$/, '');
  asRef(`${folder}/any`);
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', folder];
  return parseRefs(await git.run(args));
}

/** See `Repository.createBranch`. */
export async function createBranch(clone: Clone, ref: string, commit: Oid): Promise<void> {
  if (!asRef(ref).startsWith('refs/heads/')) throw new TufError('git', `'${ref}' is no branch`);
  if (await moveRef(clone, ref, clone.nullOid, commit)) return;
  throw new TufError('git', `The branch '${ref.slice('refs/heads/'.length)}' exists already`, {
    hint: 'Delete it, or push instead',
  });
}

/** See `Repository.deleteRef`. */
export async function deleteRef(clone: Clone, ref: string, commit: Oid): Promise<void> {
  if (await moveRef(clone, asRef(ref), commit, clone.nullOid)) return;
  throw new TufError('git', `'${ref}' has moved since it was read, or is gone`);
}

/**
 * Compare and swap: moves a ref (`HEAD`: the checked-out branch) that is at `from`; false when it is elsewhere. The null
 * oid stands for no ref: from it a ref is made, to it a ref is deleted.
 */
export async function moveRef({ git, nullOid }: Clone, ref: string, from: Oid, to: Oid): Promise<boolean> {
  const change = to === nullOid ? ['-d', ref, asOid(from)] : [ref, asOid(to), asOid(from)];
  const args = ['update-ref', '-m', 'tuf-on-ci', ...change];
  const answer = await git.ask(args);
  if (answer.status === 0) return true;
  const present = (await resolveRevision(git, ref)) ?? nullOid;
  if (present !== from) return false;
  throw failure(args, answer);
}
