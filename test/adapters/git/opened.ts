import { onTestFinished } from 'vitest';
import { openRepository } from '../../../src/adapters/git/open-repository.ts';
import type { GitOptions } from '../../../src/adapters/git/run-git.ts';
import type { Repository } from '../../../src/ports/repository.ts';
import type { ThrowAwayRepository } from '../../support/git.ts';

/** The repository behind the port, closed when the test is over. */
export async function opened(
  { folder, env }: Pick<ThrowAwayRepository, 'folder' | 'env'>,
  options: Partial<GitOptions> = {},
): Promise<Repository> {
  const repository = await openRepository(folder, { env, ...options });
  onTestFinished(() => repository.close());
  return repository;
}

/** The code and message of the error that a promise ends with. */
export async function failed(promise: Promise<unknown>): Promise<{ code: unknown; message: string; hint: unknown }> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('It did not fail.');
  return { code: (error as { code?: unknown }).code, message: error.message, hint: (error as { hint?: unknown }).hint };
}
