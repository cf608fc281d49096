import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/deployment/github-url.ts
var forms = [
  /^https?:\/\/(?:[^/@]*@)?(?:www\.)?github\.com(?::443)?\/([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i,
  /^ssh:\/\/(?:[^/@]*@)?(?:ssh\.)?github\.com(?::\d+)?\/([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i,
  /^(?:[^/@:]+@)?github\.com:\/?([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?$/i
];
function parseGithubUrl(url) {
  for (const form of forms) {
    const [, owner = "", repo = ""] = form.exec(url.trim()) ?? [];
    if (/^[\w-]+$/.test(owner) && /^[\w.-]+$/.test(repo) && !/^\.{1,2}$/.test(repo)) return { owner, repo };
  }
  return void 0;
}
function forkPullRequestUrl({ upstream, fork, event, title }) {
  const branch = event.split("/").map(encoded).join("/");
  const comparison = `${branch}...${fork.owner}:${fork.repo}:${branch}`;
  const query = `quick_pull=1&title=${encoded(title)}&template=signing_event.md`;
  return `https://github.com/${upstream.owner}/${upstream.repo}/compare/${comparison}?${query}`;
}
function encoded(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}

export {
  parseGithubUrl,
  forkPullRequestUrl
};
