/**
 * What `tuf-js` 6 cannot judge (SPEC B1 "Second opinion", CLIENTS.md), from our knowledge of keys and documents:
 * its error texts are for people. Where one of these holds, its refusal says nothing about the repository.
 */
import { sortedByCodePoint } from '../../text/code-point-order.ts';
import { get, isArray, isObject, type Json, names } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { delegationsOf, type Metadata } from '../../tuf/metadata.ts';
import { type Signers, signersOf } from '../../tuf/signatures.ts';

/** Above this many entries in one list, reading it takes `@tufjs/models` seconds, then minutes: it is quadratic. */
export const entryLimit = 2000;

const schemesByKeyType: ReadonlyMap<string, readonly string[]> = new Map([
  ['ed25519', ['ed25519']],
  ['ecdsa', ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['rsa', ['rsassa-pss-sha256', 'rsassa-pss-sha384', 'rsassa-pss-sha512']],
]);

function canVerify({ keytype, scheme }: Key): boolean {
  return schemesByKeyType.get(keytype)?.includes(scheme) ?? false;
}

/**
 * Why tuf-js cannot count the signatures of a document: enough of the role's keys have signed, but only together
 * with keys that it does not know. Undefined when it can. Whether the signatures are good is not looked at.
 */
export function unknownKeys(document: Metadata, signers: Signers): string | undefined {
  const signed = new Set(document.signatures.filter(({ sig }) => sig !== '').map(({ keyid }) => keyid));
  const present = signersOf(signers).filter(({ keyid }) => signed.has(keyid));
  const unknown = present.filter(({ key }) => !canVerify(key));
  const { threshold } = signers.role;
  if (present.length < threshold || present.length - unknown.length >= threshold) return undefined;
  const kinds = unknown.map(({ key: { keytype, scheme } }) =>
    keytype === scheme ? keytype : `${keytype} (${scheme})`,
  );
  return `tuf-js cannot verify signatures by keys of type ${sortedByCodePoint(new Set(kinds)).join(', ')}`;
}

/** Why tuf-js cannot get through a document in time; its target files are not what takes the time. */
export function unloadable(role: string, { signed }: Metadata): string | undefined {
  if (role in {}) return 'tuf-js cannot load a role of this name';
  if (membersOf(signed, 'meta') > entryLimit) return tooMany('metadata files');
  if ((delegationsOf(signed)?.roles.length ?? 0) > entryLimit) return tooMany('delegated roles');
  return undefined;
}

/** Why tuf-js cannot read the target files of a role in time. */
export function tooManyTargets({ signed }: Metadata): string | undefined {
  return membersOf(signed, 'targets') > entryLimit ? tooMany('target files') : undefined;
}

function membersOf(signed: Metadata['signed'], name: string): number {
  const member = get(signed, name);
  return isObject(member) ? names(member).length : 0;
}

function tooMany(things: string): string {
  return `it has more than ${entryLimit} ${things}, and tuf-js would take too long`;
}

/** Why tuf-js would sign, and so verify, other bytes than everybody else. */
export function reordered({ signed }: Metadata): string | undefined {
  // JavaScript puts members with names like `10` first, by number, and tuf-js keeps the list of roles as an object.
  const roles = delegationsOf(signed)?.roles.map(({ name }) => name) ?? [];
  const asMembers = Object.keys(Object.fromEntries(roles.map((name) => [name, true])));
  if (asMembers.some((name, i) => name !== roles[i]))
    return 'tuf-js changes the order of delegated roles named by numbers';
  if (!sortsAlike(signed)) return 'tuf-js sorts names with characters above U+FFFF differently';
  return undefined;
}

/** Canonical JSON sorts by code point, tuf-js by UTF-16 unit; that differs only where a name has a surrogate pair. */
function sortsAlike(value: Json): boolean {
  if (isArray(value)) return value.every(sortsAlike);
  if (!isObject(value)) return true;
  const members = names(value);
  if (members.some((name) => /[\ud800-\udbff]/.test(name))) {
    const byUnit = [...members].sort();
    if (sortedByCodePoint(members).some((name, i) => name !== byUnit[i])) return false;
  }
  return members.every((name) => sortsAlike(value[name] as Json));
}
