/** Family *target files* (SPEC B1), the content: every number that a list says of a file is right, and can be checked. */
import { shortened } from '../../text/visible.ts';
import { get, names } from '../../tuf/json.ts';
import type { TargetFile } from '../../tuf/metadata.ts';
import { type Rule, stateRule } from '../rule.ts';
import type { TargetSubject } from '../subjects.ts';
import { mendingOf, mendList } from './mend-list.ts';

/** Hex digits of the algorithms that files are digested with. */
const digits: Readonly<Record<'sha256' | 'sha512', number>> = { sha256: 64, sha512: 128 };
type Algorithm = keyof typeof digits;
const isKnown = (algorithm: string): algorithm is Algorithm => algorithm === 'sha256' || algorithm === 'sha512';

/** A hash as listed; undefined when it is missing or malformed, which is a finding of its own. */
function listedHash({ hashes }: TargetFile, algorithm: Algorithm): string | undefined {
  const listed = get(hashes, algorithm) as string | undefined;
  return listed !== undefined && isWellFormed(algorithm, listed) ? listed : undefined;
}

/** Of the shortest digest there is. */
const fewestDigits = 32;

/**
 * The hash becomes part of the name of a published file (SPEC A8), whatever the algorithm: nothing but lower-case
 * hexadecimal may stand there, and so much of it that `10` and root.json never make a root version.
 */
function isWellFormed(algorithm: string, hash: string): boolean {
  const isLong = isKnown(algorithm) ? hash.length === digits[algorithm] : hash.length >= fewestDigits;
  return isLong && hash.length % 2 === 0 && /^[0-9a-f]+$/.test(hash);
}

const sha256 = stateRule({
  id: 'target-files/sha256',
  on: 'target',
  why: 'Clients refuse a file that is not what was signed (TUF 5.7.3).',
  check({ role, entry, digest }: TargetSubject, context) {
    const listed = listedHash(entry, 'sha256');
    if (!digest || listed === undefined || listed === digest.hashes.sha256) return undefined;
    return { listed, actual: digest.hashes.sha256, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) =>
    `${role} lists "${path}" with the SHA-256 ${listed}, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const length = stateRule({
  id: 'target-files/length',
  on: 'target',
  why: 'Clients stop a download at the signed length, so that the right file is refused (TUF 5.7.3).',
  check({ role, entry, digest }: TargetSubject, context) {
    if (!digest || digest.length === entry.length || isOtherContent(entry, digest.hashes.sha256)) return undefined;
    return { listed: entry.length, actual: digest.length, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) =>
    `${role} lists "${path}" with ${listed} bytes, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const otherHash = stateRule({
  id: 'target-files/other-hash',
  on: 'target',
  why: 'Clients differ in which hash they check: one wrong among right ones stops some of them (CLIENTS.md).',
  check({ role, entry, digest }: TargetSubject, context) {
    const listed = listedHash(entry, 'sha512');
    const actual = digest?.hashes.sha512;
    if (!digest || listed === undefined || actual === undefined || listed === actual) return undefined;
    return isOtherContent(entry, digest.hashes.sha256) ? undefined : { listed, actual, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) =>
    `${role} lists "${path}" with the SHA-512 ${listed}, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

/** Is the file another one altogether? That is target-files/sha256, and nothing else about its content is said. */
function isOtherContent(entry: TargetFile, actual: string): boolean {
  const listed = listedHash(entry, 'sha256');
  return listed !== undefined && listed !== actual;
}

const noSha256 = stateRule({
  id: 'target-files/no-sha256',
  on: 'target',
  why: 'SHA-256 is the one hash that every client can check (SPEC A6, CLIENTS.md).',
  check({ role, entry }: TargetSubject, context) {
    return get(entry.hashes, 'sha256') === undefined ? { mend: mendingOf(role, context) } : undefined;
  },
  say: (_, { role, path }) => `${role} lists "${path}" without a SHA-256`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const hashForm = stateRule({
  id: 'target-files/hash-form',
  on: 'target',
  why: 'Clients compare the digits as written, and the hash is part of the published name (SPEC A8, B1).',
  check({ role, entry }: TargetSubject, context) {
    const malformed = names(entry.hashes).find((algorithm) => !isWellFormed(algorithm, entry.hashes[algorithm]!));
    if (malformed === undefined) return undefined;
    return { algorithm: malformed, hash: shortened(entry.hashes[malformed]!, 200), mend: mendingOf(role, context) };
  },
  say: ({ algorithm, hash }, { role, path }) =>
    `${role} lists "${path}" with "${hash}" as its ${algorithm}, which is no ${algorithm} in lower-case hexadecimal`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

const unknownHash = stateRule({
  id: 'target-files/unknown-hash',
  on: 'target',
  why: 'A hash that is not checked here may be wrong, and stop the clients that do check it (SPEC B1).',
  severity: 'warning',
  check({ role, entry }: TargetSubject, context) {
    // A malformed one is target-files/hash-form.
    const algorithm = names(entry.hashes).find((name) => !isKnown(name) && isWellFormed(name, entry.hashes[name]!));
    return algorithm === undefined ? undefined : { algorithm, mend: mendingOf(role, context) };
  },
  say: ({ algorithm }, { role, path }) =>
    `${role} lists "${path}" with a hash that is not checked here, "${algorithm}"`,
  remedy: ({ mend }, { role }) => mendList(role, mend),
});

export const targetHashRules: readonly Rule[] = [sha256, length, otherHash, noSha256, hashForm, unknownHash];
