/** Stories for tables of attacks and sound twins: a step from known good to a head, and what the verifier says of it. */
import { type JudgeOptions, judgeDraft } from './judge-draft.ts';
import { type Draft, type Loose, soundRepository } from './sound-repository.ts';

export interface Story {
  readonly story: string;
  readonly head: Draft;
  /** Known good; the sound repository unless the story says otherwise, `null` for none. */
  readonly base?: Draft | null;
  readonly options?: JudgeOptions;
  /** `severity rule role`, each once and sorted. */
  readonly found: readonly string[];
}

/** What a story is judged as: every error of any family, and whatever the family that it is about says. */
export async function told(family: string, { head, base = soundRepository(), options = {} }: Story): Promise<string[]> {
  const { findings } = await judgeDraft(head, base ?? undefined, options);
  const lines = findings
    .filter(({ rule, severity }) => severity === 'error' || rule.startsWith(`${family}/`))
    .map(({ severity, rule, role }) => [severity, rule, role].filter((word) => word !== undefined).join(' '));
  return [...new Set(lines)].sort();
}

/** The draft with other signature entries on a role; what they sign stays. */
export function withSignatures(draft: Draft, role: string, change: (signatures: Loose[]) => Loose[]): Draft {
  return draft.document$(role, (document) => {
    document.signatures = change(document.signatures);
  });
}
