import { describe, expect, it } from 'vitest';
import { forkPullRequestUrl, parseGithubUrl } from '../../src/deployment/github-url.ts';

describe('the repository that a remote names', () => {
  it.each([
    'https://github.com/owner/repo',
    'https://github.com/owner/repo.git',
    'https://github.com/owner/repo/',
    'https://user:token@github.com/owner/repo.git',
    'http://GitHub.com/owner/repo',
    'git@github.com:owner/repo.git',
    'git@github.com:/owner/repo',
    'github.com:owner/repo.git',
    'ssh://git@github.com/owner/repo.git',
    'ssh://git@ssh.github.com:443/owner/repo.git',
  ])('%s', (url) => {
    expect(parseGithubUrl(url)).toEqual({ owner: 'owner', repo: 'repo' });
  });

  it.each([
    '/srv/git/repo.git',
    'https://gitlab.com/owner/repo',
    'https://github.com.evil.example/owner/repo',
    'https://evil.example/github.com/owner/repo',
    'https://github.com/owner',
    'https://github.com/owner/repo/tree/main',
    'https://github.com/owner/..',
    'https://github.com/o wner/repo',
    'git@evilgithub.com:owner/repo',
    'git@github.com.evil:owner/repo',
    '',
  ])('not %j', (url) => {
    expect(parseGithubUrl(url)).toBeUndefined();
  });

  it('may have dots in its name', () => {
    expect(parseGithubUrl('git@github.com:owner/owner.github.io.git')).toEqual({
      owner: 'owner',
      repo: 'owner.github.io',
    });
  });
});

describe('the page of a pull request from a fork', () => {
  it('names event, fork and template, and can be copied whole', () => {
    const url = forkPullRequestUrl({
      upstream: { owner: 'up', repo: 'tuf' },
      fork: { owner: 'me', repo: 'my-tuf' },
      event: "sign/it's #1",
      title: "'root' role/delegation change",
    });
    expect(url).toBe(
      'https://github.com/up/tuf/compare/sign/it%27s%20%231...me:my-tuf:sign/it%27s%20%231?quick_pull=1&title=%27root%27%20role%2Fdelegation%20change&template=signing_event.md',
    );
  });
});
