/** A signer's command is killed wherever that can be: its clone is as it was, the remote as it was or complete (issue 5). */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesTo, type Ran } from '../../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder } from '../../support/git.ts';
import {
  type Conversation,
  converse,
  emptyDeployment,
  enter,
  keyFile,
  rememberKeys,
  runSigner,
  type SignerClone,
  type SignerRunOptions,
  signerClone,
  subjectsOf,
  untouchable,
  withWorkInProgress,
} from '../../support/signers.ts';
import { alice as aliceKey } from '../../support/sound-repository.ts';
import { filledIn, historicKeyid, unmanagedRepository } from '../../support/unmanaged-repository.ts';

const remote = (origin: ThrowAwayRepository) => origin.git('ls-remote', 'origin', 'refs/heads/*');

/** What alice answers to start a repository, with the question each answers. */
const answers = [enter, enter, '1', '0', enter, ...keyFile('alice'), enter];

/** A git that counts its calls, and at one of them kills the program that called, before or after the work. */
function killingGit(at: number, when: 'before' | 'after'): { env: Record<string, string>; calls(): readonly string[] } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  const real = process.env['PATH']!.split(':').map((place) => join(place, 'git'));
  const git = real.find((file) => isFile(file))!;
  const kill = `[ "$(wc -l < '${folder}/calls')" -eq ${at} ] && kill -9 "$PPID"`;
  const script =
    when === 'before' ? `${kill} && exit 1\nexec '${git}' "$@"` : `'${git}' "$@"\ncode=$?\n${kill}\nexit $code`;
  writeFileSync(join(folder, 'calls'), '');
  writeFileSync(
    join(folder, 'bin/git'),
    `#!/bin/sh\nfor word in "$@"; do case "$word" in -c|*=*) ;; *) break ;; esac; done\necho "$word" >> '${folder}/calls'\n${script}\n`,
  );
  chmodSync(join(folder, 'bin/git'), 0o755);
  return {
    env: { PATH: `${folder}/bin:${process.env['PATH']}` },
    calls: () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
  };
}

function isFile(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

/** The clone is as before; the remote too, or all that should be there is. */
function expectCleanOrComplete({ origin, clone, before, event, complete }: Story): void {
  expect(untouchable(clone)).toEqual(before.clone);
  if (remote(origin) !== before.remote) expect(subjectsOf(origin, event).slice(0, 2)).toEqual(complete);
}

interface Before {
  readonly clone: ReadonlyMap<string, string>;
  readonly remote: string;
}

function scene() {
  const origin = emptyDeployment();
  const alice = withWorkInProgress(signerClone(origin, 'alice'));
  return { origin, alice, before: { clone: untouchable(alice), remote: remote(origin) } };
}

describe('a killed delegate', () => {
  it('leaves everything as it was at every prompt, by a signal or the end of input', async () => {
    const { origin, alice, before } = scene();
    for (const given of answers.keys()) {
      const running: Conversation = converse(alice, 'delegate', ['sign/start']);
      running.answer(...answers.slice(0, given));
      // So many questions have been answered, and one is open.
      await running.asked(given + 1);
      running.kill();
      expect(await running.ended).toMatchObject({ code: -1 });
      expect(untouchable(alice)).toEqual(before.clone);

      const cut = runSigner(alice, 'delegate', ['sign/start'], answers.slice(0, given));
      expect(cut).toMatchObject({ code: 2, stderr: expect.stringContaining('Stopped') });
      expect(untouchable(alice)).toEqual(before.clone);
      expect(remote(origin)).toBe(before.remote);
    }
    expect(runSigner(alice, 'delegate', ['sign/start'], answers)).toMatchObject({ code: 0 });
  });

  it('leaves everything as it was, or complete, before and after whatever git writes', () => {
    const { origin, alice, before } = scene();
    const complete = ['Signed by @tuf-test-alice', 'Initial root and targets'];
    const story: Story = { origin, clone: alice, before, event: 'sign/start', complete };
    killEverywhere(story, (options) => runSigner(alice, 'delegate', ['sign/start'], answers, options));
  });
});

describe('a killed import-repo', () => {
  it('leaves everything as it was, or complete, before and after whatever git writes', () => {
    const origin = emptyDeployment();
    origin.commit(changesTo(unmanagedRepository()), { message: 'The repository as it was' });
    origin.push('main');
    const clone = withWorkInProgress(signerClone(origin, 'alice'));
    const uri = 'file2:test/keys/alice.pem';
    rememberKeys(clone, { [aliceKey.keyid]: uri, [historicKeyid('alice')]: uri });
    const file = join(temporaryFolder(), 'import.json');
    writeFileSync(file, JSON.stringify(filledIn));
    const before = { clone: untouchable(clone), remote: remote(origin) };
    const complete = ['Signed by @tuf-test-alice', 'Repo import by @tuf-test-alice'];
    const story: Story = { origin, clone, before, event: 'sign/import', complete };
    killEverywhere(story, (options) => runSigner(clone, 'import-repo', ['sign/import', file], [enter], options));
  });
});

interface Story {
  readonly origin: ThrowAwayRepository;
  readonly clone: SignerClone;
  readonly before: Before;
  readonly event: string;
  /** The newest commits of the event once all is done. */
  readonly complete: readonly string[];
}

/** Runs a command that starts an event again and again, killed before each write of git, and after the last; then to its end. */
function killEverywhere(story: Story, run: (options?: SignerRunOptions) => Ran): void {
  const { origin, before, event } = story;
  const remove = () => origin.git('push', '-q', 'origin', `:refs/heads/${event}`);
  const counting = killingGit(0, 'after');
  expect(run(counting)).toMatchObject({ code: 0 });
  remove();
  const moments = counting.calls().flatMap((name, at) => {
    if (!/^(fetch|fast-import|update-index|commit-tree|push)$/.test(name)) return [];
    // After one write is before the next, but for the last one.
    const whens = name === 'push' ? (['before', 'after'] as const) : (['before'] as const);
    return whens.map((when) => [at + 1, when] as const);
  });
  expect(moments.length).toBeGreaterThan(7);
  for (const [call, when] of moments) {
    expect(run(killingGit(call, when)).code).toBe(-1);
    expectCleanOrComplete(story);
    if (remote(origin) !== before.remote) remove();
  }
  expect(run()).toMatchObject({ code: 0 });
}

/** Kills the program at one of the calls by which it replaces the key store. */
const killAtStore = `
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
const die = () => process.kill(process.pid, 'SIGKILL');
const isOurs = (path) => String(path).includes('.signing-keys-');
const { open, rename } = promises;
const at = process.env.KILL_AT;
promises.open = async (path, ...rest) => {
  if (isOurs(path) && at === 'open') die();
  const handle = await open(path, ...rest);
  if (isOurs(path)) {
    for (const name of ['writeFile', 'sync', 'close']) {
      const real = handle[name].bind(handle);
      handle[name] = (...args) => (at === name ? die() : real(...args));
    }
  }
  return handle;
};
promises.rename = async (from, to) => {
  if (isOurs(from) && at === 'rename') die();
  await rename(from, to);
  if (isOurs(from) && at === 'renamed') die();
};
syncBuiltinESMExports();
`;

describe('a tool that is killed while it notes where a key is', () => {
  it('leaves the key store old or new, whole, and nothing pushed', () => {
    const hook = join(temporaryFolder(), 'hook.mjs');
    writeFileSync(hook, killAtStore);
    for (const moment of ['open', 'writeFile', 'sync', 'close', 'rename', 'renamed']) {
      const { origin, alice, before } = scene();
      rememberKeys(alice, { [historicKeyid('bob')]: 'file2:elsewhere.pem' });
      const store = () => readFileSync(join(alice.data, 'tuf-on-ci-sign', 'signing-keys.ini'), 'utf8');
      const old = store();
      const killed = { env: { NODE_OPTIONS: `--import=${hook}`, KILL_AT: moment } };
      expect(runSigner(alice, 'delegate', ['sign/start'], answers, killed).code, moment).toBe(-1);
      expect(untouchable(alice)).toEqual(before.clone);
      expect(remote(origin)).toBe(before.remote);
      const left = store();
      if (moment !== 'renamed') expect(left).toBe(old);
      expect(runSigner(alice, 'delegate', ['sign/start'], answers)).toMatchObject({ code: 0 });
      const whole = store();
      expect(whole.startsWith(old.trimEnd())).toBe(true);
      expect(whole).toContain(`${aliceKey.keyid} = file2:test/keys/alice.pem`);
      if (moment === 'renamed') expect(left).toBe(whole);
    }
  });
});
