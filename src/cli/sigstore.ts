/** Verification of Sigstore signatures, loaded when a repository has a key for them. */
import { resolve } from 'node:path';
import { TufError } from '../errors.ts';
import type { SigstoreCheck } from '../tuf/verify.ts';
import type { Environment } from './environment.ts';

export interface SigstoreOnDemand {
  readonly check: SigstoreCheck;
  /** Loads the check, once. Errors: `signer` when the trust root cannot be had. */
  prepare(): Promise<void>;
}

export function sigstoreOnDemand({ cwd, variables }: Pick<Environment, 'cwd' | 'variables'>): SigstoreOnDemand {
  let loaded: SigstoreCheck | undefined;
  return {
    check(...question) {
      // To answer "no" here would be to take a valid signature for a missing one.
      if (!loaded) throw new TufError('internal', 'a Sigstore signature was judged before its trust root was loaded');
      return loaded(...question);
    },
    async prepare() {
      if (loaded) return;
      const file = variables['TUF_ON_CI_SIGSTORE_TRUSTED_ROOT'];
      const { loadSigstoreCheck } = await import('../adapters/sigstore/check.ts');
      loaded = await loadSigstoreCheck({ trustedRootFile: file ? resolve(cwd, file) : undefined });
    },
  };
}
