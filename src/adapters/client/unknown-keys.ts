/** Did a client fail because it does not know a key type (SPEC B1: test-client "says so and exits 2")? */
import type { HeldRole, NotJudged } from '../../ports/client.ts';
import { get } from '../../tuf/json.ts';
import { delegationsOf, type Metadata, type Role, type Root, type Signed, typeOfRole } from '../../tuf/metadata.ts';
import { readMetadata } from '../../tuf/read-metadata.ts';
import type { Signers } from '../../tuf/signatures.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import { unknownKeys } from './tuf-js-limits.ts';

/**
 * Looks at the file that a client has downloaded last, and at its initial root: the first of them that it cannot count
 * signatures of. Undefined when that is not why it failed.
 */
export function unknownKeysOf(
  latest: { readonly url: string; readonly bytes: Uint8Array } | undefined,
  held: readonly HeldRole[],
): NotJudged | undefined {
  const trusted = held.flatMap(({ role, bytes }) => readDocument(role, bytes) ?? []);
  const suspects = trusted
    .filter(({ signed }) => signed._type === 'root')
    .map((document) => ({ role: 'root', document }));
  const role = latest && roleOfUrl(latest.url);
  const document = role !== undefined && readDocument(role, latest!.bytes);
  if (document) suspects.push({ role: role!, document });
  for (const suspect of suspects) {
    const delegators = suspect.role === 'root' ? [...trusted, suspect.document] : trusted;
    for (const delegator of delegators) {
      const signers = signersBy(delegator.signed, suspect.role);
      const reason = signers && unknownKeys(suspect.document, signers);
      if (reason !== undefined) return { role: suspect.role, reason };
    }
  }
  return undefined;
}

/** `https://…/7.snapshot.json` is of role `snapshot`. */
function roleOfUrl(url: string): string | undefined {
  const file = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
  return /^(?:\d+\.)?(.+)\.json$/.exec(file)?.[1];
}

function readDocument(role: string, bytes: Uint8Array): Metadata | undefined {
  try {
    const reading = readMetadata(parseJson(bytes), typeOfRole(role));
    return reading.ok ? reading.metadata : undefined;
  } catch {
    return undefined;
  }
}

function signersBy(delegator: Signed, role: string): Signers | undefined {
  if (delegator._type === 'root') {
    const { roles, keys } = delegator as Root;
    const delegated = get(roles, role) as Role | undefined;
    return delegated && { role: delegated, keys };
  }
  const delegations = delegationsOf(delegator);
  const delegated = delegations?.roles.find(({ name }) => name === role);
  return delegated && { role: delegated, keys: delegations!.keys };
}
