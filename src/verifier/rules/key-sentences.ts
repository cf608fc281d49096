/** How findings name a key, and whom they ask for another. */
import { signerName } from '../../deployment/custom-fields.ts';
import type { Signer } from '../../tuf/signatures.ts';
import { holderOf } from '../key-index.ts';
import type { KeySubject } from '../subjects.ts';

/** `<keyid> of @alice`; a key without a holder is named by its keyid alone. */
export function keyName({ keyid, key }: Signer): string {
  const name = signerName(keyid, key);
  return name === keyid ? keyid : `${keyid} of ${name}`;
}

export function titleOf(key: Signer): string {
  return `The key ${keyName(key)}`;
}

/** The command that edits who signs with the key: the role that lists it, else the one whose list it is in. */
export function delegateCommand({ usedBy, role }: KeySubject): string {
  return `tuf-on-ci-delegate EVENT ${usedBy[0] ?? role}`;
}

export function newKeyFor(subject: KeySubject): string {
  const holder = holderOf(subject.key);
  const command = delegateCommand(subject);
  return holder.kind === 'person'
    ? `Let ${holder.owner} use another key, or leave them off: ${command}`
    : `Choose another key, or leave it off: ${command}`;
}
