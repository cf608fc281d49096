/** What a rule tells people to do, without a finding at hand: its remedy, with names in angle brackets for what a finding would fill in. */
import type { Rule } from '../../src/verifier/rule.ts';

/** Names that read better than those of the sources, and values that a remedy chooses by. */
const examples: Readonly<Record<string, unknown>> = {
  usedBy: standIn('role'),
  invitedTo: standIn('role'),
  mend: 'update',
};

/** Undefined where the remedy asks for more than a name. */
export function exampleRemedy(rule: Rule): string | undefined {
  try {
    const remedy: unknown = (rule.remedy as (evidence: unknown, subject: unknown) => unknown)(
      standIn('evidence'),
      standIn('subject'),
    );
    return typeof remedy === 'string' ? remedy : undefined;
  } catch {
    return undefined;
  }
}

/** Whatever is asked of it is another one, named so; put into a text it is its name. */
function standIn(name: string): unknown {
  return new Proxy(
    {},
    {
      get(_, member) {
        if (member === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? `<${name}>` : `<${name}> + `);
        if (typeof member === 'symbol') return undefined;
        // An item of a list is called as the list.
        return /^\d+$/.test(member) ? standIn(name) : (examples[member] ?? standIn(member));
      },
    },
  );
}
