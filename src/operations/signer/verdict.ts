/** The verifier, before a key is touched and before anything is handed over (SPEC B1, B6). */
import { renderFindings } from '../../render/findings.ts';
import type { Finding } from '../../verifier/finding.ts';
import { type Judgement, judge } from '../../verifier/judge.ts';
import type { EventReading } from '../read-event.ts';
import { requireSound } from '../soundness.ts';
import { say } from './prompts/say.ts';
import type { SignerOptions, SignerSession } from './session.ts';

/** An event at the signer's door, where what a signature mends is no error. */
export function judgeForSigner({ context }: EventReading): Judgement {
  return judge({ ...context, door: 'sign' });
}

/** Shows the errors of an event, where that is not the end, and what they mean. */
export function sayErrors({ terminal }: SignerSession, reading: EventReading, meaning: string): void {
  const errors = judgeForSigner(reading).findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  terminal.show(renderFindings(errors, terminal));
  say(terminal, meaning, 'magenta');
}

/**
 * Gives back what was found, to be shown. Errors: `unsound`, unless the person insists.
 * @param refusal what is said first when it is unsound: `Nothing was signed`
 */
export function requireSoundEvent(
  refusal: string,
  reading: EventReading,
  { signDespiteErrors }: Pick<SignerOptions, 'signDespiteErrors'>,
  { findings }: Judgement = judgeForSigner(reading),
): readonly Finding[] {
  return signDespiteErrors ? findings : requireSound(refusal, findings);
}
