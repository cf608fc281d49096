/** Who signed what and when: events one by one, the thousands of online signatures as ranges. */
import { type Terminal, terminal } from '../text/terminal.ts';
import { shortened, visible } from '../text/visible.ts';
import type { AuditedSignature } from '../verifier/audit/signatures.ts';
import { dayOf, renderMoment } from './audit-moment.ts';

const nameLimit = 100;
const nameWidth = 18;

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
      return terminal`  ${shown}  ${padded(`${shortened(role, nameLimit)} v${version}`)}  ${signersOf(signature)}`;
    });
}

/** A line for each run of versions of a role with the same signers. */
export function renderOnlineSignatures(signatures: readonly AuditedSignature[]): Terminal[] {
  return ['snapshot', 'timestamp'].flatMap((role) =>
    runs(signatures.filter((signature) => signature.role === role)).map(({ first, last }) => {
      const versions = first.version === last.version ? `v${first.version}` : `v${first.version} to v${last.version}`;
      const days = first === last ? dayOf(first) : `${dayOf(first)} to ${dayOf(last)}`;
      return terminal`  ${days.padEnd('2030-01-31 to 2030-01-31'.length)}  ${padded(`${role} ${versions}`)}  ${signersOf(first)}`;
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

/** Padded by what is seen: an escaped name is longer than it was. */
function padded(name: string): string {
  return visible(name).padEnd(nameWidth);
}

function signersOf({ signers }: AuditedSignature): string {
  return signers.length === 0 ? 'nobody' : signers.map((signer) => shortened(signer, nameLimit)).join(', ');
}
