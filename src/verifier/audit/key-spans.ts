/** The keys in use over time: who could sign what, from when until when. */
import { signerName } from '../../deployment/custom-fields.ts';
import { roleOrder } from '../../deployment/role-order.ts';
import { byCodePoint } from '../../text/code-point-order.ts';
import { get } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import type { RepositoryState } from '../state.ts';
import type { Moment } from './moment.ts';
import { ownCopy } from './own-copy.ts';

export interface AuditedKey {
  readonly role: string;
  readonly keyid: string;
  /** The owner, an online key's URI, or the keyid (SPEC B2). */
  readonly signer: string;
  /** The step that brought it; null when it was there before the first one (`--from`). */
  readonly since: Moment | null;
  /** The first step without it. */
  readonly until: Moment | null;
}

export class KeySpans {
  readonly #present = new Map<string, AuditedKey>();
  readonly #past: AuditedKey[] = [];

  /** The keys of a state; `null`: of the one before the first step. */
  enter(at: Moment | null, state: RepositoryState): void {
    const seen = new Set<string>();
    for (const { name, role, keys } of state.graph.byName.values()) {
      for (const keyid of role.keyids) {
        const key = get(keys, keyid) as Key | undefined;
        const signer = key ? signerName(keyid, key) : keyid;
        const identity = `${name}\n${keyid}\n${signer}`;
        seen.add(identity);
        if (this.#present.has(identity)) continue;
        const [ownRole = '', ownKeyid = '', ownSigner = ''] = [name, keyid, signer].map(ownCopy);
        this.#present.set(identity, {
          role: ownRole,
          keyid: ownKeyid,
          signer: ownSigner,
          since: at,
          until: null,
        });
      }
    }
    for (const [identity, span] of this.#present) {
      if (seen.has(identity)) continue;
      this.#present.delete(identity);
      this.#past.push({ ...span, until: at });
    }
  }

  /** By role (SPEC A5), then by when they came, then by name. */
  spans(): readonly AuditedKey[] {
    return [...this.#past, ...this.#present.values()].sort(
      (a, b) =>
        roleOrder(a.role, b.role) ||
        byCodePoint(a.since?.time ?? '', b.since?.time ?? '') ||
        byCodePoint(a.signer, b.signer),
    );
  }
}
