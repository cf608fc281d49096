import { createSigningEvents } from '../../operations/create-signing-events.ts';
import { terminal } from '../../text/terminal.ts';
import { type Command, pushOption } from '../command.ts';
import { inRepository } from '../environment.ts';
import { sayFindings } from '../say-findings.ts';

export const createSigningEventsCommand: Command = {
  spec: {
    name: 'create-signing-events',
    summary: 'open a signing event for each offline role that is about to expire',
    about:
      'For each role but snapshot and timestamp that is in its signing period: a branch sign/<role>-v<N> from the default branch with an unsigned new version. A branch that is there already is left alone. Prints the new branches on one line.',
    arguments: [],
    options: [pushOption(false)],
    exits: { 0: 'done, also when nothing was due' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const { events, existing, findings } = await createSigningEvents(opened, typed.options['push'] === true);
      sayFindings(findings, environment);
      for (const branch of existing) environment.stderr(terminal`${branch} is open already\n`.text);
      environment.stdout(terminal`${events.join(' ')}\n`.text);
      return 0;
    }),
};
