/** Family *versions and expiry* (SPEC B1): clients refuse what goes back, and people notice too late what runs out. */
import { expiryPeriodField, signingPeriodField } from '../../deployment/custom-fields.ts';
import { metadataPath } from '../../deployment/layout.ts';
import {
  arePeriodsSound,
  longestPeriod,
  parsePeriods,
  periodsHolder,
  signingStart,
  writtenPeriods,
} from '../../deployment/periods.ts';
import { isExpired, parseExpires, secondsPerDay } from '../../tuf/expires.ts';
import { get, type JsonObject } from '../../tuf/json.ts';
import type { Signed } from '../../tuf/metadata.ts';
import { listedVersion } from '../online-roles.ts';
import { readableRootVersions } from '../root-versions.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
import { samePayload } from '../signature-entries.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { RoleSubject } from '../subjects.ts';
import { isOnlineRole, signedPartChanged } from './changes.ts';

const unchanged = stepRule({
  id: 'versions/unchanged',
  on: 'role',
  why: 'A client that has version N never fetches another N: what changes needs a new number (TUF 5.6.5).',
  step({ metadata, ...subject }: RoleSubject, before) {
    if (isOnlineRole(subject.role) || !before || !signedPartChanged({ metadata, ...subject }, before)) return undefined;
    const known = before.metadata.signed.version;
    return metadata.signed.version > known ? undefined : { version: metadata.signed.version, known };
  },
  say: ({ version, known }, { role }) =>
    `${role} changes but its version is ${version}; it must be greater than the known good version ${known}`,
  remedy: (_, { role }) => `Let the signer's tool write a new version: tuf-on-ci-delegate EVENT ${role}`,
});

const tooHigh = stepRule({
  id: 'versions/too-high',
  on: 'role',
  why: 'A version near the largest number would be the last one ever (fast-forward attack, TUF 1.5.2).',
  step({ role, metadata }: RoleSubject, before, { base, history }) {
    if (isOnlineRole(role)) return undefined;
    const { version } = metadata.signed;
    const known = before?.metadata.signed.version ?? lastKnownVersion(base, role) ?? 0;
    const commits = history.commitsChanging(metadataPath(role));
    return commits === undefined || version <= known + Math.max(commits, 1) ? undefined : { version, known, commits };
  },
  say: ({ version, known, commits }, { role }) =>
    `${role} has version ${version}, more than the known good version ${known} and the event's ${commits} changes of it allow`,
  remedy: ({ known }, { role }) => `Make the change again so that ${role} becomes version ${known + 1}`,
});

const reused = stepRule({
  id: 'versions/reused',
  on: 'role',
  why: 'A role that comes back must be newer than clients remember it from the snapshot (TUF 5.6.5).',
  step({ role, metadata, document }: RoleSubject, before, { base }) {
    if (isOnlineRole(role) || before) return undefined;
    const { version } = metadata.signed;
    const known = lastKnownVersion(base, role);
    if (known === undefined || version > known) return undefined;
    // Who has broken root.json puts back what the history has.
    const isPutBack =
      role === 'root' && version === known && samePayload(document, base.rootHistory.get(known)!.document);
    return isPutBack ? undefined : { version, known };
  },
  say: ({ version, known }, { role }) =>
    `${role} comes back as version ${version}, but clients have seen version ${known}`,
  remedy: ({ known }, { role }) => `Make ${role} version ${known + 1}`,
});

const rootStep = stepRule({
  id: 'versions/root-step',
  on: 'role',
  why: 'Clients walk from root N to N+1 and stop at a gap (TUF 5.3.5).',
  step(subject: RoleSubject, before) {
    if (subject.role !== 'root' || !before || !signedPartChanged(subject, before)) return undefined;
    const { version } = subject.metadata.signed;
    const known = before.metadata.signed.version;
    // A version that does not rise is versions/unchanged.
    return version > known + 1 ? { version, known } : undefined;
  },
  say: ({ version, known }) => `root goes from version ${known} to ${version}; it must be version ${known + 1}`,
  remedy: ({ known }) => `Make the change again so that root becomes version ${known + 1}`,
});

const expiredChange = stepRule({
  id: 'versions/expired-change',
  on: 'role',
  why: 'What has expired when it is merged is refused by every client (TUF 5.3.10).',
  step(subject: RoleSubject, before, { now }) {
    if (isOnlineRole(subject.role) || !isExpired(subject.metadata.signed.expires, now)) return undefined;
    return !before || signedPartChanged(subject, before) ? { expires: subject.metadata.signed.expires } : undefined;
  },
  say: ({ expires }, { role }) => `${role} is changed in this event and has expired on ${expires}`,
  remedy: (_, { role }) => `Give ${role} a new version: tuf-on-ci-delegate EVENT ${role}`,
});

const expired = stateRule({
  id: 'versions/expired',
  on: 'role',
  why: 'Clients refuse expired metadata; an expired offline role takes its own targets with it (TUF 5.6.6).',
  severity: 'warning',
  check({ role, metadata }: RoleSubject, { now }) {
    return !isOnlineRole(role) && isExpired(metadata.signed.expires, now)
      ? { expires: metadata.signed.expires }
      : undefined;
  },
  say: ({ expires }, { role }) => `${role} HAS EXPIRED on ${expires}: clients refuse it`,
  remedy: (_, { role }) => `Sign a new version of ${role} soon: tuf-on-ci-create-signing-events opens the event`,
});

const expiryTooFar = stepRule({
  id: 'versions/expiry-too-far',
  on: 'role',
  why: 'A signature that outlives its period keeps a client that is held back from noticing (freeze attack, TUF 1.5.2).',
  step(subject: RoleSubject, before, { now, state }) {
    const { role, metadata } = subject;
    if (before && before.metadata.signed.version === metadata.signed.version) return undefined;
    const periods = periodsOf(state, role, metadata.signed);
    // Where none is written, which is versions/period-missing or of long ago, the longest counts.
    const days = periods && arePeriodsSound(periods) ? periods.expiry : longestPeriod;
    // One day of tolerance for clocks (SPEC B1).
    const latest = now + (days + 1) * secondsPerDay;
    const { expires } = metadata.signed;
    return parseExpires(expires) > latest ? { expires, days } : undefined;
  },
  say: ({ expires, days }, { role }) =>
    `${role} expires on ${expires}, later than its expiry period of ${days} days allows`,
  remedy: (_, { role }) => `Let the signer's tool write the date: tuf-on-ci-delegate EVENT ${role}`,
});

const expiresSoon = stepRule({
  id: 'versions/expires-soon',
  on: 'role',
  why: 'A version that is due again the day it is merged was dated by mistake, or by somebody who wants it to expire.',
  severity: 'warning',
  step({ role, metadata: { signed } }: RoleSubject, before, { now, state }) {
    if (isOnlineRole(role) || before?.metadata.signed.version === signed.version) return undefined;
    const periods = periodsOf(state, role, signed);
    const isDue = periods && arePeriodsSound(periods) && signingStart(signed.expires, periods) <= now;
    // What has expired is versions/expired-change.
    return isDue && !isExpired(signed.expires, now) ? { expires: signed.expires } : undefined;
  },
  say: ({ expires }, { role }) => `${role} expires on ${expires}: its next version is due already`,
  remedy: (_, { role }) => `Let the signer's tool write the date: tuf-on-ci-delegate EVENT ${role}`,
});

const periodRaised = stepRule({
  id: 'versions/period-raised',
  on: 'role',
  why: 'The longer a signature is good, the longer a client can be held back with it, or a stolen key go unnoticed (TUF 1.5.2).',
  severity: 'warning',
  step(subject: RoleSubject, before) {
    const known = new Map(
      before ? holdersIn(before).map(([name, holder]) => [name, parsePeriods(holder)?.expiry]) : [],
    );
    return holdersIn(subject).flatMap(([name, holder]) => {
      const [days, daysBefore] = [parsePeriods(holder)?.expiry, known.get(name)];
      return days !== undefined && daysBefore !== undefined && days > daysBefore ? [{ name, days, daysBefore }] : [];
    });
  },
  say: ({ name, days, daysBefore }) => `The expiry period of ${name} goes up from ${daysBefore} to ${days} days`,
  remedy: ({ name }) => `Sign only if this is agreed; otherwise set it back: tuf-on-ci-delegate EVENT ${name}`,
});

function periodsOf(state: RepositoryState, role: string, signed: Signed) {
  const holder = periodsHolder(role, signed, metadataOf(state, 'root')?.signed);
  return holder && parsePeriods(holder);
}

/** The period holders that a role's file has: its own, and in root those of the online roles. */
function holdersIn({ role, metadata }: RoleSubject): [name: string, holder: JsonObject][] {
  const { signed } = metadata;
  if (isOnlineRole(role)) return [];
  if (signed._type !== 'root') return [[role, signed]];
  const online = ['timestamp', 'snapshot'].flatMap((name): [string, JsonObject][] => {
    const holder = get(signed.roles, name) as JsonObject | undefined;
    return holder ? [[name, holder]] : [];
  });
  return [[role, signed], ...online];
}

const periodMissing = stateRule({
  id: 'versions/period-missing',
  on: 'role',
  why: 'Without an expiry period nobody opens the next signing event (SPEC A3).',
  historic: true,
  check: (subject: RoleSubject) =>
    holdersIn(subject).flatMap(([name, holder]) => (writtenPeriods(holder).expiry === undefined ? [{ name }] : [])),
  say: ({ name }) => `${name} has no ${expiryPeriodField}`,
  remedy: ({ name }) => `Set it: tuf-on-ci-delegate EVENT ${name}`,
});

const periodUnsound = stateRule({
  id: 'versions/period-unsound',
  on: 'role',
  why: 'Periods are whole days with 1 <= signing < expiry <= 3650, or signers are asked never or always (SPEC B1).',
  check: (subject: RoleSubject) =>
    holdersIn(subject).flatMap(([name, holder]) => {
      const { expiry, signing } = writtenPeriods(holder);
      if (expiry === undefined) return [];
      const periods = parsePeriods(holder);
      return periods && arePeriodsSound(periods) ? [] : [{ name, expiry, signing: signing ?? null }];
    }),
  say: ({ name, expiry, signing }) =>
    `The periods of ${name} are unsound: expiry ${JSON.stringify(expiry)}, signing ${signing === null ? 'half of it' : JSON.stringify(signing)} (days)`,
  remedy: ({ name }) => `Set ${expiryPeriodField} and ${signingPeriodField}: tuf-on-ci-delegate EVENT ${name}`,
});

/** Of a role whose file is not there or cannot be read: what the snapshot says, of root the newest of the history. */
function lastKnownVersion(state: RepositoryState, role: string): number | undefined {
  if (role !== 'root') return listedVersion(state, `${role}.json`);
  let newest: number | undefined;
  for (const version of readableRootVersions(state)) newest = Math.max(newest ?? 0, version);
  return newest;
}

export const versionRules: readonly Rule[] = [
  unchanged,
  tooHigh,
  reused,
  rootStep,
  expiredChange,
  expired,
  expiryTooFar,
  expiresSoon,
  periodRaised,
  periodMissing,
  periodUnsound,
];
