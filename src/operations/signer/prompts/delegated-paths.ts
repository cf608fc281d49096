/** Which target files a delegated role may list (SPEC A5, B6). */
import type { Terminal } from '../../../ports/terminal.ts';
import type { DelegatedPaths } from '../../../signing-event/edit/delegated-role.ts';
import { ownPaths } from '../../../signing-event/edit/role.ts';
import { patternProblem } from '../../../verifier/delegated-paths.ts';
import { type Answer, askFor } from './question.ts';
import { say } from './say.ts';

/** No folder is deeper than this many below the role's own. */
const deepest = 32;

/** A depth of folders, or the patterns themselves. @throws TufError('aborted') */
export function askPaths(terminal: Terminal, role: string, { paths }: DelegatedPaths): Promise<readonly string[]> {
  say(
    terminal,
    `Type patterns with commas between them; * stands for any name. ${role}/*/* is every file in every folder of targets/${role}/. A number N stands for all files of targets/${role}/, N folders deep.`,
  );
  return askFor(terminal, 'Patterns', (answer) => parsePaths(role, answer), paths.join(', '));
}

/** `4`, or `role/*, role/doc/*`. */
export function parsePaths(role: string, answer: string): Answer<readonly string[]> {
  if (/^\d{1,4}$/.test(answer)) {
    const depth = Number(answer);
    if (depth >= 1 && depth <= deepest) return { value: ownPaths(role, depth) };
    return { problem: `Please type a depth from 1 to ${deepest}` };
  }
  const patterns = [...new Set(answer.split(',').map((pattern) => pattern.trim()))].filter((pattern) => pattern !== '');
  const wrong = patterns.find((pattern) => patternProblem(pattern) !== undefined);
  if (wrong !== undefined) return { problem: `"${wrong}" ${patternProblem(wrong)}` };
  return patterns.length > 0 ? { value: patterns } : { problem: 'Please type at least one pattern' };
}
