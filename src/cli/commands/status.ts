import { readStatus } from '../../operations/status.ts';
import { renderStatus } from '../../render/status-comment.ts';
import { terminal } from '../../text/terminal.ts';
import type { Command } from '../command.ts';
import { inRepository } from '../environment.ts';
import { jsonOutput } from '../json-output.ts';

export const status: Command = {
  spec: {
    name: 'status',
    summary: 'show how far the signing event of this branch is',
    about:
      'Judges HEAD as a signing event against the default branch, and prints as Markdown what changes, who has signed, who is missing and what is wrong.',
    arguments: [],
    options: [{ name: 'json', about: 'Print the status as JSON' }],
    exits: { 0: 'every changed role is complete', 1: 'not yet, or there are no changes' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const [{ kind, status, knownGood }, uncommitted] = await Promise.all([
        readStatus(opened),
        opened.repository.uncommittedPaths(),
      ]);
      if (uncommitted.length > 0) {
        const more = uncommitted.length > 1 ? ` and ${uncommitted.length - 1} more` : '';
        environment.stderr(terminal`warning: not judged, as it is not committed: ${uncommitted[0]!}${more}\n`.text);
      }
      environment.stdout(
        typed.options['json']
          ? jsonOutput(status)
          : renderStatus(status, { hasMetadata: kind !== 'no-metadata', knownGood }),
      );
      return status.complete ? 0 : 1;
    }),
};
