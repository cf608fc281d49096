/** Family *signatures* (SPEC B1): every entry is somebody's who may sign, and says yes to what stands there now. */
import { listInWords } from '../../text/quantities.ts';
import { equalJson } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { countSignatures } from '../../tuf/signatures.ts';
import { eligibleKeys, signersOfRole } from '../eligible-keys.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import {
  encodingOf,
  entryIn,
  entryOf,
  firstEntries,
  isUntouched,
  isWrong,
  samePayload,
  signerOf,
  verifies,
} from '../signature-entries.ts';
import type { RepositoryState } from '../state.ts';
import type { RoleSubject, SignatureSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';
import { copied } from './copied-signatures.ts';

/** The keys of an entry that is judged here: by whom who may sign. Those of online roles are judged by their own family. */
function keysOf({ role, metadata, entry, index }: SignatureSubject, state: RepositoryState): readonly Key[] {
  if (isOnlineRole(role) || firstEntries(metadata).get(entry.keyid) !== index) return [];
  return eligibleKeys(state, role)?.get(entry.keyid) ?? [];
}

const signAgain = (role: string) => `Let the signer sign ${role} again: tuf-on-ci-sign EVENT`;

const threshold = stateRule({
  id: 'signatures/threshold',
  on: 'role',
  why: 'Clients count distinct keys against the threshold, for root N also against that of root N-1 (TUF 5.3.4).',
  check({ role, metadata, document }: RoleSubject, { state, verifier }) {
    if (isOnlineRole(role)) return undefined;
    return signersOfRole(state, role).flatMap((signers, i) => {
      const { complete, signed } = countSignatures(metadata, document.payload, signers, verifier);
      const rootVersion = role === 'root' ? metadata.signed.version - i : null;
      return complete ? [] : [{ rootVersion, signed: signed.length, threshold: signers.role.threshold }];
    });
  },
  say({ rootVersion, signed, threshold }, { role }) {
    const whose = rootVersion === null ? 'keys' : `keys of root version ${rootVersion}`;
    return `${role} is validly signed by ${signed} of its ${whose}, and ${threshold} are needed`;
  },
  remedy: (_, { role }) => `Sign ${role} in a signing event: tuf-on-ci-sign EVENT`,
});

const wrong = stepRule({
  id: 'signatures/wrong',
  on: 'signature',
  why: 'A signature that comes with a change says yes to just that change, or it is no signature (SPEC B1).',
  step(subject: SignatureSubject, before, { state, verifier }) {
    const keys = keysOf(subject, state);
    if (keys.length === 0 || isUntouched(subject, before)) return undefined;
    return isWrong(subject, keys, verifier) ? signerOf(subject.entry.keyid, keys) : undefined;
  },
  say: ({ signer }, { role, metadata }) =>
    `The signature of ${signer} is not over ${role} version ${metadata.signed.version} as it stands`,
  remedy: (_, { role }) => signAgain(role),
});

const wrongBefore = stateRule({
  id: 'signatures/wrong-before',
  on: 'signature',
  why: 'A wrong signature of long ago does no harm while the threshold is met, but it counts for nobody (TUF 5.3.4).',
  severity: 'warning',
  check(subject: SignatureSubject, { state, base, verifier }) {
    const { keyid } = subject.entry;
    const keys = keysOf(subject, state);
    if (keys.length === 0 || (base && !isUntouched(subject, entryOf(base, subject.role, keyid)))) return undefined;
    return isWrong(subject, keys, verifier) ? signerOf(keyid, keys) : undefined;
  },
  say: ({ signer }, { role }) => `${role} carries a wrong signature of ${signer}, which counts for nobody`,
  remedy: (_, { role }) => signAgain(role),
});

const stranger = stepRule({
  id: 'signatures/stranger',
  on: 'signature',
  why: 'A signature of nobody who may sign is noise at best, and at worst somebody who waits to be let in (SPEC B1).',
  step: (subject: SignatureSubject, before, context) =>
    isForeign(subject, context.state) && !wasWelcome(subject, before, context)
      ? { keyid: subject.entry.keyid }
      : undefined,
  say: ({ keyid }, { role }) => `${role} is signed with the key ${keyid}, which may not sign it`,
  remedy: ({ keyid }, { role }) => `Remove the signature of ${keyid} from metadata/${role}.json`,
});

const formerSigner = stepRule({
  id: 'signatures/former-signer',
  on: 'signature',
  why: 'Who was a signer leaves signatures behind; they count for nobody, and our tool drops them (SPEC B1).',
  severity: 'warning',
  step: (subject: SignatureSubject, before, context) =>
    isForeign(subject, context.state) && wasWelcome(subject, before, context)
      ? { keyid: subject.entry.keyid }
      : undefined,
  say: ({ keyid }, { role }) => `${role} carries a signature of the key ${keyid}, which may no longer sign it`,
  remedy: () => 'Nothing to do: the next new version of the role drops it',
});

/** A signature (an empty entry is none) by a key that may not sign the role, as far as it is known who may. */
function isForeign({ role, entry }: SignatureSubject, state: RepositoryState): boolean {
  if (isOnlineRole(role) || entry.sig === '') return false;
  const eligible = eligibleKeys(state, role);
  return eligible !== undefined && !eligible.has(entry.keyid);
}

/** Known good has the entry already, or its key could sign in known good or earlier in the event. */
function wasWelcome(
  { role, entry }: SignatureSubject,
  before: SignatureSubject | undefined,
  { base, history }: Context & { base: RepositoryState },
): boolean {
  if (before && equalJson(before.entry, entry)) return true;
  return eligibleKeys(base, role)?.has(entry.keyid) === true || history.wasEligible(role, entry.keyid);
}

const repeated = stateRule({
  id: 'signatures/repeated',
  on: 'signature',
  why: 'Clients refuse metadata with two signatures of one keyid (TUF 4.2.1, CLIENTS.md).',
  check: ({ role, metadata, entry: { keyid }, index }: SignatureSubject) =>
    isOnlineRole(role) || firstEntries(metadata).get(keyid) === index ? undefined : { keyid },
  say: ({ keyid }, { role }) => `${role} has more than one signature entry of the key ${keyid}`,
  remedy: ({ keyid }, { role }) => `Leave one entry of ${keyid} in metadata/${role}.json`,
});

const malformed = stateRule({
  id: 'signatures/malformed',
  on: 'signature',
  why: 'Signatures are hexadecimal, of sigstore-oidc keys base64; some clients refuse the whole file otherwise (SPEC A4).',
  check(subject: SignatureSubject, { state }) {
    const keys = keysOf(subject, state);
    return encodingOf(subject, keys) === 'malformed' ? signerOf(subject.entry.keyid, keys) : undefined;
  },
  say: ({ signer }, { role }) => `The signature of ${signer} in ${role} is not written as signatures are`,
  remedy: (_, { role }) => signAgain(role),
});

const upperCase = stateRule({
  id: 'signatures/upper-case',
  on: 'signature',
  why: 'Hexadecimal is written in lower case throughout, so that a diff shows what changed (SPEC B1).',
  severity: 'warning',
  check(subject: SignatureSubject, { state }) {
    const keys = keysOf(subject, state);
    return encodingOf(subject, keys) === 'upper-case-hex' ? signerOf(subject.entry.keyid, keys) : undefined;
  },
  say: ({ signer }, { role }) => `The signature of ${signer} in ${role} has upper-case digits`,
  remedy: () => 'Nothing to do: the next signature is written in lower case',
});

const removed = stepRule({
  id: 'signatures/removed',
  on: 'role',
  why: 'Taking a good signature away changes nothing but how many there are: somebody should know why (SPEC B4).',
  severity: 'warning',
  step({ role, metadata, document }: RoleSubject, before, { state, verifier }) {
    if (isOnlineRole(role) || !before || document.oid === before.document.oid) return undefined;
    if (!samePayload(document, before.document)) return undefined;
    const present = new Set(metadata.signatures.flatMap(({ keyid, sig }) => (sig === '' ? [] : [keyid])));
    const gone = [...firstEntries(before.metadata).keys()].filter((keyid) => !present.has(keyid));
    return gone.flatMap((keyid) => {
      const keys = eligibleKeys(state, role)?.get(keyid) ?? [];
      return verifies(entryIn(before.document, role, keyid)!, keys, verifier) ? [signerOf(keyid, keys)] : [];
    });
  },
  say: ({ signer }, { role }) => `The signature of ${signer} is taken away from ${role}, which has not changed`,
  remedy: (_, { role }) => `Put it back: git checkout origin/HEAD -- metadata/${role}.json`,
});

const voided = stepRule({
  id: 'signatures/voided',
  on: 'role',
  why: 'Who has signed and has to sign again should hear of it (SPEC B4).',
  severity: 'note',
  step({ role, document }: RoleSubject, _, { state, history, verifier }) {
    if (isOnlineRole(role) || !history.earlierDocuments) return undefined;
    const earlier = history.earlierDocuments(role).filter(({ oid }) => oid !== document.oid);
    const signers = [...(eligibleKeys(state, role) ?? [])].flatMap(([keyid, keys]) => {
      const [now, ...before] = [document, ...earlier].map((version) => {
        const entry = entryIn(version, role, keyid);
        return entry !== undefined && verifies(entry, keys, verifier);
      });
      return !now && before.includes(true) ? [signerOf(keyid, keys).signer] : [];
    });
    return signers.length > 0 ? { signers } : undefined;
  },
  say: ({ signers }, { role }) =>
    `${listInWords(signers)} signed ${role} earlier in this event; ${signers.length === 1 ? 'that signature no longer counts' : 'those signatures no longer count'}`,
  remedy: (_, { role }) => signAgain(role),
});

export const signatureRules: readonly Rule[] = [
  threshold,
  wrong,
  wrongBefore,
  copied,
  stranger,
  formerSigner,
  repeated,
  malformed,
  upperCase,
  removed,
  voided,
];
