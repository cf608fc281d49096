import { sayFindings } from '../cli/say-findings.ts';
import { TufError } from '../errors.ts';
import { runOnlineSignTargets } from '../operations/run-online-sign-targets.ts';
import { type Action, cloudInputTable, token } from './action.ts';
import { signersOf } from './online-signers.ts';

export const onlineSignTargets: Action = {
  spec: {
    name: 'online-sign-targets',
    summary: 'Sign targets roles of a signing event that have an online key',
    about:
      'Signs each named role that has an online key and waits for its signature, in the signing event of this branch.',
    inputs: {
      ...token,
      ...cloudInputTable,
      targets_to_sign: { about: 'Roles, separated by blanks or line breaks', required: true },
    },
    outputs: { signed: 'The roles that were signed, blank-separated' },
    permissions: [
      { scope: 'contents', access: 'write', why: 'to push the signatures to the event branch' },
      {
        scope: 'actions',
        access: 'write',
        why: "to start `signing-event.yml`: a push with the workflow's own token starts nothing",
      },
      {
        scope: 'id-token',
        access: 'write',
        why: 'to sign with the identity of the workflow (Sigstore), or to log in to the cloud of the online key',
      },
    ],
    example: `on:
  push:
    branches: ['sign/**']
    paths: ['metadata/**', 'targets/**']
  workflow_dispatch:`,
  },
  async run(step) {
    const { runner, run } = step;
    const roles = step
      .input('targets_to_sign')
      .split(/\s+/)
      .filter((role) => role !== '');
    if (roles.length === 0) {
      throw new TufError('usage', 'The input targets_to_sign names no role', {
        hint: 'Name targets, or delegated roles',
      });
    }
    const signerFor = signersOf(step);
    if (!(await step.remoteHeads()).branches.has(run.ref)) {
      runner.setOutput('signed', '');
      return runner.notice(`${run.ref} is not there any more: there is nothing to do`);
    }
    const event = run.ref.replace(/^refs\/heads\//, '');
    const outcome = await step.inCheckout({ ref: event }, (opened) => {
      const { defaultBranch } = opened;
      const input = { event, defaultBranch, roles, pushesStartWorkflows: step.tokens.isCustom };
      return runOnlineSignTargets(opened, input, signerFor, () => step.github());
    });
    if (outcome) sayFindings(outcome.findings, step.environment);
    for (const role of outcome?.signed ?? []) runner.notice(`Signed ${role}`);
    if (!outcome?.signed.length) runner.say('No named role waits for an online signature');
    runner.setOutput('signed', outcome?.signed.join(' ') ?? '');
  },
};
