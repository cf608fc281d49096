/** Who may sign what, in a signer's summary: keys by owner and keyid, thresholds, paths (SPEC B6). */
import type { DelegationChange, KeyLine } from '../signing-event/change-summary-delegations.ts';
import type { Step } from '../signing-event/change-summary-members.ts';
import { listInWords, plural } from '../text/quantities.ts';
import { type Line, line } from '../text/wrapped.ts';
import { memberText } from './signer-summary-members.ts';

export function delegationLines(change: DelegationChange): readonly Line[] {
  return [
    line(2, headline(change), 'bold'),
    ...(change.kind === 'removed'
      ? []
      : [line(4, thresholdText(change), isOther(change.threshold) ? 'magenta' : undefined)]),
    ...change.keysAdded.flatMap((key) => keyLines('+', key, 'green')),
    ...change.keysRemoved.flatMap((key) => keyLines('-', key, 'red')),
    ...change.keysChanged.flatMap((key) => keyLines('~', key, 'magenta')),
    ...kept(change),
    ...change.invited.map((user) => line(4, `? ${user} is invited and has not accepted yet`, 'magenta')),
    ...periodLines(change),
    ...pathLines(change),
    ...change.members.map((member) => line(4, `~ ${memberText(member)}`, 'magenta')),
  ];
}

function headline({ name, kind }: DelegationChange): string {
  if (kind === 'added') return `Who may sign ${name} (new)`;
  return kind === 'removed' ? `${name} is removed: nobody signs it any more` : `Who may sign ${name}`;
}

function thresholdText({ threshold, keys }: DelegationChange): string {
  if (threshold.now === undefined) return 'Nobody yet';
  const count = keys.now ?? 0;
  const text =
    count < threshold.now
      ? `${plural(threshold.now, 'signature')} needed, ${plural(count, 'key')} so far`
      : `${threshold.now} of ${plural(count, 'key')} must sign`;
  const isSame = threshold.before === threshold.now && keys.before === keys.now;
  return threshold.before === undefined || isSame ? text : `${text}; until now ${threshold.before} of ${keys.before}`;
}

/** Owner or online URI, what kind of key it is, and its id whole: the beginning alone can be forged. */
function keyLines(mark: '+' | '-' | '~', key: KeyLine, style: Line['style']): readonly Line[] {
  const who = key.signer === key.keyid ? 'A key without an owner' : key.signer;
  const how = key.identity ? `Sigstore login ${key.identity.identity} at ${key.identity.issuer}` : key.scheme;
  const also = key.otherMembers.length > 0 ? `, with ${listInWords(key.otherMembers)}` : '';
  const what = mark === '~' ? ': the same key id stands for another key' : '';
  return [line(4, `${mark} ${who} (${how}${also})${what}`, style), line(6, `key ${key.keyid}`, 'dim')];
}

function kept({ keysKept }: DelegationChange): readonly Line[] {
  if (keysKept.length === 0) return [];
  return [
    line(4, `= ${listInWords(keysKept.map(({ signer }) => signer))} ${keysKept.length === 1 ? 'stays' : 'stay'}`),
  ];
}

function periodLines({ name, periods: { before, now } }: DelegationChange): readonly Line[] {
  if (!now || (before?.expiry === now.expiry && before.signing === now.signing)) return [];
  const was = before ? `; until now ${plural(before.expiry, 'day')} and ${before.signing}` : '';
  const text = `${name} is signed by machine: good for ${plural(now.expiry, 'day')}, renewed ${now.signing} before it ends${was}`;
  return [line(4, before ? `~ ${text}` : text, before && 'magenta')];
}

function pathLines({ paths, terminating }: DelegationChange): readonly Line[] {
  const known = new Set(paths.before);
  const present = new Set(paths.now);
  const ends = (isTerminating: boolean) =>
    isTerminating ? 'no later role is asked for these paths' : 'later roles are asked for these paths too';
  return [
    ...[...present].filter((path) => !known.has(path)).map((path) => line(4, `+ may list files ${path}`, 'green')),
    ...[...known]
      .filter((path) => !present.has(path))
      .map((path) => line(4, `- may no longer list files ${path}`, 'red')),
    ...(terminating.now !== undefined && isOther(terminating)
      ? [line(4, `~ ${ends(terminating.now)} (terminating ${terminating.now})`, 'magenta')]
      : []),
  ];
}

/** Another value than before, where there was one. */
function isOther<T>({ before, now }: Step<T>): boolean {
  return before !== undefined && now !== undefined && before !== now;
}
