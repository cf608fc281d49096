/** GitHub repositories in the URLs of git remotes, and the pages that a signer is sent to (SPEC A7). */

export interface GithubRepository {
  readonly owner: string;
  readonly repo: string;
}

const forms: readonly RegExp[] = [
  /^https?:\/\/(?:[^/@]*@)?(?:www\.)?github\.com(?::443)?\/([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i,
  /^ssh:\/\/(?:[^/@]*@)?(?:ssh\.)?github\.com(?::\d+)?\/([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i,
  /^(?:[^/@:]+@)?github\.com:\/?([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i,
];

/** The repository that a remote's URL names, https or ssh, `.git` optional; undefined when it is none of GitHub's. */
export function parseGithubUrl(url: string): GithubRepository | undefined {
  for (const form of forms) {
    const [, owner = '', repo = ''] = form.exec(url.trim()) ?? [];
    if (/^[\w-]+$/.test(owner) && /^[\w.-]+$/.test(repo) && !/^\.{1,2}$/.test(repo)) return { owner, repo };
  }
  return undefined;
}

export interface ForkPullRequest {
  /** Where the event is. */
  readonly upstream: GithubRepository;
  /** Where it was pushed to. */
  readonly fork: GithubRepository;
  /** Branch name. */
  readonly event: string;
  /** The commit's. */
  readonly title: string;
}

/** The page on which a signer opens the pull request from their fork to the event branch (SPEC A7). */
export function forkPullRequestUrl({ upstream, fork, event, title }: ForkPullRequest): string {
  const branch = event.split('/').map(encoded).join('/');
  const comparison = `${branch}...${fork.owner}:${fork.repo}:${branch}`;
  const query = `quick_pull=1&title=${encoded(title)}&template=signing_event.md`;
  return `https://github.com/${upstream.owner}/${upstream.repo}/compare/${comparison}?${query}`;
}

/** Also what a shell or a terminal would stop at: the URL is made to be copied. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
