import { updateTargets } from '../../operations/update-targets.ts';
import { terminal } from '../../text/terminal.ts';
import { type Command, leftOverPushed, pushOption } from '../command.ts';
import { inRepository } from '../environment.ts';

export const updateTargetsCommand: Command = {
  spec: {
    name: 'update-targets',
    summary: 'make targets metadata match the target files that a signing event changes',
    about:
      'Rebuilds the list of each role that owns files added, changed or removed below targets/, in a commit per role. Signatures of a rebuilt role are emptied.',
    arguments: [],
    options: [pushOption(true)],
    exits: { 0: 'something was committed', 1: 'nothing to do' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const push = typed.options['push'] !== false;
      const { roles, pushedLeftOver } = await updateTargets(opened, {
        push,
        githubRef: environment.variables['GITHUB_REF'],
      });
      for (const { role, version } of roles) {
        environment.stdout(terminal`Updated targets metadata of role ${role} to version ${version}\n`.text);
      }
      if (pushedLeftOver) environment.stdout(leftOverPushed);
      else if (roles.length === 0) environment.stdout('Nothing to do: targets metadata is up to date\n');
      return roles.length > 0 || pushedLeftOver ? 0 : 1;
    }),
};
