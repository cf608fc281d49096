import { onlineSignTargets } from '../../operations/online-sign-targets.ts';
import { terminal } from '../../text/terminal.ts';
import { type Command, leftOverPushed, pushOption } from '../command.ts';
import { inRepository } from '../environment.ts';
import { sayFindings } from '../say-findings.ts';
import { onlineSigners } from '../signers.ts';

export const onlineSignTargetsCommand: Command = {
  spec: {
    name: 'online-sign-targets',
    summary: 'sign targets roles that have an online key',
    about: 'Signs each named role that has an online key and is not signed with it yet, in a commit per role.',
    arguments: [{ name: 'ROLE', many: true, about: 'targets, or a delegated role' }],
    options: [pushOption(true)],
    exits: { 0: 'something was signed', 1: 'nothing to do' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const choice = { push: typed.options['push'] !== false, githubRef: environment.variables['GITHUB_REF'] };
      const signers = onlineSigners(environment, opened.clock);
      const { signed, findings, pushedLeftOver } = await onlineSignTargets(opened, typed.arguments, signers, choice);
      sayFindings(findings, environment);
      for (const role of signed) environment.stdout(terminal`Signed role ${role}\n`.text);
      if (pushedLeftOver) environment.stdout(leftOverPushed);
      else if (signed.length === 0) environment.stdout('Nothing to do: no named role waits for an online signature\n');
      return signed.length > 0 || pushedLeftOver ? 0 : 1;
    }),
};
