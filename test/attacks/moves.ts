/** People and moves of the attacks; those of keys, roles and signatures are in `test/support`. */
import { generateKeyPairSync } from 'node:crypto';
import { type ListedKey, listed, owned } from '../support/key-stories.ts';
import {
  type Draft,
  dave,
  type Loose,
  soundRepository,
  type TestKey,
  withCustom,
} from '../support/sound-repository.ts';

export const sound = soundRepository();

/** Nobody here knows her. */
export const mallory: TestKey = { ...withCustom(dave, owned('@mallory')), name: 'mallory' };

/** A key object that the story makes up, for a person. */
export function keyOf(keytype: string, scheme: string, publicKey: unknown, custom: Loose = owned('@zoe')): ListedKey {
  return listed({ keytype, scheme, keyval: { public: publicKey }, ...custom });
}

const spki = { type: 'spki', format: 'pem' } as const;

export function rsaPem(modulusLength: number): string {
  return generateKeyPairSync('rsa', { modulusLength }).publicKey.export(spki) as string;
}

export function ecPem(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export(spki) as string;
}

/** A workflow's or a person's identity in the place of a key. */
export function sigstoreKey(identity: string, issuer: string, custom: Loose): ListedKey {
  return listed({ keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity, issuer }, ...custom });
}

/** The bytes of a role's file. */
export function metadataOf(draft: Draft, role: string): Uint8Array {
  return draft.bytes(`metadata/${role}.json`);
}

/** A role's file as text, changed and put back. */
export function retype(draft: Draft, role: string, change: (text: string) => string): Draft {
  const text = Buffer.from(metadataOf(draft, role)).toString();
  const changed = change(text);
  if (changed === text) throw new Error(`the text of ${role} has nothing to change`);
  return draft.file(`metadata/${role}.json`, changed);
}

/** Takes the file of a role from another state. */
export function takeFrom(other: Draft, draft: Draft, ...roles: string[]): Draft {
  return roles.reduce((changed, role) => changed.file(`metadata/${role}.json`, metadataOf(other, role)), draft);
}

/** Opens invites. */
export function inviting(invites: Record<string, unknown>, draft: Draft = sound): Draft {
  return draft.file('metadata/.signing-event-state', JSON.stringify({ invites }, null, 2));
}

/** A new version of the list of target files, signed by its signers. */
export function relisted(draft: Draft, ...roles: string[]): Draft {
  return roles.reduce((changed, role) => changed.list(role).resign(role), draft);
}

/** A new version of targets that lists what the story says, signed by its signers. */
export function listing(change: (targets: Loose) => void, draft: Draft = sound, role = 'targets'): Draft {
  return draft.step(role, ({ targets }) => change(targets)).resign(role);
}

/** Entries of signatures that nobody has filled in. */
export function emptied(draft: Draft, role: string): Draft {
  return draft.document$(role, (document) => {
    for (const entry of document.signatures) entry.sig = '';
  });
}

/** Made once, so that a state is the same wherever a story names it: signatures are random. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
