/** Did a client fail because it does not know a key type (SPEC B1: test-client "says so and exits 2")? */
import type { HeldRole, NotJudged } from '../../ports/client.ts';
import { get } from '../../tuf/json.ts';
import { delegationsOf, type Metadata, type Role, type Root, type Signed, typeOfRole } from '../../tuf/metadata.ts';
import { readMetadata } from '../../tuf/read-metadata.ts';
import type { Signers } from '../../tuf/signatures.ts';
import { parseJson } from '../../tuf/strict-json.ts';
import { unknownKeys } from './tuf-js-limits.ts';

/** A metadata file that a client has received, and perhaps refused. */
export interface ReceivedFile {
  readonly role: string;
  readonly bytes: Uint8Array;
}

/**
 * Why the client cannot count the signatures of the file that it has received last, by the keys of what it holds (a root:
 * also by its own). Undefined when that is not why it failed.
 */
export function unknownKeysOf(received: ReceivedFile | undefined, held: readonly HeldRole[]): NotJudged | undefined {
  const document = received && readDocument(received);
  if (!document) return undefined;
  const { role } = received;
  const trusted = held.flatMap((one) => readDocument(one) ?? []);
  for (const delegator of role === 'root' ? [...trusted, document] : trusted) {
    const signers = signersBy(delegator.signed, role);
    const reason = signers && unknownKeys(document, signers);
    if (reason !== undefined) return { role, reason };
  }
  return undefined;
}

function readDocument({ role, bytes }: ReceivedFile): Metadata | undefined {
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
