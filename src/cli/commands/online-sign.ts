import { onlineSign } from '../../operations/online-sign.ts';
import { terminal } from '../../text/terminal.ts';
import { type Command, leftOverPushed, pushOption } from '../command.ts';
import { inRepository } from '../environment.ts';
import { sayFindings } from '../say-findings.ts';
import { secondOpinion } from '../second-opinion.ts';
import { onlineSigners } from '../signers.ts';

export const onlineSignCommand: Command = {
  spec: {
    name: 'online-sign',
    summary: 'make and sign a new snapshot and timestamp where they are due',
    about:
      'Judges HEAD, signs a new snapshot when its content changed, it is in its signing period or not validly signed, and a new timestamp likewise; judges the result and commits both at once.',
    arguments: [],
    options: [pushOption(false)],
    exits: { 0: 'done, or nothing to do' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const choice = { push: typed.options['push'] === true, githubRef: environment.variables['GITHUB_REF'] };
      const ports = { signerFor: onlineSigners(environment, opened.clock), secondOpinion };
      const { signed, findings, pushedLeftOver } = await onlineSign(opened, ports, choice);
      sayFindings(findings, environment);
      for (const { role, version } of signed) environment.stdout(terminal`Signed ${role} version ${version}\n`.text);
      if (pushedLeftOver) environment.stdout(leftOverPushed);
      else if (signed.length === 0) environment.stdout('Nothing to do: snapshot and timestamp are current\n');
      return 0;
    }),
};
