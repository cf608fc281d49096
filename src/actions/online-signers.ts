/** Signers of online keys, logged in to as the action's inputs say, else as earlier steps have (SPEC A9). */
import { hideSecret } from '../adapters/runner/runner.ts';
import { cloudLogin } from '../cli/cloud-login.ts';
import { onlineSigners } from '../cli/signers.ts';
import { readCloudIdentities } from '../deployment/cloud-identities.ts';
import type { SignerFor } from '../ports/signer.ts';
import type { Step } from './step.ts';

/** Errors: `usage` for half an identity. */
export function signersOf(step: Step): SignerFor {
  const identities = readCloudIdentities((name) => step.input(name));
  const login = cloudLogin(step.environment.variables, { identities, onToken: hideSecret });
  return onlineSigners(step.environment, step.clock, login);
}
