/** `tuf-on-ci-import-repo`, as a maintainer runs it on the repository that they have (SPEC A7). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesTo, runIn } from '../../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder } from '../../support/git.ts';
import {
  emptyDeployment,
  enter,
  fileOf,
  rememberKeys,
  runSigner,
  type SignerClone,
  signerClone,
  subjectsOf,
} from '../../support/signers.ts';
import { alice, bob } from '../../support/sound-repository.ts';
import { filledIn, historicKeyid, unmanagedRepository } from '../../support/unmanaged-repository.ts';

/** The repository as it is on the default branch, and alice's clone. */
function existing(): { origin: ThrowAwayRepository; clone: SignerClone } {
  const origin = emptyDeployment();
  origin.commit(changesTo(unmanagedRepository()), { message: 'The repository as it was' });
  origin.push('main');
  return { origin, clone: clonedBy(origin, alice) };
}

function clonedBy(origin: ThrowAwayRepository, { name, keyid }: typeof alice): SignerClone {
  const clone = signerClone(origin, name);
  const uri = `file2:test/keys/${name}.pem`;
  rememberKeys(clone, { [keyid]: uri, [historicKeyid(name)]: uri });
  return clone;
}

function importFile(content: unknown): string {
  const path = join(temporaryFolder(), 'import.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe('import-repo', () => {
  it('prints the file to be filled in, and nothing else on stdout', () => {
    const { clone } = existing();
    const { code, stdout } = runSigner(clone, 'import-repo', ['sign/import']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      root: { 'x-tuf-on-ci-expiry-period': -1, [historicKeyid('bob')]: 'UNDEFINED ONLINE_URI OR KEYOWNER' },
      releases: { 'x-tuf-on-ci-signing-period': -1 },
    });
    expect(clone.git('ls-remote', 'origin', 'refs/heads/sign/*')).toBe('');
  });

  it('imports, after the online key has shown that it works; then the others sign', () => {
    const { origin, clone } = existing();
    const imported = runSigner(clone, 'import-repo', ['sign/import', importFile(filledIn)], [enter]);
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('file2:test/keys/online.pem works') });
    expect(subjectsOf(clone, 'sign/import').slice(0, 2)).toEqual([
      'Signed by @tuf-test-alice',
      'Repo import by @tuf-test-alice',
    ]);
    const { signatures } = JSON.parse(fileOf(clone, 'sign/import', 'metadata/root.json'));
    const signed = signatures.filter(({ sig }: { sig: string }) => sig !== '');
    expect(signed.map(({ keyid }: { keyid: string }) => keyid).sort()).toEqual(
      [alice.keyid, historicKeyid('alice')].sort(),
    );
    expect(runSigner(clonedBy(origin, bob), 'sign', ['sign/import'], [enter])).toMatchObject({ code: 0 });
    clone.git('fetch', '-q', 'origin');
    clone.git('checkout', '-q', '--detach', 'refs/remotes/origin/sign/import');
    const status = runIn(clone, 'status', ['--json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ complete: true });
    const again = runSigner(clone, 'import-repo', ['sign/import']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  });

  it('pushes nothing when the online key does not work, unless it is to be left out', () => {
    const { clone } = existing();
    const root = { ...filledIn.root, [historicKeyid('online')]: 'file2:test/keys/dave.pem' };
    const file = importFile({ ...filledIn, root });
    expect(runSigner(clone, 'import-repo', ['sign/import', file], [enter])).toMatchObject({ code: 2 });
    expect(clone.git('ls-remote', 'origin', 'refs/heads/sign/*')).toBe('');
    const args = ['--skip-online-keys', 'sign/import', file];
    expect(runSigner(clone, 'import-repo', args, [enter])).toMatchObject({ code: 0 });
  });

  it('refuses a file that makes no sense, and one that is not there', () => {
    const { clone } = existing();
    const wrong = importFile({ root: { [historicKeyid('alice')]: 'exec:/bin/sh' } });
    expect(runSigner(clone, 'import-repo', ['sign/import', wrong])).toMatchObject({ code: 2 });
    expect(runSigner(clone, 'import-repo', ['sign/import', 'no-such-file.json'])).toMatchObject({ code: 2 });
  });
});
