/**
 * The attacks that matter most, with real git and the built commands: an unsound event is never complete, and behind the merge
 * nothing is signed, written or begun; repository, branches and output folder stay as they were.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { type CommandName, runIn } from '../support/commands.ts';
import {
  type Content,
  type Files,
  type ThrowAwayRepository,
  temporaryFolder,
  throwAwayRepository,
} from '../support/git.ts';
import { add, drop, newTargets } from '../support/key-stories.ts';
import { bob, carol, Draft, day, online, signedAt, soundRepository, targetEntry } from '../support/sound-repository.ts';
import { allAttacks } from './all.ts';
import type { Attack, Scene } from './attack.ts';
import { mallory } from './moves.ts';

const programs = mkdtempSync(join(tmpdir(), 'tuf-on-ci-attacks-'));
// The programs of the sources as they are, whatever dist/ is.
beforeAll(async () => void (await bundle(programs)), 60_000);
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const sound = soundRepository();
const run = (git: ThrowAwayRepository, command: CommandName, args: string[] = [], options = {}) =>
  runIn(git, command, args, { programs, ...options });

function contentOf(draft: Draft, path: string): Content {
  const file = draft.files.get(path)!;
  if (file instanceof Uint8Array || file.mode === '100644' || file.mode === '100755') return draft.bytes(path);
  return file.mode === '120000' ? { link: Buffer.from(file.content).toString() } : { submodule: '1'.repeat(40) };
}

/** What to commit to come from one state to the next. */
function changes(draft: Draft, from?: Draft): Files {
  const gone = [...(from?.files.keys() ?? [])].filter((path) => !draft.files.has(path));
  return Object.fromEntries([
    ...gone.map((path) => [path, null] as const),
    ...[...draft.files.keys()].map((path) => [path, contentOf(draft, path)] as const),
  ]);
}

/** States, one after the other, on a branch. */
function commitAll(git: ThrowAwayRepository, states: readonly Draft[], from?: Draft): void {
  for (const [i, draft] of states.entries()) git.commit(changes(draft, states[i - 1] ?? from));
}

/** A clone where known good is on main, and the event is checked out. */
function eventOf({ base = sound, commits = [], head }: Scene): ThrowAwayRepository {
  const git = throwAwayRepository();
  commitAll(git, [base!]);
  git.push('main');
  git.git('checkout', '-q', '-b', 'sign/attack');
  commitAll(git, [...commits, head], base!);
  return git;
}

/** A clone where the states are on main. */
function mainOf(...states: Draft[]): ThrowAwayRepository {
  const git = throwAwayRepository();
  commitAll(git, states);
  git.push('main');
  return git;
}

interface Told {
  readonly code: number;
  readonly complete: boolean;
  /** `severity rule`. */
  readonly findings: readonly string[];
}

function statusOf(git: ThrowAwayRepository, options = {}): Told {
  const { code, stdout, stderr } = run(git, 'status', ['--json'], options);
  expect(stderr).not.toContain('    at ');
  const { complete, roles, findings } = JSON.parse(stdout);
  const all = [...roles.flatMap((role: { findings: unknown[] }) => role.findings), ...findings];
  return { code, complete, findings: all.map(({ rule, severity }) => `${severity} ${rule}`) };
}

const sceneOf = ({ scene }: Attack): Scene => {
  const made = scene();
  return made instanceof Draft ? { head: made } : made;
};
const attacks = (...ids: string[]) => ids.map((id) => allAttacks.find((attack) => attack.id === id)!);

const inEvents = attacks(
  'own-root',
  'swapped-material',
  'threshold-of-one-key',
  'swapped-file',
  'list-of-another',
  'shadowing-role',
  'link-as-metadata',
  'submodule-as-target',
  'second-signed-part',
  'old-list-again',
  'last-version-ever',
  'other-history',
  'own-timestamp',
  'root-in-capitals',
  'replayed-for-another-role',
  'root-by-one-twice',
  'removes-everything',
  'nothing-at-all',
);

describe('status: exit code 1, and not complete', () => {
  it.each(inEvents)('$id: $story', (attack) => {
    const { code, complete, findings } = statusOf(eventOf(sceneOf(attack)));
    expect({ code, complete }).toEqual({ code: 1, complete: false });
    if (attack.found !== 'incomplete') expect(findings).toContain(attack.found.split(' ').slice(0, 2).join(' '));
  });

  it.each(attacks('own-root', 'swapped-file', 'replayed-for-another-role'))('twin of $id: $twin.story', ({ twin }) => {
    const made = twin.scene();
    expect(statusOf(eventOf(made instanceof Draft ? { head: made } : made))).toMatchObject({ code: 0, complete: true });
  });
});

/** Everything that must not change. */
const everything = (git: ThrowAwayRepository) =>
  ['for-each-ref', 'ls-remote origin', 'status --porcelain -uall', 'stash list']
    .map((command) => git.git(...command.split(' ')))
    .join('\n');

/** An output folder in which something is already. */
function outputFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'm'));
  writeFileSync(join(folder, 'm', 'timestamp.json'), 'what was published last');
  return folder;
}

const behind = attacks(
  'merged-unsigned',
  'merged-half-signed-root',
  'two-sound-events',
  'file-pushed',
  'history-rewritten',
  'reverted-merge',
  'targets-by-online-key',
  'root-by-online-key',
  'old-snapshot-and-timestamp',
  'last-timestamp-ever',
  'old-online-key',
);

describe('behind the merge: exit code 2, and everything stays as it was', () => {
  it.each(behind)('$id: $story', (attack) => {
    const { base = sound, head } = sceneOf(attack);
    const git = mainOf(...(base ? [base] : []), head);
    const before = everything(git);
    const out = outputFolder();
    // What only a new online signature mends, online-sign mends (SPEC B1).
    const isMended = attack.id === 'old-online-key';
    const commands: readonly (readonly [CommandName, ...string[]])[] = [
      ...(isMended ? [] : ([['online-sign', '--push']] as const)),
      ['build-repository', '--metadata', join(out, 'm'), '--artifacts', join(out, 'a')],
    ];
    for (const [command, ...args] of commands) {
      const { code, stdout, stderr } = run(git, command, [...args]);
      expect({ command, code, stdout }).toEqual({ command, code: 2, stdout: '' });
      expect(stderr).not.toContain('    at ');
    }
    expect(everything(git)).toBe(before);
    expect(readdirSync(out)).toEqual(['m']);
    expect(readdirSync(join(out, 'm'))).toEqual(['timestamp.json']);
    expect(readFileSync(join(out, 'm', 'timestamp.json'), 'utf8')).toBe('what was published last');
  });

  it.each(attacks('merged-unsigned', 'merged-half-signed-root', 'threshold-inherited'))(
    'no new event begins from $id',
    (attack) => {
      const { head } = sceneOf(attack);
      const git = mainOf(sound, head);
      const before = everything(git);
      const { code, stdout } = run(git, 'create-signing-events', ['--push'], { now: signedAt + 310 * day });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(everything(git)).toBe(before);
    },
  );
});

describe('online-sign-targets', () => {
  /** releases is signed by machine. */
  const automatic = newTargets((delegations) => {
    drop(delegations, bob);
    drop(delegations, carol);
    add(delegations, online, 'releases');
  })
    .step('releases')
    .resign('releases', [online])
    .online();
  const eventWith = (path: string, content: string, listed = path) => {
    const head = automatic.file(`targets/${path}`, content).step('releases', ({ targets }) => {
      targets[listed] = targetEntry(Buffer.from(content));
    });
    return eventOf({ base: automatic, head: head.resign('releases', []) });
  };

  it('signs what a pusher may have signed, and commits it', () => {
    const git = eventWith('releases/new.txt', 'new\n');
    expect(run(git, 'online-sign-targets', ['--no-push', 'releases'])).toMatchObject({ code: 0 });
    expect(statusOf(git)).toMatchObject({ code: 0, complete: true });
  });

  it("does not sign a list that takes another role's file", () => {
    const git = eventWith('releases/new.txt', 'evil\n', 'hello.txt');
    const before = everything(git);
    const { code, stdout } = run(git, 'online-sign-targets', ['--push', 'releases']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(everything(git)).toBe(before);
  });
});

describe('what only git can do', () => {
  const next = sound.step('targets').resign('targets');

  it('a branch without a common ancestor is not complete', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '--orphan', 'sign/unrelated');
    commitAll(git, [next]);
    expect(statusOf(git)).toMatchObject({ code: 1, complete: false });
    expect(statusOf(git).findings).toContain('error around/no-common-ancestor');
  });

  it('the default branch squashed into the event is not taken for the event; merged, it is known good', () => {
    const later = next.online();
    const both = later.step('releases').resign('releases');
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'sign/squashed');
    git.git('checkout', '-q', 'main');
    commitAll(git, [later], sound);
    git.push('main');
    git.git('checkout', '-q', 'sign/squashed');
    commitAll(git, [later, both], sound);
    expect(statusOf(git).findings).toContain('error online-roles/changed');

    git.git('checkout', '-q', '-b', 'sign/merged', 'main');
    git.git('reset', '-q', '--hard', 'main~1');
    git.git('merge', '-q', '--no-ff', '-m', 'Merge main', 'main');
    commitAll(git, [both], later);
    expect(statusOf(git)).toMatchObject({ code: 0, complete: true });
  });

  it('what a merge of the default branch brings besides is the event of this branch', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'sign/evil');
    git.commit({ 'targets/.gitkeep': '' });
    git.git('checkout', '-q', 'main');
    commitAll(git, [next.online()], sound);
    git.push('main');
    const evil = next.online().step('targets', ({ targets }) => {
      targets['hello.txt']['x-note'] = 'evil';
    });
    git.git('checkout', '-q', 'sign/evil');
    git.commit(changes(evil, sound), { merges: ['main'] });
    expect(statusOf(git)).toMatchObject({ code: 1, complete: false });
    expect(statusOf(git).findings).toContain('error signatures/wrong');
  });

  it('.gitattributes and filters have no say: what is judged is what is committed', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'sign/attributes');
    git.git('config', 'filter.good.smudge', `printf 'hello\\n'`);
    git.commit({ '.gitattributes': 'targets/* filter=good\nmetadata/* export-ignore eol=crlf\n' });
    git.commit({ 'targets/hello.txt': 'evil\n' });
    const { complete, findings } = statusOf(git);
    expect(complete).toBe(false);
    expect(findings).toContain('error target-files/sha256');
    expect(findings).toContain('warning around/files-elsewhere');
  });

  it('names that are no UTF-8, or look as if they were, are told apart or refused', () => {
    const named = (...paths: Uint8Array[]) => {
      const git = mainOf(sound);
      git.git('checkout', '-q', '-b', 'sign/names');
      git.commit(paths.map((path) => [path, 'x\n'] as const));
      return git;
    };
    const bytes = Buffer.concat([Buffer.from('targets/releases/'), Buffer.of(0xff)]);
    const text = Buffer.from('targets/releases/\\xff');
    expect(statusOf(named(bytes)).findings).toContain('warning target-files/name-unclear');
    expect(statusOf(named(bytes))).toMatchObject({ code: 1, complete: false });
    const { code, stdout } = run(named(bytes, text), 'status', ['--json']);
    expect(code).toBeGreaterThan(0);
    if (code === 1) expect(JSON.parse(stdout).complete).toBe(false);
  });

  it('an event that began before others were taken off is told to merge the default branch, and then is not complete', () => {
    const left = newTargets((delegations) => drop(delegations, carol))
      .step('releases')
      .resign('releases', [bob]);
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'sign/carol');
    commitAll(git, [sound.file('targets/releases/x', 'x\n').list('releases').resign('releases', [carol])], sound);
    git.git('checkout', '-q', 'main');
    commitAll(git, [left], sound);
    git.push('main');
    git.git('checkout', '-q', 'sign/carol');
    expect(statusOf(git)).toMatchObject({ code: 0, complete: true, findings: ['warning around/default-moved'] });
    git.git('merge', '-q', '-X', 'ours', '-m', 'Merge main', 'main');
    expect(statusOf(git)).toMatchObject({ code: 1, complete: false });
  });

  it('a folder of metadata in capitals is not complete', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'sign/capitals');
    commitAll(git, [next], sound);
    git.commit({ 'Metadata/root.json': '{}', 'TARGETS/hello.txt': 'evil\n' });
    expect(statusOf(git).findings).toContain('error around/lookalike-folder');
    expect(statusOf(git)).toMatchObject({ code: 1, complete: false });
  });

  it('a history that was rewritten until it looks published is told by audit', () => {
    const { head } = sceneOf(attacks('own-root')[0]!);
    const taken = head.online();
    const git = mainOf(sound, taken, taken.online());
    const { code, stdout } = run(git, 'audit', ['--json'], { now: signedAt + 11 * day });
    expect(code).toBe(1);
    expect(stdout).toContain('signatures/threshold');
  });
});

describe('a pusher to the branch publish, who then starts the workflow', () => {
  /** A repository of their own, sound in itself. */
  const { head } = sceneOf(attacks('own-root')[0]!);
  const fake = [1, 2, 3]
    .reduce((draft, version) => draft.file(`metadata/root_history/${version}.root.json`, null), head.knowing(mallory))
    .with('root', (signed) => {
      signed.version = 1;
    })
    .resign('root', [mallory])
    .online();

  function expectRefused(git: ThrowAwayRepository): void {
    const out = outputFolder();
    const { code, stdout } = run(git, 'build-repository', ['--metadata', join(out, 'm')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readFileSync(join(out, 'm', 'timestamp.json'), 'utf8')).toBe('what was published last');
  }

  it('has nothing published that is unrelated to the default branch', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '--orphan', 'publish');
    commitAll(git, [fake], sound);
    expectRefused(git);
  });

  it('has nothing published that pretends to have merged the default branch', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '--orphan', 'publish');
    commitAll(git, [fake], sound);
    git.commit(changes(fake.online(), fake), { merges: ['main'] });
    expectRefused(git);
  });

  it('has nothing published that becomes known good by a commit of their own', () => {
    const git = mainOf(sound);
    git.git('checkout', '-q', '-b', 'publish');
    commitAll(git, [fake, fake.online()], sound);
    expectRefused(git);
  });

  it('publishes what is on the default branch, or signed on top of it', () => {
    const git = mainOf(sound, sound.online());
    git.git('checkout', '-q', '-b', 'publish');
    expect(run(git, 'build-repository', ['--metadata', join(outputFolder(), 'n')])).toMatchObject({ code: 0 });
    git.commit(changes(sound.online().online(), sound.online()));
    expect(run(git, 'build-repository', ['--metadata', join(outputFolder(), 'n')])).toMatchObject({ code: 0 });
  });
});
