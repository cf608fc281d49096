/**
 * What an attack is: somebody wants something, and makes a state of the repository for it from a soundly signed one. Each
 * has a twin: what an honest person would do that looks most like it, and that must pass.
 */
import { eventStatus } from '../../src/signing-event/status.ts';
import { delegationsOf } from '../../src/tuf/metadata.ts';
import { Document } from '../../src/verifier/document.ts';
import type { Finding } from '../../src/verifier/finding.ts';
import { judge } from '../../src/verifier/judge.ts';
import { rules as rulesOfDoors } from '../../src/verifier/registry.ts';
import type { Door, EventHistory, Rule } from '../../src/verifier/rule.ts';
import { auditRules } from '../../src/verifier/rules/audit.ts';
import { contextOf } from '../support/judge-draft.ts';
import { Draft, soundRepository } from '../support/sound-repository.ts';

/** Who attacks, and with what in hand. */
export type Attacker =
  /** Can push to `sign/*` and has no key. What is signed all the same, signers signed without looking. */
  | 'pusher'
  /** Holds one key that may sign some roles. */
  | 'one signer'
  /** A threshold of signers who made an honest mistake, or were talked into it. */
  | 'all signers'
  /** Has the online key, and can commit to the default branch. */
  | 'thief of the online key'
  /** Merges what is not complete, or pushes to the default branch. */
  | 'careless maintainer';

/** A state to be judged, and against what. */
export interface Scene {
  readonly head: Draft;
  /** Known good; the sound repository unless told otherwise, `null` for none. */
  readonly base?: Draft | null;
  /** The event's commits before its head, oldest first. */
  readonly commits?: readonly Draft[];
  /** Default: `event`. */
  readonly door?: Door;
  readonly now?: number;
  readonly history?: Partial<EventHistory>;
  readonly noVerifyKeyid?: boolean;
}

export interface Attack {
  /** Unique; `demands.ts` names it. */
  readonly id: string;
  readonly attacker: Attacker;
  /** `pushes to sign/* …`: what the attacker does, after "The attacker ". */
  readonly story: string;
  /** What it would bring, after "to ". */
  readonly goal: string;
  readonly scene: () => Draft | Scene;
  /** `severity rule role`; `incomplete` when nothing is wrong but signatures are missing. */
  readonly found: string;
  readonly twin: { readonly story: string; readonly scene: () => Draft | Scene };
}

/** One line of a table: the twin as a pair, the attacker said once for all. */
export type AttackOf = Omit<Attack, 'attacker' | 'twin'> & {
  readonly twin: readonly [story: string, scene: () => Draft | Scene];
};

/** The attacks of one attacker. */
export function attacksOf(attacker: Attacker, table: readonly AttackOf[]): readonly Attack[] {
  return table.map(({ twin: [story, scene], ...attack }) => ({ attacker, ...attack, twin: { story, scene } }));
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** Of an event: may it be merged? At another door: may the command go on? */
  readonly passes: boolean;
  /** An event that waits for people who are invited. */
  readonly awaitsInvited: boolean;
}

/** What the door says, with all rules or with those given. */
export async function judgeScene(made: Draft | Scene, rules?: readonly Rule[]): Promise<Verdict> {
  const scene: Scene = made instanceof Draft ? { head: made } : made;
  const { head, base = soundRepository(), commits = [], door = 'event' } = scene;
  const context = await contextOf(head, base ?? undefined, {
    door,
    ...(scene.now !== undefined && { now: scene.now }),
    noVerifyKeyid: scene.noVerifyKeyid ?? false,
    history: { ...historyOf(base ?? undefined, [...commits, head]), ...scene.history },
  });
  const judgement = judge(context, rules ?? (door === 'audit' ? [...rulesOfDoors, ...auditRules] : rulesOfDoors));
  const isError = judgement.findings.some(({ severity }) => severity === 'error');
  if (door !== 'event') return { findings: judgement.findings, passes: !isError, awaitsInvited: false };
  const known = context.base ?? (await contextOf(new Draft(new Map()), undefined)).state;
  const event = { ...context, base: known };
  const status = eventStatus({ event: 'sign/attack', head: 'h', knownGood: 'k', context: event, judgement });
  return {
    findings: [...status.roles.flatMap(({ findings }) => findings), ...status.findings],
    passes: status.complete,
    awaitsInvited: status.roles.some(({ invites }) => invites.length > 0),
  };
}

/** What git would tell of an event with these states. */
function historyOf(base: Draft | undefined, states: readonly Draft[]): EventHistory {
  const documents = (role: string, of: readonly Draft[]) =>
    of.flatMap(({ files }, i) => {
      const file = files.get(`metadata/${role}.json`);
      return file instanceof Uint8Array ? [new Document(`${role} of state ${i}`, file)] : [];
    });
  let eligible: ReadonlySet<string> | undefined;
  return {
    commitsChanging: (path) => states.filter((state, i) => !sameFile(state, states[i - 1] ?? base, path)).length,
    wasEligible(role, keyid) {
      eligible ??= new Set([...documents('root', states), ...documents('targets', states)].flatMap(signersIn));
      return eligible.has(`${role} ${keyid}`);
    },
    earlierDocuments: (role) => documents(role, states.slice(0, -1)),
    hasCommonAncestor: true,
    filesElsewhere: [],
  };
}

function sameFile(one: Draft, other: Draft | undefined, path: string): boolean {
  const [a, b] = [one, other].map((draft) => draft?.files.has(path) && Buffer.from(draft.bytes(path)));
  return a && b ? a.equals(b) : a === b;
}

/** `role keyid` of those whom root or targets names. */
function signersIn(document: Document): string[] {
  const root = document.metadata('root');
  const targets = document.metadata('targets');
  const delegated = targets ? (delegationsOf(targets.signed)?.roles ?? []) : [];
  const roles = root ? Object.entries(root.signed.roles) : delegated.map((role) => [role.name, role] as const);
  return roles.flatMap(([name, { keyids }]) => keyids.map((keyid) => `${name} ${keyid}`));
}

/** `severity rule role`, as tables write it. */
export function verdictLine({ severity, rule, role }: Finding): string {
  return [severity, rule, role].filter((word) => word !== undefined).join(' ');
}

/** The id of the rule that an attack is caught by. */
export function ruleOf({ found }: Attack): string | undefined {
  return found === 'incomplete' ? undefined : found.split(' ')[1];
}
