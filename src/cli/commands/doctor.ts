import { checkOnlineKeys, readOnlineKeys } from '../../operations/doctor.ts';
import { doctorAsJson, renderDoctor } from '../../render/doctor.ts';
import type { Command } from '../command.ts';
import { inRepository } from '../environment.ts';
import { onlineSigners } from '../signers.ts';

export const doctorCommand: Command = {
  spec: {
    name: 'doctor',
    summary: 'try the online keys, and see what the GitHub token may do',
    about:
      'Lists the online keys that HEAD names and lets each sign a test message, which its public key must verify. With GITHUB_TOKEN and GITHUB_REPOSITORY it also tells which permissions the token has, by requests that GitHub refuses for what they lack. It changes nothing.',
    arguments: [],
    options: [
      { name: 'json', about: 'Print the outcome as JSON' },
      { name: 'sigstore', about: 'Sign with Sigstore too; that signature is public for ever' },
    ],
    exits: { 0: 'every online key that was tried signs; 2 when one does not' },
  },
  run: (typed, environment) =>
    inRepository(environment, typed, async (opened) => {
      const { readTokenPermissions } = await import('../../adapters/github/token-permissions.ts');
      const keys = await readOnlineKeys(opened);
      const [checked, token] = await Promise.all([
        checkOnlineKeys(opened, keys, onlineSigners(environment, opened.clock), {
          sigstore: typed.options['sigstore'] === true,
        }),
        readTokenPermissions(environment.variables),
      ]);
      environment.stdout(
        typed.options['json']
          ? `${JSON.stringify(doctorAsJson(checked, token), null, 2)}\n`
          : renderDoctor(checked, token, environment.colour.stdout),
      );
      return checked.every(({ signs }) => signs !== false) ? 0 : 2;
    }),
};
