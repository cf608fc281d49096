/** tuf-on-ci-init in a clone: what is written, and what is not. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../lab/runner/workflow.ts';
import { runIn } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';

const commit = 'c0ffee'.padEnd(40, '0');
const actions = ['--actions', `octo/tuf-on-ci@${commit}`];

function clone(): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit({ 'README.md': 'a repository to be\n' });
  git.push('main');
  git.git('remote', 'set-url', 'origin', 'git@github.com:acme/tuf.git');
  return git;
}

const read = (git: ThrowAwayRepository, path: string) => readFileSync(join(git.folder, path), 'utf8');
const workflow = (name: string) => `.github/workflows/${name}.yml`;
const names = ['create-signing-events', 'online-sign', 'publish', 'signing-event', 'test', 'verify'];

describe('init', () => {
  it('writes workflows that GitHub can read, with the names of this deployment', async () => {
    const git = clone();
    const ran = runIn(git, 'init', actions);
    expect(ran).toMatchObject({ code: 0, stderr: expect.not.stringContaining('error') });
    for (const name of names) {
      const text = read(git, workflow(name));
      await parseWorkflow(workflow(name), text);
      expect(text).not.toMatch(/[A-Z]+_[A-Z]+\b(?<!TUF_ON|TUF_ON_CI_\w+|GITHUB_TOKEN)|OWNER\/REPO|# \[/);
      expect(text.includes('pull_request:') || text.includes("github.repository_owner == 'acme'")).toBe(true);
      expect(text.includes('uses: octo/')).toBe(true);
    }
    expect(read(git, workflow('online-sign'))).toContain("branches: ['main']");
    expect(read(git, workflow('online-sign'))).not.toContain('gcp_');
    expect(existsSync(join(git.folder, '.github/PULL_REQUEST_TEMPLATE/signing_event.md'))).toBe(true);
    expect(git.git('status', '--porcelain')).toBe('?? .github/');
  });

  it('takes default branch, owner, clouds and a bucket', () => {
    const git = clone();
    const google =
      'projects/1/locations/global/workloadIdentityPools/p/providers/github,signer@p.iam.gserviceaccount.com';
    const options = [
      '--default-branch',
      'trunk',
      '--owner',
      'Other',
      '--google',
      google,
      '--destination',
      'gs://bucket/tuf',
    ];
    expect(runIn(git, 'init', [...actions, ...options]).code).toBe(0);
    const sign = read(git, workflow('online-sign'));
    expect(sign).toContain("branches: ['trunk']");
    expect(sign).toContain("github.repository_owner == 'Other'");
    expect(sign).toContain("gcp_service_account: 'signer@p.iam.gserviceaccount.com'");
    expect(sign).not.toContain('aws_region');
    expect(read(git, workflow('publish'))).toContain("destination: 'gs://bucket/tuf'");
    expect(read(git, workflow('publish'))).not.toContain('deploy-pages');
  });

  it('keeps files that differ, and says so; replaces them when asked', () => {
    const git = clone();
    git.write(workflow('test'), 'mine\n');
    const kept = runIn(git, 'init', actions);
    expect(kept.stdout).toMatch(/KEPT +\.github\/workflows\/test\.yml/);
    expect(read(git, workflow('test'))).toBe('mine\n');
    const forced = runIn(git, 'init', [...actions, '--force']);
    expect(forced.stdout).toMatch(/replaced +\.github\/workflows\/test\.yml/);
    expect(forced.stdout).toMatch(/unchanged +\.github\/workflows\/publish\.yml/);
    expect(read(git, workflow('test'))).toContain('TUF client');
  });

  it('writes nothing when asked to', () => {
    const git = clone();
    expect(runIn(git, 'init', [...actions, '--dry-run']).stdout).toMatch(/new +\.github\/workflows\/publish\.yml/);
    expect(git.git('status', '--porcelain')).toBe('');
  });

  it.each([
    ['no actions', []],
    ['a tag instead of a commit', ['--actions', 'octo/tuf-on-ci@v1']],
    ['a branch that closes the quotes', [...actions, '--default-branch', "main', evil: ["]],
    ['an owner that ends the condition', [...actions, '--owner', "acme' || true || '"]],
    ['a cloud with a line break', [...actions, '--aws', 'eu-west-1,arn:aws:iam::1:role/x\n  run: evil']],
    ['too few values', [...actions, '--azure', 'a,b']],
    ['a destination that is none', [...actions, '--destination', 'https://example.com']],
  ])('refuses %s', (_, args) => {
    const git = clone();
    expect(runIn(git, 'init', args)).toMatchObject({ code: 2, stdout: '' });
    expect(git.git('status', '--porcelain')).toBe('');
  });

  it('does not follow a link out of the clone', () => {
    const git = clone();
    const elsewhere = temporaryFolder();
    mkdirSync(join(elsewhere, 'workflows'));
    symlinkSync(elsewhere, join(git.folder, '.github'));
    expect(runIn(git, 'init', actions).code).toBe(2);
    expect(existsSync(join(elsewhere, 'workflows', 'test.yml'))).toBe(false);
  });
});
