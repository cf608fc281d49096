/** The keys in use over time, role by role. */
import { type Terminal, terminal } from '../text/terminal.ts';
import type { AuditedKey } from '../verifier/audit/key-spans.ts';
import { nameOf, renderMoment } from './audit-columns.ts';

const signerWidth = 16;

/** A line per key below its role's name; a long name of a signer has a line of its own. */
export function renderKeys(keys: readonly AuditedKey[]): Terminal[] {
  return keys.flatMap((key, i) => {
    const heading = keys[i - 1]?.role === key.role ? [] : [terminal`  ${nameOf(key.role)}`];
    const signer = key.signer === key.keyid ? '' : nameOf(key.signer);
    const isLong = signer.length > signerWidth;
    const start = (isLong ? '' : signer).padEnd(signerWidth);
    const line = terminal`    ${start}  ${nameOf(key.keyid).padEnd(10)}  ${renderPeriod(key)}`;
    return [...heading, ...(isLong ? [terminal`    ${signer}`] : []), line];
  });
}

function renderPeriod({ since, until }: AuditedKey): Terminal {
  if (since === null) return until === null ? terminal`throughout` : terminal`until ${renderMoment(until)}`;
  return until === null
    ? terminal`since ${renderMoment(since)}`
    : terminal`${renderMoment(since)} to ${renderMoment(until)}`;
}
