/** The online menu (SPEC A7): the key of timestamp and snapshot, and how long they are valid. */
import type { Periods } from '../../../deployment/periods.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import { plural } from '../../../text/quantities.ts';
import { styled, type Terminal as Text, terminal as text } from '../../../text/terminal.ts';
import { askOnlineKey, type ChosenKey, type OnlineKeySources } from './online-key.ts';
import { askChoice, type MenuEntry } from './question.ts';
import { renderChosenKey } from './role-menu.ts';
import { askPeriods } from './signers.ts';

export interface OnlineAnswers {
  readonly key: ChosenKey;
  readonly timestamp: Periods | undefined;
  readonly snapshot: Periods | undefined;
}

type Step = (answers: OnlineAnswers) => Promise<OnlineAnswers>;

/** Back to the menu after each entry, until it is left with enter or 0. @throws TufError('aborted') */
export async function askOnlineRoles(
  terminal: Terminal,
  present: OnlineAnswers,
  sources: OnlineKeySources,
): Promise<OnlineAnswers> {
  let answers = present;
  const entries: readonly MenuEntry<Step | 'continue'>[] = [
    { number: 0, label: 'Continue', value: 'continue' },
    {
      number: 1,
      label: 'Change the online key',
      value: async (answers) => ({ ...answers, key: await askOnlineKey(terminal, sources) }),
    },
    {
      number: 2,
      label: 'Change for how long a timestamp is valid',
      value: async (answers) => ({
        ...answers,
        timestamp: await askPeriods(terminal, 'timestamp', answers.timestamp),
      }),
    },
    {
      number: 3,
      label: 'Change for how long a snapshot is valid',
      value: async (answers) => ({ ...answers, snapshot: await askPeriods(terminal, 'snapshot', answers.snapshot) }),
    },
  ];
  for (;;) {
    terminal.show(renderOnlineRoles(answers, terminal.colour).text);
    const step = await askChoice(terminal, entries, 0);
    if (step === 'continue') return answers;
    answers = await step(answers);
  }
}

function renderOnlineRoles({ key, timestamp, snapshot }: OnlineAnswers, colour: boolean): Text {
  return text`\n${styled('bold', 'timestamp and snapshot', colour)} (made and signed by the GitHub workflow)
  Signed by       the online key ${renderChosenKey(key)}
  timestamp       ${renderPeriods(timestamp)}
  snapshot        ${renderPeriods(snapshot)}
`;
}

function renderPeriods(periods: Periods | undefined): string {
  if (!periods) return 'not said';
  return `valid for ${plural(periods.expiry, 'day')}; made anew ${plural(periods.signing, 'day')} before it expires`;
}
