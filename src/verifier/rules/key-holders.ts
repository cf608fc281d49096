/** Family *keys* (SPEC B1), who holds each: one person or one online signer that can use it. */
import { keyOwnerField, onlineUriField } from '../../deployment/custom-fields.ts';
import type { KeyHolder } from '../../deployment/key-holder.ts';
import { canSign, needsPerson, type SignerUri } from '../../deployment/signer-uri.ts';
import { readPublicKey } from '../../tuf/public-key.ts';
import { schemeOfKey } from '../../tuf/scheme.ts';
import { holderOf } from '../key-index.ts';
import { type Rule, stateRule } from '../rule.ts';
import type { KeySubject } from '../subjects.ts';
import { delegateCommand, newKeyFor, titleOf } from './key-sentences.ts';

const holder = <K extends KeyHolder['kind']>(
  { key }: KeySubject,
  kind: K,
): Extract<KeyHolder, { kind: K }> | undefined => {
  const found = holderOf(key);
  return found.kind === kind ? (found as Extract<KeyHolder, { kind: K }>) : undefined;
};

const ownerMissing = stateRule({
  id: 'keys/owner-missing',
  on: 'key',
  why: "A key that is neither a person's nor an online key can be asked of nobody (SPEC A3).",
  historic: true,
  check: (subject: KeySubject) => holder(subject, 'unnamed') && {},
  say: (_, subject) => `${titleOf(subject)} has neither ${keyOwnerField} nor ${onlineUriField}`,
  remedy: () => 'Say whose it is: tuf-on-ci-import-repo EVENT',
});

const ownerMalformed = stateRule({
  id: 'keys/owner-malformed',
  on: 'key',
  why: "A name that is no GitHub user's in lower case is nobody's, or reads like somebody else's (SPEC A3).",
  check: (subject: KeySubject) => holder(subject, 'bad-owner') && {},
  say: (_, subject) => `${titleOf(subject)} has a ${keyOwnerField} that is no user name like @name, in lower case`,
  remedy: (_, subject) => `Name the owner again: ${delegateCommand(subject)}`,
});

const ownerAndUri = stateRule({
  id: 'keys/owner-and-uri',
  on: 'key',
  why: "A key is a person's or the machine's: one that says both passes for either (SPEC A3).",
  check: (subject: KeySubject) => holder(subject, 'both') && {},
  say: (_, subject) => `${titleOf(subject)} has both ${keyOwnerField} and ${onlineUriField}`,
  remedy: (_, subject) => `Make it one or the other: ${delegateCommand(subject)}`,
});

const uriMalformed = stateRule({
  id: 'keys/uri-malformed',
  on: 'key',
  why: 'No online signature can be made with a URI that names no signer, and exec: would run what a pusher chose (SPEC A4).',
  check(subject: KeySubject) {
    const found = holder(subject, 'bad-uri');
    return found && { problem: found.problem };
  },
  say: ({ problem }, subject) => `The online URI of the key ${subject.keyid} cannot be used: ${problem}`,
  remedy: (_, subject) => `Choose the online key again: ${delegateCommand(subject)}`,
});

const uriMismatch = stateRule({
  id: 'keys/uri-mismatch',
  on: 'key',
  why: 'An online key that its signer cannot use stops all online signatures until there is another root (SPEC A4).',
  check(subject: KeySubject) {
    const scheme = schemeOfKey(subject.key.keytype, subject.key.scheme);
    const found = holder(subject, 'online');
    return !found || typeof scheme === 'string' || canSign(found.signer, scheme)
      ? undefined
      : { kind: found.signer.kind };
  },
  say: ({ kind }, subject) => `${titleOf(subject)} is of type ${subject.key.keytype}, with which ${kind}: cannot sign`,
  remedy: (_, subject) => `Choose the online key again: ${delegateCommand(subject)}`,
});

const uriOfPerson = stateRule({
  id: 'keys/uri-of-person',
  on: 'key',
  why: 'Online keys sign on a schedule: one that needs a device or a browser is not there at night (SPEC A4).',
  severity: 'warning',
  check(subject: KeySubject) {
    const found = holder(subject, 'online');
    return found && needsPerson(found.signer) ? {} : undefined;
  },
  say: (_, subject) => `${titleOf(subject)} is an online key that needs a device or a login by a person`,
  remedy: (_, subject) => `Choose an online key that CI can reach by itself: ${delegateCommand(subject)}`,
});

const uriElsewhere = stateRule({
  id: 'keys/uri-elsewhere',
  on: 'key',
  why: 'Where a URI leads out of the folder of keys, or credentials to an unknown host, somebody should have meant it (SPEC A4).',
  severity: 'warning',
  check(subject: KeySubject) {
    const found = holder(subject, 'online');
    const problem = found && leadsElsewhere(found.signer);
    return problem === undefined ? undefined : { problem };
  },
  say: ({ problem }, subject) => `${titleOf(subject)} ${problem}`,
  remedy: (_, subject) => `Choose the online key again unless this is meant: ${delegateCommand(subject)}`,
});

/** Hosts of Azure Key Vault and Managed HSM, in all of Azure's clouds. */
const azureVault = /\.(vault|managedhsm)\.(azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)$/i;

function leadsElsewhere(signer: SignerUri): string | undefined {
  // An absolute path is what the signer's tool writes for a local key file (SPEC A7).
  if (signer.kind === 'file2' && signer.path.split(/[/\\]/).includes('..')) return 'leads out of the folder of keys';
  if (signer.kind === 'azurekms' && !azureVault.test(signer.vault))
    return "sends credentials to a host that is not Azure's";
  return undefined;
}

const workflowAsPerson = stateRule({
  id: 'keys/workflow-as-person',
  on: 'key',
  why: "Whoever can run the workflow signs in the person's name: a person's identity is an email address (SPEC A4).",
  check(subject: KeySubject) {
    const identity = sigstoreIdentity(subject);
    const isWorkload =
      identity !== undefined && (identity.identity.includes('://') || identity.issuer === actionsIssuer);
    return isWorkload && holder(subject, 'person') ? { identity: identity.identity } : undefined;
  },
  say: ({ identity }, subject) => `${titleOf(subject)} is no person's but the workflow ${identity}`,
  remedy: (_, subject) => newKeyFor(subject),
});

const workflowOfEvent = stateRule({
  id: 'keys/workflow-of-event',
  on: 'key',
  why: 'Who can push to sign/* or open a pull request writes the workflow there, and would sign as the online key (SPEC A4).',
  check(subject: KeySubject) {
    const identity = sigstoreIdentity(subject);
    return identity && /@refs\/(heads\/sign\/|pull\/)/.test(identity.identity)
      ? { identity: identity.identity }
      : undefined;
  },
  say: ({ identity }, { keyid }) => `The key ${keyid} is a workflow on a branch that is not protected: ${identity}`,
  remedy: (_, subject) => `Use the identity of the workflow on the default branch: ${delegateCommand(subject)}`,
});

const actionsIssuer = 'https://token.actions.githubusercontent.com';

function sigstoreIdentity({ key }: KeySubject) {
  const reading = readPublicKey(key);
  return reading.ok && reading.key.kind === 'sigstore' ? reading.key : undefined;
}

export const keyHolderRules: readonly Rule[] = [
  ownerMissing,
  ownerMalformed,
  ownerAndUri,
  uriMalformed,
  uriMismatch,
  uriOfPerson,
  uriElsewhere,
  workflowAsPerson,
  workflowOfEvent,
];
