/** When the check of Sigstore signatures is loaded. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sigstoreOnDemand } from '../../src/cli/sigstore.ts';
import { temporaryFolder } from '../support/git.ts';
import { ann, startSigstore } from '../support/sigstore.ts';

it('is loaded once, from a file that is named from where the command was started', async () => {
  const sigstore = await startSigstore();
  const bytes = Buffer.from('{}');
  const { bundle, sig } = await sigstore.sign(bytes, ann);
  await sigstore.close();

  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'root.json'), JSON.stringify(sigstore.trustedRoot));
  const { check, prepare } = sigstoreOnDemand({ cwd, variables: { TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: 'root.json' } });
  // A "no" would be remembered as one.
  expect(() => check(bundle, bytes, ann.identity, ann.issuer, sig)).toThrow(
    expect.objectContaining({ code: 'internal' }),
  );
  await prepare();
  rmSync(join(cwd, 'root.json'));
  await prepare();
  expect(check(bundle, bytes, ann.identity, ann.issuer, sig)).toBe(true);
});
