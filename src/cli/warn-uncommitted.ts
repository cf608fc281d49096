/** Commands that judge read commits: what is not committed is not judged, and that is said (SPEC A6). */
import type { Repository } from '../ports/repository.ts';
import { terminal } from '../text/terminal.ts';
import type { Environment } from './environment.ts';

export async function warnUncommitted(repository: Repository, { stderr }: Environment): Promise<void> {
  const [first, ...others] = await repository.uncommittedPaths();
  if (first === undefined) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  stderr(terminal`warning: not judged, as it is not committed: ${first}${more}\n`.text);
}
