/** Who signs, and how often: signer lists, thresholds and periods (SPEC A7). */
import { parseUserName } from '../../../deployment/custom-fields.ts';
import { longestPeriod, type Periods } from '../../../deployment/periods.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import type { TerminalValue } from '../../../text/terminal.ts';
import { type Answer, askFor, askNumber } from './question.ts';

/** @throws TufError('aborted') */
export function askSigners(terminal: Terminal, role: string, present: readonly string[]): Promise<readonly string[]> {
  return askFor(terminal, `Who signs ${role}? Names, with commas between them`, parseSigners, present.join(', '));
}

/** SPEC A7 "Signer list": commas, blanks and surrounding [] are ignored, duplicates dropped. */
export function parseSigners(answer: string): Answer<readonly string[]> {
  const words = answer.replace(/^\s*\[|\]\s*$/g, '').split(/[\s,]+/);
  const users = new Set<string>();
  for (const word of words.filter((word) => word !== '')) {
    const user = parseUserName(word);
    if (user === undefined) return { problem: `"${word}" is no user name: letters, digits and hyphens, as on GitHub` };
    users.add(user);
  }
  return users.size > 0 ? { value: [...users] } : { problem: 'Please name at least one person' };
}

/** One signer signs alone; of several, how many must (SPEC A7). @throws TufError('aborted') */
export async function askThreshold(terminal: Terminal, signers: number, present: number): Promise<number> {
  if (signers < 2) return 1;
  return askNumber(terminal, `How many of these ${signers} have to sign`, { from: 1, to: signers }, present);
}

/**
 * The expiry period, then the signing period; both in days and sound together (SPEC B1).
 * @param what whose periods, as in "root"
 * @throws TufError('aborted')
 */
export async function askPeriods(
  terminal: Terminal,
  what: TerminalValue,
  present: Periods | undefined,
): Promise<Periods> {
  const expiry = await askNumber(
    terminal,
    [`Each new version of `, what, ` expires after how many days`],
    { from: 2, to: longestPeriod },
    present?.expiry,
  );
  const signing = await askNumber(
    terminal,
    'How many days before that do signers start to sign the next one',
    { from: 1, to: expiry - 1 },
    present?.signing,
  );
  return { expiry, signing };
}
