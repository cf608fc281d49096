/** Work whose push is rejected is done again, and judged again, on top of what the remote has come to (SPEC B7). */
import { TufError } from '../errors.ts';
import type { Repository } from '../ports/repository.ts';

const attempts = 5;

/**
 * @param follow makes the checkout follow the remote; false when there is nothing any more to work on
 * @returns `undefined` then
 * Errors: those of the work; `push-rejected` when others were faster every time.
 */
export async function untilPushed<T>(follow: () => Promise<boolean>, work: () => Promise<T>): Promise<T | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== 'push-rejected' || attempt === attempts) throw error;
      if (!(await follow())) return undefined;
    }
  }
}

/**
 * HEAD and the checkout go to where branches of `origin` are now, the first one's tip is checked out.
 * @param branches by name; the first one's being gone is the answer, not an error
 */
export async function followRemote(repository: Repository, branches: readonly string[]): Promise<boolean> {
  const remote = await repository.remoteBranches('origin');
  const there = branches.filter((name) => remote.has(`refs/heads/${name}`));
  if (branches[0] !== there[0]) return false;
  await repository.fetch(
    'origin',
    there.map((name) => ({ source: `refs/heads/${name}`, target: `refs/remotes/origin/${name}`, force: true })),
  );
  const tip = await repository.resolve(`refs/remotes/origin/${branches[0]}`);
  const head = await repository.resolve('HEAD');
  if (tip !== undefined && tip !== head) await repository.advance(head, tip);
  return true;
}
