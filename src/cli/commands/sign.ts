import { signEvent } from '../../operations/signer/sign.ts';
import type { Command } from '../command.ts';
import { asSigner, readSignerOptions, signerOptions } from '../signer-session.ts';

export const sign: Command = {
  spec: {
    name: 'sign',
    summary: 'sign what a signing event changes, or accept an invitation to sign',
    about:
      'Fetches the event, shows what it changes, makes the signatures that you owe and pushes them. Your branch, index and files are not touched. Who you are is said in .tuf-on-ci-sign.ini at the top of the clone.',
    arguments: [{ name: 'EVENT', about: 'The branch of the signing event, such as sign/new-release' }],
    options: signerOptions,
    exits: { 0: 'signed and pushed, or nothing to do' },
  },
  run: (typed, environment) => asSigner(environment, typed, (session) => signEvent(session, readSignerOptions(typed))),
};
