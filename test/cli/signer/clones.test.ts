/** Clones as people have them: whatever git is set up to do there, a signer's command does its own work alone (SPEC A7, B6). */
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ThrowAwayRepository, throwAwayRepository } from '../../support/git.ts';
import {
  emptyDeployment,
  enter,
  keyFile,
  runSigner,
  type SignerClone,
  signerClone,
  untouchable,
} from '../../support/signers.ts';

/** A signer who starts a repository alone. */
const answers = [enter, enter, '1', '0', enter, ...keyFile('alice'), enter];

const start = (clone: SignerClone, ...args: readonly string[]) =>
  runSigner(clone, 'delegate', [...args, 'sign/start'], answers);

/** alice at another clone of the origin. */
function cloned(origin: ThrowAwayRepository, ...options: readonly string[]): SignerClone {
  const alice = signerClone(origin, 'alice');
  const clone = origin.clone(...options);
  clone.write(
    '.tuf-on-ci-sign.ini',
    `[settings]\nuser-name = ${alice.user}\npull-remote = origin\npush-remote = origin\n`,
  );
  for (const name of ['user.name', 'user.email']) clone.git('config', name, 'alice@example.com');
  return { ...alice, ...clone, variables: { ...alice.variables, ...clone.env } };
}

describe('a clone', () => {
  it.each([
    ['with little history', '--depth=1'],
    ['without blobs', '--filter=blob:none'],
    ['without trees', '--filter=tree:0'],
    ['of one branch', '--single-branch'],
    ['without files', '--no-checkout'],
  ])('%s will do', (_, option) => {
    const origin = emptyDeployment();
    origin.commit({ 'README.md': 'Changed\n' }, { message: 'Second commit' });
    origin.push('main');
    expect(start(cloned(origin, option))).toMatchObject({ code: 0 });
  });

  it('whose objects are named by SHA-256 will do', () => {
    const origin = throwAwayRepository('sha256');
    origin.commit({ 'README.md': 'A TUF repository\n' });
    origin.push('main');
    expect(start(signerClone(origin, 'alice'))).toMatchObject({ code: 0 });
  });

  it('of a person whose data folder cannot be written will do: it is said, and they are asked again the next time', () => {
    const clone = signerClone(emptyDeployment(), 'alice');
    symlinkSync('/nonexistent/place', join(clone.data, 'tuf-on-ci-sign'));
    expect(start(clone)).toMatchObject({ code: 0, stdout: expect.stringContaining('could not be written down') });
  });

  it('that is bare has no place for settings, and that is said', () => {
    const bare = emptyDeployment().clone('--bare');
    expect(start({ ...signerClone(emptyDeployment(), 'alice'), ...bare })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('bare'),
    });
  });
});

describe("a person's git", () => {
  it.each<readonly [string, (clone: SignerClone) => void]>([
    ['signs every commit', ({ git }) => git('config', 'commit.gpgsign', 'true')],
    ['watches the files', ({ git }) => git('config', 'core.fsmonitor', '/bin/false')],
    [
      'rewrites what is committed',
      (clone) => {
        clone.git('config', 'core.autocrlf', 'true');
        clone.git('config', 'filter.rot.clean', 'tr a-z n-za-m');
        writeFileSync(join(clone.folder, '.git/info/attributes'), '* text eol=crlf filter=rot\n');
      },
    ],
    [
      'runs hooks that refuse',
      ({ folder }) => {
        for (const name of ['pre-commit', 'commit-msg', 'post-checkout', 'reference-transaction', 'pre-push']) {
          const hook = join(folder, '.git/hooks', name);
          writeFileSync(hook, '#!/bin/sh\nexit 1\n');
          chmodSync(hook, 0o755);
        }
      },
    ],
    ['is in the middle of something', ({ folder }) => writeFileSync(join(folder, '.git/index.lock'), '')],
    [
      'takes one commit for another',
      ({ git }) => {
        git('replace', 'HEAD', git('commit-tree', '-m', 'Another', 'HEAD^{tree}'));
      },
    ],
  ])('%s: nothing of that is in the way, or touched', (_, set) => {
    const clone = signerClone(emptyDeployment(), 'alice');
    set(clone);
    const before = untouchable(clone);
    expect(start(clone)).toMatchObject({ code: 0 });
    expect(untouchable(clone)).toEqual(before);
  });

  it('that does not know its user is asked to be told, before any question', () => {
    const clone = signerClone(emptyDeployment(), 'alice');
    clone.git('config', '--unset', 'user.name');
    const variables = { ...clone.variables, GIT_AUTHOR_NAME: '', GIT_COMMITTER_NAME: '' };
    expect(start({ ...clone, variables })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('user.name'),
    });
  });
});
