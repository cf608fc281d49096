/** What `tuf-on-ci verify` prints. */
import { styled, type Terminal, terminal, terminalLines } from '../text/terminal.ts';
import type { ClientReport } from '../verifier/clients.ts';
import type { Finding } from '../verifier/finding.ts';
import { renderClientTable } from './client-table.ts';
import { type FindingJson, findingAsJson } from './finding-json.ts';
import { renderFindings } from './findings.ts';

/** A judgement, and what it is of. */
export interface Verified {
  readonly judged: {
    /** The commit that was judged. */
    readonly commit: string;
    /** The commit that counts as known good; null when there is none. */
    readonly against: string | null;
    /** `event`: as a signing event; `publish`: as it would be published. */
    readonly door: 'event' | 'publish';
  };
  /** What `against` is the merge base with: `origin/main`, or as typed. */
  readonly mergeBaseWith: string | undefined;
  /** No finding is an error. */
  readonly sound: boolean;
  readonly findings: readonly Finding[];
}

/** The shape of `verify --json`: members may be added, none is renamed or removed. */
export interface VerifiedJson {
  readonly judged: Verified['judged'];
  readonly sound: boolean;
  /** Errors first, then by role (SPEC A5). */
  readonly findings: readonly FindingJson[];
  /** With `--clients`. */
  readonly clients?: readonly ClientReport[];
}

export function verifiedAsJson({ judged, sound, findings }: Verified, clients?: readonly ClientReport[]): VerifiedJson {
  const { commit, against, door } = judged;
  return {
    judged: { commit, against, door },
    sound,
    findings: findings.map(findingAsJson),
    ...(clients && { clients }),
  };
}

export interface VerifiedOptions {
  /** How the commit is called: a branch, or as typed. */
  readonly name: string;
  readonly clients: readonly ClientReport[] | undefined;
  readonly colour: boolean;
}

/** What was judged against what, the findings, and the clients when they were asked for. */
export function renderVerified(verified: Verified, { name, clients, colour }: VerifiedOptions): string {
  const heading = terminalLines([renderJudged(verified, name, colour), renderAgainst(verified)]).text;
  const parts = [heading, renderFindings(verified.findings, { colour })];
  if (clients) parts.push(renderClientTable(clients, { colour }));
  return parts.join('\n');
}

function renderJudged({ judged: { commit, door } }: Verified, name: string, colour: boolean): Terminal {
  const as = door === 'event' ? 'as a signing event' : 'as it would be published';
  return terminal`Judged ${styled('bold', name, colour)} (${shortOid(commit)}) ${as}`;
}

function renderAgainst({ judged: { against, door }, mergeBaseWith }: Verified): Terminal {
  if (against === null) {
    return door === 'event'
      ? terminal`against nothing: it has no commit in common with ${mergeBaseWith ?? ''}`
      : terminal`against nothing: no commit before it could be published`;
  }
  if (door === 'event') return terminal`against ${shortOid(against)}, the merge base with ${mergeBaseWith ?? ''}`;
  return terminal`against ${shortOid(against)}, the newest commit before it that could be`;
}

/** As much of an object id as people look at. */
export function shortOid(oid: string): string {
  return oid.slice(0, 10);
}
