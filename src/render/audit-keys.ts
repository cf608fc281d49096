/** The keys in use over time, role by role. */
import { type Terminal, terminal } from '../text/terminal.ts';
import { shortened, visible } from '../text/visible.ts';
import type { AuditedKey } from '../verifier/audit/key-spans.ts';
import { renderMoment } from './audit-moment.ts';

const nameLimit = 100;
const signerWidth = 16;
/** As much of a keyid as people compare; `--json` has all of it. */
const keyidShown = 10;

/** A line per key below its role's name; a long name of a signer has a line of its own. */
export function renderKeys(keys: readonly AuditedKey[]): Terminal[] {
  return keys.flatMap((key, i) => {
    const heading = keys[i - 1]?.role === key.role ? [] : [terminal`  ${shortened(key.role, nameLimit)}`];
    const signer = visible(shortened(key.signer, nameLimit));
    const isLong = signer.length > signerWidth;
    const rest = terminal`${isLong ? ' '.repeat(signerWidth) : signer.padEnd(signerWidth)}  ${key.keyid.slice(0, keyidShown)}  ${renderPeriod(key)}`;
    return [...heading, ...(isLong ? [terminal`    ${signer}`] : []), terminal`    ${rest}`];
  });
}

function renderPeriod({ since, until }: AuditedKey): Terminal {
  const from = since === null ? terminal`before` : renderMoment(since);
  return until === null ? terminal`since ${from}` : terminal`${from} to ${renderMoment(until)}`;
}
