/**
 * The same answers give the same metadata (SPEC A2, A7): each step is taken from the same state by the Python tool and by ours, and but for
 * times and signatures the commits are the same byte for byte.
 */
import { beforeEach, expect, it } from 'vitest';
import { type ThrowAwayRepository, throwAwayRepository } from '../../support/git.ts';
import { onlineKeyFile, type Person, person, pin, requireSignerTools, type SignerCommand } from './people.ts';

const enter = '';
const push = '';
const hardwareKey = ['2', enter];

beforeEach(requireSignerTools);

/** What a tool has made of an event: for each of its commits the subject and the files. */
type Outcome = readonly (readonly [subject: string, files: Readonly<Record<string, string>>])[];

class Comparison {
  readonly origin: ThrowAwayRepository = throwAwayRepository();
  readonly #looking: ThrowAwayRepository;
  readonly #onlineKey = onlineKeyFile();

  constructor() {
    this.origin.commit({ 'README.md': 'A repository\n', '.gitignore': '.tuf-on-ci-sign.ini\n' });
    this.origin.push('main');
    this.#looking = this.origin.clone();
  }

  join(name: string): Person {
    return person(name, 'ours', this.origin.clone(), this.#onlineKey);
  }

  /** Takes a step with both tools and compares; ours is the one that stays. */
  step(who: Person, command: SignerCommand, args: readonly string[], ...answers: readonly string[]): void {
    const ref = `refs/heads/${args[0]}`;
    const before = this.#tip(ref);
    const [theirs, ours] = (['python', 'ours'] as const).map((tool) => {
      this.#looking.git('push', '-q', '--force', 'origin', before ? `${before}:${ref}` : `:${ref}`);
      const { code, output } = who.run(command, args, answers, tool);
      expect(code, `${tool}: ${who.name} ${command} ${args.join(' ')}\n${output}`).toBe(0);
      return this.#outcome(before ?? this.#tip('refs/heads/main')!, ref);
    });
    expect(ours!.length).toBeGreaterThan(0);
    expect(ours).toEqual(theirs);
  }

  merge(event: string): void {
    const clone = this.origin.clone();
    clone.git('merge', '-q', '--no-ff', '-m', `Merge ${event}`, `origin/${event}`);
    clone.push('main');
  }

  #tip(ref: string): string | undefined {
    return this.#looking.git('ls-remote', 'origin', ref).split('\t')[0] || undefined;
  }

  #outcome(from: string, ref: string): Outcome {
    const git = (...args: readonly string[]) => this.#looking.git(...args);
    git('fetch', '-q', 'origin', `+${ref}:refs/test/event`);
    const commits = git('rev-list', '--reverse', '--topo-order', `${from}..refs/test/event`).split('\n');
    return commits.map((commit) => {
      const paths = git('ls-tree', '-r', '--name-only', commit, 'metadata').split('\n');
      const files = paths.map((path) => [path, comparable(git('show', `${commit}:${path}`))]);
      return [git('log', '-1', '--format=%s', commit), Object.fromEntries(files)];
    });
  }
}

/** The bytes but for times and signatures; the Python tool's local online key is a key of its own tests, whatever the file
 * holds, and a key's place among the others follows from its keyid. */
function comparable(text: string): string {
  const online = /\n {3}"([0-9a-f]{64})": \{(?:(?!\n {3}\}).)*"x-tuf-on-ci-online-uri": "file2:.*?\n {3}\},?/s.exec(
    text,
  );
  const others = online
    ? text
        .replace(online[0], '')
        .replaceAll(online[1]!, 'ONLINE')
        .replace(/,(\n *\})/g, '$1')
    : text;
  return others.replace(/"expires": "[^"]+"/g, '"expires": "…"').replace(/"sig": "[0-9a-f]+"/g, '"sig": "…"');
}

it('of a repository from its beginning, through invites, periods, thresholds and delegations', {
  timeout: 300_000,
}, () => {
  const all = new Comparison();
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => all.join(name)) as [Person, Person, Person];
  const both = ['1', '@alice, @bob', '2'];
  const keyFile = ['1', '0', '2', '3', '1', '3', '100', '20', enter];
  all.step(
    alice,
    'delegate',
    ['sign/initial'],
    ...both,
    '2',
    '300',
    '50',
    enter,
    enter,
    ...keyFile,
    ...hardwareKey,
    pin,
    push,
  );
  all.step(bob, 'sign', ['sign/initial'], ...hardwareKey, pin, pin, push);
  all.step(alice, 'sign', ['sign/initial'], pin, push);
  all.merge('sign/initial');

  all.step(
    alice,
    'delegate',
    ['sign/tools', 'tools'],
    '1',
    '1',
    '@alice, @carol',
    '1',
    enter,
    ...hardwareKey,
    pin,
    push,
  );
  all.step(carol, 'sign', ['sign/tools'], ...hardwareKey, pin, push);
  all.step(alice, 'sign', ['sign/tools'], pin, push);
  all.step(bob, 'sign', ['sign/tools'], pin, push);
  all.merge('sign/tools');

  all.step(alice, 'delegate', ['sign/period', 'tools'], '2', '50', '10', enter, ...hardwareKey, pin, push);
  all.step(carol, 'sign', ['sign/period'], pin, push);
  all.step(alice, 'delegate', ['sign/threshold', 'targets'], '1', '1', enter, '1', enter, ...hardwareKey, pin, push);
  all.step(bob, 'delegate', ['sign/threshold', 'timestamp'], '2', '7', '2', '3', '200', '30', enter, pin, push);
  all.step(alice, 'delegate', ['sign/leave', 'tools'], '1', '1', '@carol', enter, pin, push);
  all.step(alice, 'delegate', ['sign/invite', 'root'], '1', '@alice, @bob, @carol', '2', enter, ...hardwareKey, push);
  all.step(carol, 'sign', ['sign/invite'], ...hardwareKey, pin, push);
});
