/** A lab for a test file: one repository `octo/tuf`, a maintainer with a clone, clients as the actions use them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { getOctokit } from '@actions/github';
import type { GithubEvent } from '../../../lab/github/events.ts';
import type { Permissions } from '../../../lab/github/facts.ts';
import { type Github, startGithub, type TokenKind } from '../../../lab/github/github.ts';
import { type Files, temporaryFolder, throwAwayRepository } from '../../support/git.ts';

export const run = promisify(execFile);
export const repo = { owner: 'octo', repo: 'tuf' };

export interface Lab {
  readonly github: Github;
  readonly events: GithubEvent[];
  /** Who owns the repository. */
  readonly maintainer: string;
  readonly clone: ReturnType<typeof throwAwayRepository>;
  /** Commits files to a branch and pushes it with a token. Gives the commit. */
  push(branch: string, files: Files, options?: { token?: string; from?: string; repository?: string }): Promise<string>;
  /** git in the clone; the lab is in this process, so not synchronously. */
  git(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  token(kind: TokenKind, permissions?: Permissions, actor?: string): string;
  octokit(token: string): ReturnType<typeof getOctokit>;
  /** The tip of a branch on the lab. */
  tip(branch: string): Promise<string | undefined>;
}

export const workflow = (on: string) => `name: A workflow\non:\n  ${on}\njobs: {}\n`;

export async function startLab(): Promise<Lab> {
  const github = await startGithub({ folder: temporaryFolder() });
  await github.createRepository({ owner: 'octo', name: 'tuf' });
  const events: GithubEvent[] = [];
  github.onEvent((event) => events.push(event));
  const maintainer = github.createToken({ repository: 'octo/tuf', kind: 'user', actor: 'octo' });
  const clone = throwAwayRepository();
  const git = (...args: string[]) => run('git', args, { cwd: clone.folder, env: clone.env });
  return {
    github,
    events,
    maintainer,
    clone,
    git,
    async push(branch, files, { token = maintainer, from, repository = 'octo/tuf' } = {}) {
      const commit = clone.commit(files, { branch, ...(from === undefined ? {} : { from }) });
      await git('push', '-q', github.gitUrl(repository, token), `${commit}:refs/heads/${branch}`);
      return commit;
    },
    token: (kind, permissions, actor) =>
      github.createToken({
        repository: 'octo/tuf',
        kind,
        ...(permissions === undefined ? {} : { permissions }),
        ...(actor === undefined ? {} : { actor }),
      }),
    octokit: (token) => getOctokit(token, { baseUrl: github.apiUrl }),
    tip: async (branch) => (await github.refs('octo/tuf')).get(`refs/heads/${branch}`),
  };
}

/** The status and message of a refusal. */
export async function refusalOf(answer: Promise<unknown>): Promise<{ status: number; message: string }> {
  try {
    await answer;
  } catch (error) {
    const { status, message } = error as { status: number; message: string };
    return { status, message };
  }
  throw new Error('It was not refused');
}
