/** Where GitHub Pages serves a repository that has no domain of its own (GitHub, "GitHub Pages site types"). Pure. */
import type { RepositoryName } from '../ports/github.ts';

/** Ends with `/`. */
export function pagesUrl(repository: RepositoryName): string {
  const [owner = '', name = ''] = repository.split('/');
  const site = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === site ? `https://${site}/` : `https://${site}/${name}/`;
}
