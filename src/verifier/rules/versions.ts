/** Family *versions and expiry* (SPEC B1): clients refuse what goes back, and people notice too late what runs out. */
import { expiryPeriodField, signingPeriodField } from '../../deployment/custom-fields.ts';
import { metadataPath } from '../../deployment/layout.ts';
import { arePeriodsSound, parsePeriods, periodsHolder, writtenPeriods } from '../../deployment/periods.ts';
import { isExpired, parseExpires, secondsPerDay } from '../../tuf/expires.ts';
import { get, type JsonObject } from '../../tuf/json.ts';
import type { Signed } from '../../tuf/metadata.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
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
    const known = before?.metadata.signed.version ?? versionInSnapshot(base, role) ?? 0;
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
  step({ role, metadata }: RoleSubject, before, { base }) {
    if (isOnlineRole(role) || before) return undefined;
    const known = versionInSnapshot(base, role);
    return known === undefined || metadata.signed.version > known
      ? undefined
      : { version: metadata.signed.version, known };
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
    if (!periods || !arePeriodsSound(periods)) return undefined;
    // One day of tolerance for clocks (SPEC B1).
    const latest = now + (periods.expiry + 1) * secondsPerDay;
    const { expires } = metadata.signed;
    return parseExpires(expires) > latest ? { expires, days: periods.expiry } : undefined;
  },
  say: ({ expires, days }, { role }) =>
    `${role} expires on ${expires}, later than its expiry period of ${days} days allows`,
  remedy: (_, { role }) => `Let the signer's tool write the date: tuf-on-ci-delegate EVENT ${role}`,
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

/** What the snapshot of a state says of a role, also of one that has left. */
function versionInSnapshot(state: RepositoryState | undefined, role: string): number | undefined {
  const snapshot = state && metadataOf(state, 'snapshot');
  return (snapshot && (get(snapshot.signed.meta, `${role}.json`) as { version: number } | undefined))?.version;
}

export const versionRules: readonly Rule[] = [
  unchanged,
  tooHigh,
  reused,
  rootStep,
  expiredChange,
  expired,
  expiryTooFar,
  periodMissing,
  periodUnsound,
];
