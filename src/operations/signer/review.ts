/** What the signer sees before a key is touched: every change against known good, and what the verifier says (SPEC B6). */
import { TufError } from '../../errors.ts';
import { readBlobs } from '../../ports/read-tree.ts';
import { renderFindings } from '../../render/findings.ts';
import { renderSignerSummary } from '../../render/signer-summary.ts';
import { renderTargetDiff } from '../../render/signer-summary-files.ts';
import { type ChangeSummary, changeSummary, type TargetFileStep } from '../../signing-event/change-summary.ts';
import { plural } from '../../text/quantities.ts';
import { styled, terminal as text } from '../../text/terminal.ts';
import type { Finding } from '../../verifier/finding.ts';
import type { RepositoryState } from '../../verifier/state.ts';
import type { EventReading } from '../read-event.ts';
import { type Answer, askFor } from './prompts/question.ts';
import { say } from './prompts/say.ts';
import type { SignerOptions, SignerSession } from './session.ts';
import type { Workspace } from './workspace.ts';

/** What an event would be if it were signed now, with what the verifier found in it. */
export interface Reviewed {
  readonly reading: EventReading;
  readonly findings: readonly Finding[];
}

const voidedRule = 'signatures/voided';

/** Shows all changes. On a terminal it then asks whether they are meant (SPEC A7: not on a pipe). Errors: `aborted`. */
export async function review(
  session: SignerSession,
  { event }: Workspace,
  { reading, findings }: Reviewed,
  { yes }: SignerOptions,
): Promise<void> {
  const { terminal, verifier, now } = session;
  const { state, base } = reading.context;
  const summary = changeSummary(state, base, verifier);
  const { colour, columns } = terminal;
  terminal.show(text`\n${styled('bold', text`What ${event} changes`, colour)}\n\n`.text);
  terminal.show(renderSignerSummary(summary, { colour, columns, now }));
  // Whose signatures are void is for who voids them, and for who has to sign again (SPEC B4).
  const shown = findings.filter(({ severity, rule }) => severity !== 'note' || rule === voidedRule);
  if (shown.length > 0) terminal.show(`${renderFindings(shown, terminal)}\n`);
  if (terminal.isInteractive && !yes) await confirm(session, summary, reading);
}

/** Whose signatures the user's key has made void, beside those that were shown before (SPEC B4). */
export function sayVoided({ terminal }: SignerSession, { findings }: Reviewed, before: readonly Finding[]): void {
  const known = new Set(before.map(({ message }) => message));
  for (const { rule, message } of findings) {
    if (rule === voidedRule && !known.has(message)) say(terminal, message, 'magenta');
  }
}

async function confirm(session: SignerSession, summary: ChangeSummary, { context }: EventReading): Promise<void> {
  const { terminal } = session;
  const files = summary.roles.flatMap(({ targetFiles }) => targetFiles);
  const parse = (answer: string): Answer<'yes' | 'no' | 'show'> => {
    if (/^(y|yes)$/i.test(answer)) return { value: 'yes' };
    if (/^s(how)?$/i.test(answer) && files.length > 0) return { value: 'show' };
    return /^(n|no)?$/i.test(answer) ? { value: 'no' } : { problem: 'Please answer y or n' };
  };
  const more = files.length > 0 ? ', s shows the text of the files' : '';
  for (;;) {
    const answer = await askFor(terminal, `Is this what you want to sign? (y = yes, enter = no${more})`, parse);
    if (answer === 'yes') return;
    if (answer === 'no') throw new TufError('aborted', 'Stopped by you', { hint: 'Nothing was committed or pushed' });
    await showFiles(session, files, context);
  }
}

/** Files whose text is shown at once; the rest is for a look into the branch. */
const filesShown = 50;
/** Bytes: what is longer is not read. */
const longestFile = 65_536;

async function showFiles(
  { terminal }: SignerSession,
  files: readonly TargetFileStep[],
  { state, base }: { readonly state: RepositoryState; readonly base: RepositoryState },
): Promise<void> {
  for (const { path } of files.slice(0, filesShown)) {
    const [before, now] = [await contentOf(base, path), await contentOf(state, path)];
    const readable = before !== 'long' && now !== 'long' ? renderTargetDiff(path, before, now, terminal) : undefined;
    terminal.show(
      readable ?? text`${styled('bold', path, terminal.colour)}\n  no text, or too long to be shown\n`.text,
    );
  }
  const left = files.length - filesShown;
  if (left > 0) terminal.show(`… and ${plural(left, 'more file')}: look into the branch itself\n`);
}

async function contentOf(state: RepositoryState, path: string): Promise<Uint8Array | 'long' | undefined> {
  const entry = state.targetFiles.get(path);
  if (!entry || entry.mode === '160000') return undefined;
  const content = await readBlobs(state.tree, [entry.oid], longestFile);
  return content.get(entry.oid) ?? 'long';
}
