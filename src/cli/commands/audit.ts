import { audit } from '../../operations/audit.ts';
import { renderAudit } from '../../render/audit.ts';
import { auditAsJson } from '../../render/audit-json.ts';
import type { Command } from '../command.ts';
import { inRepository } from '../environment.ts';

export const auditCommand: Command = {
  spec: {
    name: 'audit',
    summary: 'judge the whole history of the default branch',
    about:
      'Judges every commit of the default branch, along first parents: each must be a sound signing event or a sound online signature. Prints who signed what and when, the keys in use over time, and every finding with the commit that brought it and the one that ended it. Time is what the committers claim.',
    arguments: [],
    options: [
      { name: 'from', value: 'REV', about: 'Begin with the step after REV, a commit of the default branch' },
      { name: 'json', about: 'Print the report as JSON' },
    ],
    exits: { 0: 'no step was unsound', 1: 'some were, though it may be mended by now' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const { from } = typed.options;
      const report = await audit(opened, typeof from === 'string' ? from : undefined);
      environment.stdout(
        typed.options['json']
          ? `${JSON.stringify(auditAsJson(report), null, 2)}\n`
          : renderAudit(report, { colour: environment.colour.stdout }),
      );
      return report.sound ? 0 : 1;
    }),
};
