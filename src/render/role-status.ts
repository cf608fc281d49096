/** One changed role in the status text: a line when all is well, what is still open below it. */
import type { RoleStatus, TargetChange } from '../signing-event/event-status.ts';
import { code, joined, type Markdown, markdown } from '../text/markdown.ts';
import { dateInWords, thousands } from '../text/quantities.ts';
import { shortened } from '../text/visible.ts';

/** A role as known good has it. */
export interface KnownGoodRole {
  readonly version: number | null;
  readonly expires: string | null;
}

const NAME_LIMIT = 200;
const NAMES_SHOWN = 20;
const FILES_SHOWN = 20;

/** A list item, with a list of its own where there is more to say; `before` is the role in known good, when known. */
export function renderRole(role: RoleStatus, before: KnownGoodRole | undefined): Markdown {
  const first = joined([versionOf(role, before), countsOf(role, before), ...expiryOf(role, before)], ', ');
  const details = [...signersOf(role), ...invitesOf(role), ...targetFilesOf(role)];
  return joined([markdown`- ${markOf(role)} **${name(role.role)}** ${first}`, ...details], '\n  - ');
}

/** A name of any length and content, as code. */
export function name(text: string): Markdown {
  return code(shortened(text, NAME_LIMIT));
}

/** Who can give the signatures that a role lacks: the missing of each count below its threshold, once each. */
export function missingSigners({ threshold, signed, missing, knownGoodRoot }: RoleStatus): string[] {
  const present = signed.length < threshold ? missing : [];
  const old = knownGoodRoot !== null && !knownGoodRoot.complete ? knownGoodRoot.missing : [];
  return [...new Set([...present, ...old])];
}

function markOf({ complete, findings }: RoleStatus): string {
  if (complete) return '✅';
  return findings.some(({ severity }) => severity === 'error') ? '❌' : '⏳';
}

function versionOf({ version }: RoleStatus, before: KnownGoodRole | undefined): Markdown {
  if (version === null) return markdown`no readable metadata file`;
  if (before?.version === version) return markdown`version ${version} as before`;
  return before?.version == null ? markdown`version ${version}` : markdown`version ${before.version} → ${version}`;
}

/** Signatures there are over signatures needed; root by both its keys, in the words of SPEC B3. */
function countsOf({ version, threshold, signed, knownGoodRoot }: RoleStatus, before?: KnownGoodRole): Markdown {
  const present = `${signed.length}/${threshold}`;
  if (knownGoodRoot === null) return markdown`signers ${present}`;
  // A known-good root that the caller does not name is one version older (TUF 5.3.5).
  const oldVersion = before?.version ?? (version === null ? '?' : version - 1);
  const old = `${knownGoodRoot.signed.length}/${knownGoodRoot.threshold}`;
  return markdown`root v${oldVersion} signers ${old}, root v${version ?? '?'} signers ${present}`;
}

function expiryOf({ expires }: RoleStatus, before: KnownGoodRole | undefined): Markdown[] {
  if (expires === null) return [];
  const changed = before?.expires != null && before.expires !== expires;
  return [markdown`expires ${date(expires)}${changed ? markdown` (before: ${date(before.expires)})` : ''}`];
}

function signersOf(role: RoleStatus): Markdown[] {
  const signed = [...new Set([...role.signed, ...(role.knownGoodRoot?.signed ?? [])])];
  const missing = missingSigners(role);
  return [
    ...(signed.length > 0 ? [markdown`signed by ${names(signed)}`] : []),
    ...(missing.length > 0 ? [stillToSign(role, missing)] : []),
  ];
}

/** Where more people can sign than have to, the text says so, or each waits for all the others. */
function stillToSign({ threshold, signed, knownGoodRoot }: RoleStatus, missing: readonly string[]): Markdown {
  const needed = threshold - signed.length;
  if (knownGoodRoot !== null || needed >= missing.length) return markdown`still to sign: ${names(missing)}`;
  return markdown`still to sign: any ${thousands(needed)} of ${names(missing)}`;
}

function invitesOf({ invites }: RoleStatus): Markdown[] {
  return invites.length > 0 ? [markdown`invited, no answer yet: ${names(invites)}`] : [];
}

function targetFilesOf({ targetChanges }: RoleStatus): Markdown[] {
  if (targetChanges.length === 0) return [];
  const shown = targetChanges.slice(0, FILES_SHOWN).map(({ path, change }) => markdown`${change} ${name(path)}`);
  const left = targetChanges.length - shown.length;
  const rest = left > 0 ? [markdown`and ${thousands(left)} more`] : [];
  return [joined([markdown`target files: ${changeCounts(targetChanges)}`, ...shown, ...rest], '\n    - ')];
}

function changeCounts(changes: readonly TargetChange[]): string {
  return (['added', 'modified', 'removed'] as const)
    .map((kind) => ({ kind, count: changes.filter(({ change }) => change === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${thousands(count)} ${kind}`)
    .join(', ');
}

function names(list: readonly string[]): Markdown {
  const shown = list.slice(0, NAMES_SHOWN).map(name);
  const left = list.length - shown.length;
  return joined(left > 0 ? [...shown, markdown`and ${thousands(left)} more`] : shown, ', ');
}

function date(iso: string): string {
  return dateInWords(shortened(iso, NAME_LIMIT));
}
