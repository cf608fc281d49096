import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { verify } from '../../operations/verify.ts';
import { renderVerified, verifiedAsJson } from '../../render/verified.ts';
import type { Context } from '../../verifier/rule.ts';
import type { Command } from '../command.ts';
import { inRepository } from '../environment.ts';
import { secondOpinion } from '../second-opinion.ts';
import { warnUncommitted } from '../warn-uncommitted.ts';

export const verifyCommand: Command = {
  spec: {
    name: 'verify',
    summary: 'judge a checkout, a bare repository or a revision',
    about:
      'Runs every rule on a commit and prints what it finds. A commit that the default branch has is judged as it would be published, against the newest one before it that could be. Any other, such as a sign/ branch, is judged as a signing event, against its merge base with the default branch; whether all have signed is told by status.',
    arguments: [
      {
        name: 'PATH',
        optional: true,
        about:
          'A checkout or bare repository (its HEAD is judged), or a branch, tag or commit of this one; default: this folder',
      },
    ],
    options: [
      { name: 'json', about: 'Print the findings as JSON' },
      { name: 'base', value: 'REV', about: 'Judge the step from the merge base with REV, as a signing event' },
      { name: 'clients', about: 'Show which TUF clients can use the repository' },
    ],
    exits: { 0: 'no finding is an error', 1: 'there are findings that are errors' },
  },
  async run(typed, environment) {
    const path = typed.arguments[0] ?? '.';
    const folder = resolve(environment.cwd, path);
    const isRepository = isFolder(folder);
    return inRepository(
      environment,
      typed,
      async (opened) => {
        const { repository } = opened;
        if (isRepository) await warnUncommitted(repository, environment);
        const base = typed.options['base'];
        const input = { revision: isRepository ? 'HEAD' : path, ...(typeof base === 'string' && { base }) };
        const outcome = await verify(opened, input, secondOpinion);
        if (outcome.judged.against === null && (await repository.isShallow())) {
          environment.stderr('warning: this clone is shallow: what is known good may be in the part that it lacks\n');
        }
        const clients = typed.options['clients'] ? await judgeClients(outcome.context) : undefined;
        const branch = (await repository.currentBranch())?.replace(/^refs\/heads\//, '');
        environment.stdout(
          typed.options['json']
            ? `${JSON.stringify(verifiedAsJson(outcome, clients), null, 2)}\n`
            : renderVerified(outcome, {
                name: isRepository ? (branch ?? 'HEAD') : path,
                clients,
                colour: environment.colour.stdout,
              }),
        );
        return outcome.sound ? 0 : 1;
      },
      isRepository ? folder : environment.cwd,
    );
  },
};

async function judgeClients({ state, verifier }: Context) {
  const clients = await import('../../verifier/clients.ts');
  return clients.judgeClients(state, verifier);
}

/** A name that no file can have is none. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
