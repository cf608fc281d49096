import { delegate } from '../../operations/signer/delegate.ts';
import type { Command } from '../command.ts';
import { asSigner, readSignerOptions, signerOptions } from '../signer-session.ts';

export const delegateCommand: Command = {
  spec: {
    name: 'delegate',
    summary: 'start a repository, or change who signs a role, with which keys and how often',
    about:
      'Asks what shall change, shows it, signs it with your key where you are a signer, and pushes it to the signing event. In an empty repository it makes the first metadata. Your branch, index and files are not touched.',
    arguments: [
      { name: 'EVENT', about: 'The branch of the signing event; it is made when it is not there yet' },
      {
        name: 'ROLE',
        about: 'root, targets, timestamp, snapshot or a delegated role; asked for when left out',
        optional: true,
      },
    ],
    options: [
      ...signerOptions,
      {
        name: 'force-compliant-keyids',
        about: "Give keys of an imported repository the keyids that today's TUF asks for (root or targets)",
      },
    ],
    exits: { 0: 'changed and pushed, or nothing to do' },
  },
  run: (typed, environment) =>
    asSigner(environment, typed, (session) =>
      delegate(session, {
        ...readSignerOptions(typed),
        role: typed.arguments[1],
        forceCompliantKeyids: typed.options['force-compliant-keyids'] === true,
      }),
    ),
};
