/** What `tuf-on-ci audit --json` prints. */
import type { AuditResult } from '../verifier/audit/audit.ts';
import type { AuditedFinding } from '../verifier/audit/finding-spans.ts';
import type { AuditedKey } from '../verifier/audit/key-spans.ts';
import type { Moment } from '../verifier/audit/moment.ts';
import type { AuditedSignature } from '../verifier/audit/signatures.ts';
import { type FindingJson, findingAsJson } from './finding-json.ts';

/** An audit, and what it is of. */
export interface AuditReport extends AuditResult {
  /** The branch that was judged, as in `origin/main`, and the commit that it is at. */
  readonly branch: string;
  readonly head: string;
  /** The commit after which the audit begins (`--from`). */
  readonly from: string | null;
  /** Commits of the first-parent line, those that leave metadata and target files alone included. */
  readonly commits: number;
}

/**
 * The shape of `audit --json`: members may be added, none is renamed or removed. A moment is `{commit, time}`, the time
 * (`YYYY-MM-DDTHH:MM:SSZ`) as the committer claims it; `since` is null for what was there before the first step.
 */
export interface AuditJson {
  readonly audited: Pick<
    AuditReport,
    'branch' | 'head' | 'from' | 'commits' | 'events' | 'onlineSignatures' | 'mixedSteps'
  >;
  readonly sound: boolean;
  /** In the order of the history. */
  readonly findings: readonly (FindingJson & Pick<AuditedFinding, 'since' | 'until' | 'open'>)[];
  /** In the order of the history. */
  readonly signatures: readonly AuditedSignature[];
  /** By role (SPEC A5). */
  readonly keys: readonly AuditedKey[];
}

export function auditAsJson(report: AuditReport): AuditJson {
  const { branch, head, from, commits, events, onlineSignatures, mixedSteps, sound, signatures, keys } = report;
  return {
    audited: { branch, head, from, commits, events, onlineSignatures, mixedSteps },
    sound,
    findings: report.findings.map((finding) => ({
      ...findingAsJson(finding),
      since: momentOrNull(finding.since),
      until: momentOrNull(finding.until),
      open: finding.open,
    })),
    signatures: signatures.map(({ commit, time, role, version, signers }) => ({
      commit,
      time,
      role,
      version,
      signers,
    })),
    keys: keys.map(({ role, keyid, signer, since, until }) => ({ role, keyid, signer, since, until })),
  };
}

function momentOrNull(moment: Moment | null): Moment | null {
  return moment && { commit: moment.commit, time: moment.time };
}
