/** Who signed what: the valid signatures that each step brings. */
import { signerName } from '../../deployment/custom-fields.ts';
import { roleOrder } from '../../deployment/role-order.ts';
import { countSignatures } from '../../tuf/signatures.ts';
import { signersOfRole } from '../eligible-keys.ts';
import type { Context } from '../rule.ts';
import { samePayload } from '../signature-entries.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { Moment } from './moment.ts';
import { ownCopy } from './own-copy.ts';

export interface AuditedSignature extends Moment {
  readonly role: string;
  readonly version: number;
  /** Whose valid signatures came with this step (SPEC B2 names them): none when the version came unsigned. */
  readonly signers: readonly string[];
}

/** A record for each role that has a new signed part, or another valid signature over the one it had. */
export function signaturesOfStep(at: Moment, { state, base, verifier }: Context): readonly AuditedSignature[] {
  return [...state.roles.keys()].sort(roleOrder).flatMap((role) => {
    const [document, before] = [state, base].map((of) => of?.roles.get(role)?.document);
    const metadata = metadataOf(state, role);
    if (!document || !metadata || document.oid === before?.oid) return [];
    const isSame =
      before !== undefined &&
      base !== undefined &&
      metadataOf(base, role) !== undefined &&
      samePayload(document, before);
    const known = new Set(isSame ? signersIn(base, role).keys() : []);
    const added = [...signersIn(state, role)].flatMap(([keyid, signer]) => (known.has(keyid) ? [] : [signer]));
    if (isSame && added.length === 0) return [];
    // Root may carry signatures of one person with an old key and a new one.
    const signers = [...new Set(added)].map(ownCopy);
    return [{ ...at, role: ownCopy(role), version: metadata.signed.version, signers }];
  });

  function signersIn(of: RepositoryState, role: string): ReadonlyMap<string, string> {
    const metadata = metadataOf(of, role);
    if (!metadata) return new Map();
    const { payload } = of.roles.get(role)!.document;
    const valid = signersOfRole(of, role).flatMap(
      (signers) => countSignatures(metadata, payload, signers, verifier).signed,
    );
    return new Map(valid.map(({ keyid, key }) => [keyid, signerName(keyid, key)]));
  }
}
