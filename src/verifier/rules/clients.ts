/**
 * Family *clients* (SPEC B1): what some real client would refuse or miss. The rules are made from the table of
 * `client-facts.ts`; the whole picture is the report of `tuf-on-ci verify --clients` (SPEC B11).
 */
import { listInWords } from '../../text/quantities.ts';
import type { Metadata } from '../../tuf/metadata.ts';
import {
  type ClientName,
  clients,
  type Effect,
  type Effects,
  type Fact,
  type FactId,
  facts,
  type Warning,
} from '../client-facts.ts';
import { quirksOf } from '../client-quirks.ts';
import { type Context, type Rule, stateRule } from '../rule.ts';
import { metadataOf } from '../state.ts';
import type { RoleSubject } from '../subjects.ts';

const itemsNamed = 5;

/** What an effect is called, for one client and for several. */
const verbs: Readonly<Record<Effect, readonly [one: string, more: string]>> = {
  refuses: ['refuses the file', 'refuse the file'],
  'refuses-when-listed': ['refuses what such a key signs', 'refuse what such a key signs'],
  'cannot-verify': ['cannot verify their signatures', 'cannot verify their signatures'],
  misses: ['cannot find them', 'cannot find them'],
  differs: ['asks for another name than others', 'ask for another name than others'],
};

function consequence(effects: Effects): string {
  const named = (Object.keys(verbs) as Effect[]).map((effect) => ({
    verb: verbs[effect],
    names: clients.map(({ name }): ClientName => name).filter((name) => effects[name] === effect),
  }));
  return named
    .filter(({ names }) => names.length > 0)
    .map(({ names, verb }) => `${listInWords(names)} ${names.length === 1 ? verb[0] : verb[1]}`)
    .join('; ');
}

/**
 * The matter's items in a role that are to be said: before something is handed over all of them, else what the step
 * brings, or every status comment would say again what has been known for years.
 */
function itemsToSay(fact: FactId, { role, metadata }: RoleSubject, { door, base }: Context): readonly string[] {
  const items = quirksOf(metadata).get(fact) ?? [];
  const before: Metadata | undefined =
    items.length > 0 && base && door !== 'publish' ? metadataOf(base, role) : undefined;
  if (!before) return items;
  const known = new Set(quirksOf(before).get(fact));
  return items.filter((item) => !known.has(item));
}

/** Where keyids are compared with their keys at all, the family *keys* says it (SPEC A3). */
function isSaidElsewhere(fact: FactId, { noVerifyKeyid }: Context): boolean {
  return fact === 'keyid' && !noVerifyKeyid;
}

function ruleOf(fact: FactId, { what, effects, warning }: Fact & { warning: Warning }): Rule {
  return stateRule({
    id: `clients/${fact}`,
    on: 'role',
    why: warning.why,
    severity: 'warning',
    check(subject: RoleSubject, context) {
      const items = isSaidElsewhere(fact, context) ? [] : itemsToSay(fact, subject, context);
      return items.length > 0 ? { items: items.slice(0, itemsNamed), count: items.length } : undefined;
    },
    say({ items, count }, { role }) {
      const more = count > items.length ? ` and ${count - items.length} more` : '';
      return `${role} has ${what}: ${items.join(', ')}${more}; ${consequence(effects)}`;
    },
    remedy: () => warning.remedy,
  });
}

export const clientRules: readonly Rule[] = (Object.entries(facts) as [FactId, Fact][]).flatMap(([id, fact]) =>
  fact.warning ? [ruleOf(id, { ...fact, warning: fact.warning })] : [],
);
