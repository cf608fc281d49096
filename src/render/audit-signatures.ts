/** Who signed what and when: events one by one, the thousands of online signatures as ranges. */
import { type Terminal, terminal } from '../text/terminal.ts';
import type { AuditedSignature } from '../verifier/audit/signatures.ts';
import { dayOf, nameOf, renderMoment } from './audit-columns.ts';

const versionWidth = 18;
const rangeWidth = 24;
const signerWidth = 28;

const isOnline = ({ role }: AuditedSignature) => role === 'snapshot' || role === 'timestamp';

/** A line per role and commit; the commit stands at its first. */
export function renderEvents(signatures: readonly AuditedSignature[]): Terminal[] {
  let last = '';
  return signatures
    .filter((signature) => !isOnline(signature))
    .map((signature) => {
      const { commit, role, version } = signature;
      const when = renderMoment(signature);
      const shown = commit === last ? ' '.repeat(when.text.length) : when;
      last = commit;
      return terminal`  ${shown}  ${`${nameOf(role)} v${version}`.padEnd(versionWidth)}  ${signersOf(signature)}`;
    });
}

/** A line for each run of versions of a role with the same signers; a long name has a line of its own. */
export function renderOnlineSignatures(signatures: readonly AuditedSignature[]): Terminal[] {
  return ['snapshot', 'timestamp'].flatMap((role) =>
    runs(signatures.filter((signature) => signature.role === role)).flatMap(({ first, last }) => {
      const versions = first.version === last.version ? `v${first.version}` : `v${first.version} to v${last.version}`;
      const days = first === last ? dayOf(first) : `${dayOf(first)} to ${dayOf(last)}`;
      const signers = signersOf(first);
      const start = terminal`  ${days.padEnd(rangeWidth)}  ${`${role} ${versions}`.padEnd(rangeWidth)}`;
      return signers.length > signerWidth ? [start, terminal`    by ${signers}`] : [terminal`${start}  ${signers}`];
    }),
  );
}

interface Run {
  readonly first: AuditedSignature;
  last: AuditedSignature;
}

function runs(signatures: readonly AuditedSignature[]): readonly Run[] {
  const all: Run[] = [];
  for (const signature of signatures) {
    const run = all.at(-1);
    if (run && run.first.signers.join('\n') === signature.signers.join('\n')) run.last = signature;
    else all.push({ first: signature, last: signature });
  }
  return all;
}

function signersOf({ signers }: AuditedSignature): string {
  return signers.length === 0 ? 'nobody' : signers.map(nameOf).join(', ');
}
