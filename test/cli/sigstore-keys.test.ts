/** Repositories whose keys are Sigstore identities, from door to door: in this process, and once as it is built. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { runCommand } from '../../src/cli/main.ts';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import type { JsonObject } from '../../src/tuf/json.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import { changesTo } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { ann, type Login, onlineSign, type Sigstore, startSigstore, workflow } from '../support/sigstore.ts';
import { type Draft, type Loose, now, signedAt, soundRepository } from '../support/sound-repository.ts';

let sigstore: Sigstore;
let trustedRoot: string;
beforeAll(async () => {
  sigstore = await startSigstore();
  trustedRoot = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
});
afterAll(() => sigstore.close());

const sigstoreKey = ({ identity, issuer }: Login, custom: JsonObject) => {
  const key = { keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity, issuer }, ...custom };
  return { key, keyid: keyId(key) };
};
const onlineKey = sigstoreKey(onlineSign, { 'x-tuf-on-ci-online-uri': 'sigstore:' });
const annsKey = sigstoreKey(ann, { 'x-tuf-on-ci-keyowner': '@tuf-test-ann' });

/** A role, signed by whoever logs in, in the entry of a key. */
async function signed(draft: Draft, role: string, { keyid }: { keyid: string }, login: Login): Promise<Draft> {
  const signature = await sigstore.sign(canonicalJson(draft.document(role).signed), login);
  return draft.document$(role, (document) => {
    document.signatures = [{ keyid, ...signature }];
  });
}

/** Snapshot and timestamp are the workflow's, which root says; whoever logs in has signed them. */
async function onlineBy(login: Login): Promise<Draft> {
  const draft = soundRepository()
    .step(
      'root',
      (root) => {
        for (const role of [root.roles.snapshot, root.roles.timestamp]) {
          delete root.keys[role.keyids[0]];
          role.keyids = [onlineKey.keyid];
        }
        root.keys[onlineKey.keyid] = onlineKey.key;
      },
      signedAt,
    )
    .resign('root')
    .online(signedAt);
  return signed(await signed(draft, 'snapshot', onlineKey, login), 'timestamp', onlineKey, login);
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  { folder, env }: ThrowAwayRepository,
  command: string,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = { TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot },
): Promise<Outcome> {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const code = await runCommand(command, args, {
    cwd: folder,
    variables: { ...env, TUF_ON_CI_NOW: String(now), ...variables },
    realTime: () => now,
    colour: { stdout: false, stderr: false },
    stdout: (text) => void said.stdout.push(text),
    stderr: (text) => void said.stderr.push(text),
  });
  return { code, stdout: said.stdout.join(''), stderr: said.stderr.join('') };
}

function published(draft: Draft): ThrowAwayRepository {
  const git = throwAwayRepository();
  git.commit(changesTo(draft));
  git.push('main');
  return git;
}

const errorRules = ({ stdout }: Outcome): string[] =>
  JSON.parse(stdout).findings.flatMap(({ rule, severity }: Loose) => (severity === 'error' ? [rule] : []));

describe('an online key that is a workflow', () => {
  it('signs for snapshot and timestamp: every door lets them pass', async () => {
    const git = published(await onlineBy(onlineSign));
    expect(errorRules(await run(git, 'verify', ['--json']))).toEqual([]);
    expect(await run(git, 'audit')).toMatchObject({ code: 0 });
    expect(await run(git, 'create-signing-events')).toMatchObject({ code: 0, stdout: '\n' });
    expect(await run(git, 'online-sign')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
    const out = join(temporaryFolder(), 'metadata');
    expect(await run(git, 'build-repository', ['--metadata', out])).toMatchObject({ code: 0 });
    expect(existsSync(join(out, 'timestamp.json'))).toBe(true);
  });

  it('is known good for what comes after it', async () => {
    const before = await onlineBy(onlineSign);
    const git = published(before);
    git.commit(changesTo(before.step('releases').resign('releases'), before));
    git.push('main');
    const { judged } = JSON.parse((await run(git, 'verify', ['--json'])).stdout);
    expect(judged.against).toBe(git.git('rev-parse', 'HEAD^'));
  });

  it('does not sign as another branch of that workflow', async () => {
    const git = published(await onlineBy(workflow('online-sign.yml@refs/heads/mainX')));
    const judged = await run(git, 'verify', ['--json']);
    expect(judged.code).toBe(1);
    expect(errorRules(judged)).toContain('online-roles/signatures');
    const out = join(temporaryFolder(), 'metadata');
    expect(await run(git, 'build-repository', ['--metadata', out])).toMatchObject({ code: 2 });
    expect(existsSync(out)).toBe(false);
  });
});

describe('a person who logs in', () => {
  /** An event in which Ann becomes a signer of releases, and somebody signs it as her. */
  async function event(login: Login): Promise<ThrowAwayRepository> {
    const before = soundRepository();
    const git = published(before);
    git.git('checkout', '-q', '-b', 'sign/ann');
    const delegated = before
      .step('targets', ({ delegations }) => {
        delegations.keys = { [annsKey.keyid]: annsKey.key };
        delegations.roles[0].keyids = [annsKey.keyid];
      })
      .resign('targets')
      .step('releases');
    git.commit(changesTo(await signed(delegated, 'releases', annsKey, login), before));
    return git;
  }
  const releases = ({ stdout }: Outcome) => JSON.parse(stdout).roles.find(({ role }: Loose) => role === 'releases');

  it('meets the threshold of her role', async () => {
    const status = await run(await event(ann), 'status', ['--json']);
    expect(releases(status)).toMatchObject({ complete: true, signed: ['@tuf-test-ann'], missing: [] });
    expect(status.code).toBe(0);
  });

  it('is an error without a trust root, and no missing signature', async () => {
    const nowhere = { TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: '/nonexistent/trusted_root.json' };
    expect(await run(await event(ann), 'status', ['--json'], nowhere)).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['somebody else', { ...ann, identity: 'eve@example.com' }],
    ['somebody whose address a pattern would let pass', { ...ann, identity: 'ann@exampleXcom' }],
    ['whom another issuer vouches for', { ...ann, issuer: 'https://accounts.google.com' }],
  ])('does not when it is %s', async (_, login) => {
    const status = await run(await event(login), 'status', ['--json']);
    expect(releases(status)).toMatchObject({ complete: false, signed: [] });
    expect(status.code).toBe(1);
  });
});

describe('without a trust root', () => {
  const nowhere = { TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: '/nonexistent/trusted_root.json' };
  /** In a signing event timestamp and snapshot are not judged. */
  const inEvent: [command: string, ...args: string[]][] = [['status'], ['online-sign-targets', 'releases']];
  const behindTheMerge: [command: string, ...args: string[]][] = [
    ['online-sign'],
    ['create-signing-events'],
    ['build-repository', '--metadata', join(temporaryFolder(), 'never')],
    ['verify'],
    ['audit'],
  ];

  it.each(behindTheMerge)('%s judges nothing: that is an error and no missing signature', async (command, ...args) => {
    const git = published(await onlineBy(onlineSign));
    const { code, stdout, stderr } = await run(git, command, args, nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('/nonexistent/trusted_root.json');
    expect(stderr).toContain('TUF_ON_CI_SIGSTORE_TRUSTED_ROOT');
  });

  it.each(inEvent)(
    '%s does not ask for one when only the online roles are signed with Sigstore',
    async (command, ...args) => {
      const git = published(await onlineBy(onlineSign));
      expect((await run(git, command, args, nowhere)).code).toBe(1);
    },
  );

  it.each([...inEvent, ...behindTheMerge])(
    '%s does not ask for one where no key is an identity',
    async (command, ...args) => {
      const git = published(soundRepository());
      expect((await run(git, command, args, nowhere)).code).toBe(
        command === 'status' || command === 'online-sign-targets' ? 1 : 0,
      );
    },
  );

  it('a key that has signed nothing needs none', async () => {
    const listed = soundRepository()
      .step('root', ({ keys, roles }) => {
        keys[annsKey.keyid] = annsKey.key;
        roles.root.keyids.push(annsKey.keyid);
      })
      .resign('root');
    const forgotten = listed
      .step('root', ({ keys, roles }) => {
        delete keys[annsKey.keyid];
        roles.root.keyids.pop();
      })
      .resign('root');
    const git = published(forgotten);
    expect(await run(git, 'verify')).toMatchObject({ code: 0 });
    expect(await run(git, 'verify', [], nowhere)).toMatchObject({ code: 0 });
  });
});

describe('as it is built', () => {
  const outdir = temporaryFolder();
  beforeAll(() => bundle(outdir));

  /** `tuf-on-ci-verify` in a process of its own. */
  function verify({ folder, env }: ThrowAwayRepository, variables: Readonly<Record<string, string>>) {
    return spawnSync(process.execPath, [`${outdir}/tuf-on-ci-verify.js`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, TUF_ON_CI_NOW: String(now), ...variables },
    });
  }

  it('judges with the trust root of a file', async () => {
    const git = published(await onlineBy(onlineSign));
    expect(verify(git, { TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot })).toMatchObject({ status: 0 });
  });

  it('gets as far as keeping that of the public instance, and says when there is no place for it', async () => {
    const git = published(await onlineBy(onlineSign));
    const nowhere = join(trustedRoot, 'no-folder');
    const { status, stderr } = verify(git, { XDG_DATA_HOME: nowhere, LOCALAPPDATA: nowhere, HOME: nowhere });
    expect(status).toBe(2);
    expect(stderr).toContain('TUF_ON_CI_SIGSTORE_TRUSTED_ROOT');
    expect(stderr).toContain('no-folder');
  });
});
