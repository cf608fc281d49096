/** What a deployment did, in words. */
import { byteSize, listInWords, plural } from '../../text/quantities.ts';
import { type Terminal, terminal, terminalLines } from '../../text/terminal.ts';
import type { DeployOutcome, Progress } from '../deploy.ts';

/** How many names a dry run shows: an attacker, or a first deployment, may have 100,000. */
const shownNames = 50;

/** Untrusted names are escaped. */
export function renderDeployment(outcome: DeployOutcome, place: string): Terminal {
  const { kind, version, liveVersion, written, removed } = outcome;
  const lines: Terminal[] = [];
  if (kind === 'planned') {
    lines.push(...named('Would write', written), ...named('Would remove', removed));
    lines.push(terminal`Dry run: nothing was written to ${place} (timestamp version ${version})`);
  }
  if (kind === 'superseded') {
    lines.push(
      terminal`${place} serves timestamp version ${liveVersion ?? '?'}, which is newer than ${version}: it was left as it is`,
    );
  }
  if (kind === 'unchanged') lines.push(terminal`${place} is up to date (timestamp version ${version})`);
  if (kind === 'deployed') {
    lines.push(terminal`${place} serves timestamp version ${version}: wrote ${plural(written.length, 'file')}`);
  }
  if (kind !== 'planned' && removed.length > 0)
    lines.push(terminal`Removed ${plural(removed.length, 'superseded file')}`);
  lines.push(terminal`Calls: ${renderCalls(outcome)}`);
  return terminalLines(lines);
}

function named(verb: string, names: readonly string[]): Terminal[] {
  const lines = names.slice(0, shownNames).map((name) => terminal`${verb} ${name}`);
  const more = names.length - shownNames;
  return more > 0 ? [...lines, terminal`${verb} ${plural(more, 'more file')}`] : lines;
}

function renderCalls({ calls }: DeployOutcome): string {
  return listInWords([...calls].map(([call, count]) => `${plural(count, call)}`)) || 'none';
}

/** One line each time another tenth is done; undefined in between, and for a few small files. */
export function progressLines(): (progress: Progress) => Terminal | undefined {
  let told = 0;
  return ({ done, total, doneBytes, totalBytes }) => {
    if (total < 50 && totalBytes < 50_000_000) return undefined;
    const tenths = Math.floor((10 * (done + doneBytes)) / (total + totalBytes));
    if (tenths <= told) return undefined;
    told = tenths;
    return terminal`Target files: ${done} of ${total}, ${byteSize(doneBytes)} of ${byteSize(totalBytes)}`;
  };
}
