/** Signers of the Python tool and of ours in one event (SPEC A, "signers of either implementation work side by side"). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startStaticServer } from '../../../lab/static-server.ts';
import { type CommandName, runIn } from '../../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { requireClient, User } from '../support/clients.ts';
import { onlineKeyFile, type Person, person, pin, requireSignerTools, type Tool } from './people.ts';

/** Answers to the prompts of SPEC A7. */
const enter = '';
const push = '';
const hardwareKey = ['2', enter];
const keyFile = ['1', '0', enter];

class Stage {
  readonly origin = throwAwayRepository();
  readonly alice: Person;
  readonly bob: Person;
  #user: User | undefined;

  constructor(first: Tool, second: Tool) {
    this.origin.commit({ 'README.md': 'A repository\n', '.gitignore': '.tuf-on-ci-sign.ini\n' });
    this.origin.push('main');
    const onlineKey = onlineKeyFile();
    this.alice = person('alice', first, this.origin.clone(), onlineKey);
    this.bob = person('bob', second, this.origin.clone(), onlineKey);
  }

  /** Runs a signer's command that must succeed. */
  run(who: Person, command: 'sign' | 'delegate', args: readonly string[], ...answers: readonly string[]): string {
    const { code, output } = who.run(command, args, answers);
    expect(code, `${who.name} ${command} ${args.join(' ')}\n${output}`).toBe(0);
    return output;
  }

  /** The one whose tool is ours. */
  get ours(): Person {
    return this.alice.tool === 'ours' ? this.alice : this.bob;
  }

  get other(): Person {
    return this.alice.tool === 'ours' ? this.bob : this.alice;
  }

  /** alice and bob hold root and targets, both needed unless said otherwise; online keys are a file that our tool puts there. */
  async start(threshold = '2'): Promise<void> {
    const { alice, bob } = this;
    const both = ['1', '@alice, @bob', threshold];
    const event = 'sign/initial';
    this.run(alice, 'delegate', [event], ...both, enter, enter, ...keyFile, ...hardwareKey, pin, push);
    expect(this.status(event)).toMatchObject({ complete: false });
    this.run(bob, 'sign', [event], ...hardwareKey, pin, pin, push);
    if (alice.tool === 'python') {
      // Its key file is a key of its own tests, whatever the file holds.
      this.run(bob, 'delegate', [event, 'timestamp'], '1', '0', enter, pin, push);
    }
    this.run(alice, 'sign', [event], pin, push);
    await this.publish(event);
  }

  /** Pushes target files to an event, and what update-targets makes of them. */
  change(event: string, files: Readonly<Record<string, string>>): void {
    const clone = this.origin.clone();
    clone.git('fetch', '-q', 'origin');
    const from = clone.git('branch', '-r', '--list', `origin/${event}`) === '' ? 'origin/main' : `origin/${event}`;
    clone.commit(files, { branch: event, from });
    clone.push(event);
    const { code, stderr } = this.ci(event, 'update-targets', '--push');
    expect(code, stderr).toBe(0);
  }

  ci(event: string, command: CommandName, ...args: readonly string[]) {
    const clone: ThrowAwayRepository = this.origin.clone();
    clone.git('checkout', '-q', event);
    return {
      ...runIn(clone, command, args, {
        now: null,
        env: { CRYPTO_SIGNER_PATH_PREFIX: '', TUF_ON_CI_NO_VERIFY_KID: '1' },
      }),
      clone,
    };
  }

  /** What status says of the event: complete, and if not what is missing. */
  status(event: string): { complete: boolean; missing: unknown; findings: unknown } {
    const { stdout, stderr } = this.ci(event, 'status', '--json');
    expect(stdout, stderr).not.toBe('');
    const { complete, roles, findings } = JSON.parse(stdout);
    const missing = roles.map(({ role, missing, invites }: Record<string, unknown>) => ({ role, missing, invites }));
    const all = [...findings, ...roles.flatMap((role: { findings: unknown[] }) => role.findings)];
    return { complete, missing, findings: all.filter(({ severity }: { severity: string }) => severity === 'error') };
  }

  /** Merges a complete event and signs online; the published repository is walked by a real client. */
  async publish(event: string): Promise<void> {
    const status = this.status(event);
    expect(status, JSON.stringify(status, null, 1)).toMatchObject({ complete: true });
    const clone = this.origin.clone();
    clone.git('merge', '-q', '--no-ff', '-m', `Merge ${event}`, `origin/${event}`);
    clone.push('main');
    const signing = this.ci('main', 'online-sign', '--push');
    expect(signing.code, signing.stderr).toBe(0);
    await this.#walk(signing.clone);
  }

  /** python-tuf follows the chain from the first root, and downloads every target file. */
  async #walk(clone: ThrowAwayRepository): Promise<void> {
    const site = temporaryFolder();
    const args = ['--metadata', join(site, 'metadata'), '--artifacts', join(site, 'targets')];
    const built = runIn(clone, 'build-repository', args, {
      now: null,
      env: { CRYPTO_SIGNER_PATH_PREFIX: '', TUF_ON_CI_NO_VERIFY_KID: '1' },
    });
    expect(built.code, built.stderr).toBe(0);
    this.#user ??= new User('python-tuf', readFileSync(join(site, 'metadata', '1.root.json')));
    const server = await startStaticServer(site);
    try {
      const files = clone.git('ls-files', 'targets').split('\n').filter(Boolean);
      const { stopped, targets } = await this.#user.visit(
        `${server.url}/`,
        files.map((file) => file.slice('targets/'.length)),
      );
      expect(stopped).toBeNull();
      expect([...targets.values()].filter((got) => typeof got === 'string')).toEqual([]);
    } finally {
      await server.close();
    }
  }
}

describe.each([
  ['python', 'ours'],
  ['ours', 'python'],
] as const)('alice signs with %s, bob with %s', (first, second) => {
  let stage: Stage;

  beforeEach((context) => {
    requireSignerTools(context);
    requireClient('python-tuf', context);
    stage = new Stage(first, second);
  });

  it('an initial repository: one invites, the other accepts', async () => {
    await stage.start();
  });

  it('a threshold changes', async () => {
    await stage.start();
    const { alice, bob } = stage;
    stage.run(alice, 'delegate', ['sign/threshold', 'targets'], '1', '1', enter, '1', enter, ...hardwareKey, pin, push);
    stage.run(bob, 'sign', ['sign/threshold'], pin, push);
    await stage.publish('sign/threshold');
  });

  it('a signer of root leaves and another comes: the root keys rotate', async () => {
    await stage.start();
    const { alice, bob } = stage;
    stage.run(alice, 'delegate', ['sign/leave', 'root'], '1', '@alice', enter, ...hardwareKey, pin, push);
    stage.run(bob, 'sign', ['sign/leave'], pin, push);
    await stage.publish('sign/leave');
    stage.run(alice, 'delegate', ['sign/return', 'root'], '1', '@alice, @bob', '2', enter, ...hardwareKey, push);
    bob.changeToken();
    stage.run(bob, 'sign', ['sign/return'], ...hardwareKey, pin, push);
    stage.run(alice, 'sign', ['sign/return'], pin, push);
    await stage.publish('sign/return');
  });

  it('a delegation is added, its signer accepts, and target files come', async () => {
    await stage.start();
    const { alice, bob } = stage;
    stage.run(alice, 'delegate', ['sign/tools', 'tools'], '1', '1', '@bob', enter, push);
    stage.run(bob, 'sign', ['sign/tools'], ...hardwareKey, pin, pin, push);
    stage.run(alice, 'sign', ['sign/tools'], pin, push);
    await stage.publish('sign/tools');

    stage.change('sign/first-tool', { 'targets/tools/hammer': 'a hammer\n', 'targets/readme': 'read me\n' });
    stage.run(bob, 'sign', ['sign/first-tool'], pin, pin, push);
    stage.run(alice, 'sign', ['sign/first-tool'], pin, push);
    await stage.publish('sign/first-tool');
  });

  it('the expiry of a role changes, and both sign', async () => {
    await stage.start();
    const { alice, bob } = stage;
    stage.run(bob, 'delegate', ['sign/expiry', 'targets'], '2', '100', '20', enter, ...hardwareKey, pin, push);
    stage.run(alice, 'sign', ['sign/expiry'], pin, push);
    await stage.publish('sign/expiry');
  });

  it('a delegation is removed with our tool, and its files go with it', async () => {
    await stage.start();
    const { ours, other } = stage;
    stage.run(
      ours,
      'delegate',
      ['sign/tools', 'tools'],
      '1',
      '1',
      `@${ours.name}`,
      enter,
      ...hardwareKey,
      pin,
      pin,
      push,
    );
    stage.run(other, 'sign', ['sign/tools'], pin, push);
    stage.change('sign/tools', { 'targets/tools/hammer': 'a hammer\n' });
    stage.run(ours, 'sign', ['sign/tools'], pin, push);
    await stage.publish('sign/tools');

    stage.run(ours, 'delegate', ['sign/no-tools', 'tools'], '7', pin, push);
    stage.run(other, 'sign', ['sign/no-tools'], pin, push);
    await stage.publish('sign/no-tools');
    const files = stage.ci('main', 'status').clone.git('ls-files', 'metadata', 'targets');
    expect(files).not.toContain('tools');
  });

  it('a lost device is replaced with our tool, in every role at once', async () => {
    await stage.start('1');
    const { ours, other } = stage;
    ours.changeToken();
    stage.run(ours, 'delegate', ['sign/new-key', 'root'], '6', enter, ...hardwareKey, pin, pin, 'skip', pin, push);
    stage.run(other, 'sign', ['sign/new-key'], pin, push);
    await stage.publish('sign/new-key');
  });
});
