/** Who delegates what: root its four roles, targets the others, and what hangs deeper (SPEC A5, TUF 4.5). */
import { get, names } from '../tuf/json.ts';
import {
  delegationsOf,
  type Keys,
  type Metadata,
  type Role,
  type Root,
  type Signed,
  type Targets,
} from '../tuf/metadata.ts';

/** One entry of a delegation list, with the keys that its keyids refer to. */
export interface Delegation {
  readonly delegator: string;
  readonly name: string;
  readonly role: Role;
  readonly keys: Keys;
  /** 1 for what root delegates, 2 for what targets delegates, more for what hangs deeper. */
  readonly depth: number;
  /** Its place in the delegator's list. */
  readonly index: number;
}

export interface RoleGraph {
  /** Every delegation, in the order of the walk; names may repeat. */
  readonly all: readonly Delegation[];
  /** The first delegation of each name. */
  readonly byName: ReadonlyMap<string, Delegation>;
}

/** Walks the delegations from root and targets down; each role's own delegations are looked at once. */
export function readRoleGraph(
  root: Metadata<Root> | undefined,
  targetsRole: (name: string) => Metadata<Targets> | undefined,
): RoleGraph {
  const all: Delegation[] = root ? delegationsOfRoot(root.signed) : [];
  const byName = new Map<string, Delegation>();
  for (const delegation of all) if (!byName.has(delegation.name)) byName.set(delegation.name, delegation);

  const walked = new Set<string>();
  let level = ['targets'];
  for (let depth = 2; level.length > 0; depth++) {
    const next: string[] = [];
    for (const delegator of level) {
      if (walked.has(delegator)) continue;
      walked.add(delegator);
      const metadata = targetsRole(delegator);
      if (!metadata) continue;
      for (const delegation of delegationsOfTargets(delegator, metadata.signed, depth)) {
        all.push(delegation);
        if (!byName.has(delegation.name)) byName.set(delegation.name, delegation);
        next.push(delegation.name);
      }
    }
    level = next;
  }
  return { all, byName };
}

function delegationsOfRoot(root: Root): Delegation[] {
  return names(root.roles).map((name, index) => ({
    delegator: 'root',
    name,
    role: get(root.roles, name) as Role,
    keys: root.keys,
    depth: 1,
    index,
  }));
}

function delegationsOfTargets(delegator: string, signed: Signed, depth: number): Delegation[] {
  const delegations = delegationsOf(signed);
  if (!delegations) return [];
  return delegations.roles.map((role, index) => ({
    delegator,
    name: role.name,
    role,
    keys: delegations.keys,
    depth,
    index,
  }));
}
