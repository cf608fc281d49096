import { describe, expect, it } from 'vitest';
import type { MemoryFile } from '../../src/ports/memory-tree.ts';
import { planTargetFiles } from '../../src/signing-event/plan-target-files.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { Documents } from '../../src/verifier/document.ts';
import { type RepositoryState, readState } from '../../src/verifier/state.ts';
import { judgeDraft } from '../support/judge-draft.ts';
import { delegating, delegation, delegationIn, withRole } from '../support/role-stories.ts';
import {
  alice,
  bob,
  carol,
  Draft,
  type Loose,
  now,
  online,
  soundRepository,
  targetEntry,
} from '../support/sound-repository.ts';

const sound = soundRepository();
const entryFor = (content: string) => targetEntry(Buffer.from(content));

async function stateOf(draft: Draft, digests = true): Promise<RepositoryState> {
  return readState(draft.tree, new Documents(), { digests });
}

/** What update-targets would write: the documents by role, in its order, as they are read again. */
async function planned(head: Draft, base: Draft | null = sound, at = now): Promise<[role: string, document: Loose][]> {
  const { roles } = planTargetFiles(await stateOf(head), base ? await stateOf(base, false) : undefined, at);
  return roles.map(({ role, metadata }) => [role, JSON.parse(Buffer.from(writeJson(metadata)).toString())]);
}

const rolesIn = (plan: [role: string, document: Loose][]) => plan.map(([role]) => role);
const empty = (...keys: { keyid: string }[]) => keys.map(({ keyid }) => ({ keyid, sig: '' }));

describe('planning the lists of target files', () => {
  it('has nothing to do where no target file changed', async () => {
    expect(await planned(sound)).toEqual([]);
    expect(await planned(sound.step('targets').resign('targets'))).toEqual([]);
  });

  it('lists a changed, a new and a removed file', async () => {
    const base = sound.file('targets/old.txt', 'old').list('targets').resign('targets');
    const head = base.file('targets/hello.txt', 'hullo').file('targets/new.txt', 'new').file('targets/old.txt', null);
    const [[role, document]] = (await planned(head, base)) as [[string, Loose]];
    expect(role).toBe('targets');
    expect(document.signed.targets).toEqual({ 'hello.txt': entryFor('hullo'), 'new.txt': entryFor('new') });
  });

  it('makes the next version, expiring a period from now, signed by nobody', async () => {
    const [[, { signed, signatures }]] = (await planned(sound.file('targets/new.txt', 'x'))) as [[string, Loose]];
    expect(signed.version).toBe(2);
    // 365 days after 2030-01-11.
    expect(signed.expires).toBe('2031-01-11T00:00:00Z');
    expect(signatures).toEqual(empty(alice, bob));
  });

  it('counts from the current version, not from known good, when files change again', async () => {
    const head = sound.file('targets/a', 'a').list('targets').resign('targets').file('targets/b', 'b');
    const [[, { signed }]] = (await planned(head)) as [[string, Loose]];
    expect(signed.version).toBe(3);
  });

  it('leaves an empty entry for the online key too, in the order of the keyids', async () => {
    const base = delegating((delegations) => {
      delegations.keys[online.keyid] = online.key;
      delegationIn(delegations).keyids = [online.keyid, carol.keyid, 'no such key', bob.keyid];
    });
    const [[, { signatures }]] = (await planned(base.file('targets/releases/new', 'x'), base)) as [[string, Loose]];
    expect(signatures).toEqual(empty(online, carol, bob));
  });

  it('keeps everything else: custom, unknown members, delegations, the envelope', async () => {
    const base = sound
      .with('targets', (signed) => {
        signed['x-note'] = [1];
        signed.targets['hello.txt'] = {
          ...signed.targets['hello.txt'],
          custom: { sigstore: { usage: 'x' } },
          'x-own': 2,
        };
        signed.targets['hello.txt'].hashes.sha512 = 'ab';
      })
      .document$('targets', (document) => {
        document['x-envelope'] = true;
      });
    const [[, document]] = (await planned(base.file('targets/hello.txt', 'hullo'), base)) as [[string, Loose]];
    const before = base.document('targets');
    expect(document).toEqual({
      ...before,
      signatures: empty(alice, bob),
      signed: {
        ...before.signed,
        version: 2,
        expires: '2031-01-11T00:00:00Z',
        targets: { 'hello.txt': { ...entryFor('hullo'), custom: { sigstore: { usage: 'x' } }, 'x-own': 2 } },
      },
    });
  });

  it('takes the roles in the order root, targets, then by name', async () => {
    const base = withRole('a', {}, {}, withRole('Z'));
    const head = ['a/1', 'releases/2', 'Z/3', '4'].reduce((draft, path) => draft.file(`targets/${path}`, 'x'), base);
    expect(rolesIn(await planned(head, base))).toEqual(['targets', 'Z', 'a', 'releases']);
  });

  it('rebuilds the whole list of a role whose file changed, also where nobody changed a file', async () => {
    const wrong = sound.with('targets', ({ targets }) => Object.assign(targets, { ghost: entryFor('ghost') }));
    expect(await planned(wrong)).toEqual([]);
    const [[, { signed }]] = (await planned(wrong.file('targets/new.txt', 'new'))) as [[string, Loose]];
    expect(Object.keys(signed.targets)).toEqual(['hello.txt', 'new.txt']);
  });

  it('writes nothing when the list is right already', async () => {
    expect(await planned(sound.file('targets/new.txt', 'new').list('targets'))).toEqual([]);
    expect(await planned(sound.file('targets/.hidden', 'x').file('targets/.gitkeep', ''))).toEqual([]);
  });

  it('lists what the paths of the delegation match and nothing else', async () => {
    const base = delegating((delegations) =>
      Object.assign(delegationIn(delegations), {
        paths: ['releases/*/*.txt', 'releases/.well-known/*', 'docs/*', '*'],
      }),
    );
    const files = [
      'releases/1/a.txt',
      'releases/1/a.bin',
      'releases/b.txt',
      'releases/1/.c.txt',
      'releases/.well-known/d',
    ];
    const others = ['docs/x', 'y', 'releases/1/2/e.txt', 'releases/.d/f.txt'];
    const head = [...files, ...others].reduce((draft, path) => draft.file(`targets/${path}`, 'x'), base);
    const plan = new Map(await planned(head, base));
    expect(Object.keys(plan.get('releases').signed.targets).sort()).toEqual([
      'releases/.well-known/d',
      'releases/1.0/tool.txt',
      'releases/1/a.txt',
    ]);
    expect(Object.keys(plan.get('targets').signed.targets).sort()).toEqual(['hello.txt', 'y']);
  });

  it('lists names of every kind, and none that leads out of the folder', async () => {
    const link: MemoryFile = { mode: '120000', content: Buffer.from('hello.txt') };
    const head = ['__proto__', 'constructor', '10', '2', 'caf\u00e9 \u{1f600}', 'a\\b']
      .reduce((draft, path) => draft.file(`targets/${path}`, 'x'), sound)
      .file('targets/a\\..\\b', 'x')
      .file('targets/n'.padEnd(300, 'n'), 'x')
      .file('targets/link', link)
      .file('targets/targets/x', 'x')
      .file('targets/root/x', 'x');
    const [[role, { signed }], ...others] = (await planned(head)) as [[string, Loose], ...[string, Loose][]];
    expect(role).toBe('targets');
    expect(others).toEqual([]);
    expect(Object.keys(signed.targets).sort()).toEqual(
      ['10', '2', '__proto__', 'a\\b', 'caf\u00e9 \u{1f600}', 'constructor', 'hello.txt'].sort(),
    );
  });

  it('takes a file off the list that became a link', async () => {
    const link: MemoryFile = { mode: '120000', content: sound.bytes('targets/hello.txt') };
    const [[, { signed }]] = (await planned(sound.file('targets/hello.txt', link))) as [[string, Loose]];
    expect(signed.targets).toEqual({});
  });

  it('leaves a role alone that is not delegated, not there, unreadable, or whose paths are unclear', async () => {
    const changed = sound.file('targets/releases/new', 'x');
    expect(rolesIn(await planned(changed))).toEqual(['releases']);
    for (const head of [
      changed.file('metadata/releases.json', '{'),
      changed.file('metadata/releases.json', null),
      changed.file('metadata/targets.json', null),
      changed.with('targets', (signed) => delete signed.delegations),
      changed.with('targets', ({ delegations }) =>
        Object.assign(delegationIn(delegations), { paths: ['releases/[a-z]*'] }),
      ),
      sound.file('targets/nobody/x', 'x'),
    ]) {
      expect(await planned(head)).toEqual([]);
    }
  });

  it('leaves a role alone that has had its last version', async () => {
    const last = sound.with('targets', (signed) => Object.assign(signed, { version: Number.MAX_SAFE_INTEGER }));
    expect(await planned(last.file('targets/new', 'x'))).toEqual([]);
  });

  it('keeps the date where the period says nothing', async () => {
    for (const period of [undefined, 0, 10 ** 15, 'soon']) {
      const head = sound.file('targets/new', 'x').with('targets', (signed) => {
        delete signed['x-tuf-on-ci-signing-period'];
        if (period === undefined) delete signed['x-tuf-on-ci-expiry-period'];
        else signed['x-tuf-on-ci-expiry-period'] = period;
      });
      const [[, { signed }]] = (await planned(head)) as [[string, Loose]];
      expect(signed).toMatchObject({ version: 2, expires: sound.document('targets').signed.expires });
    }
  });

  it('starts in the first event of a repository, and not before', async () => {
    const files = new Draft(new Map()).file('targets/hello.txt', 'hello\n').file('targets/new.txt', 'new');
    expect(await planned(files, null)).toEqual([]);
    const first = sound.file('targets/new.txt', 'new');
    expect(rolesIn(await planned(first, null))).toEqual(['targets']);
    expect(rolesIn(await planned(first, new Draft(new Map())))).toEqual(['targets']);
  });

  it('does not work without root', async () => {
    const withoutRoot = sound.file('metadata/root.json', null);
    const head = withoutRoot.file('targets/new.txt', 'new').file('targets/releases/new', 'x');
    expect(await planned(head, withoutRoot)).toEqual([]);
  });

  it('leaves a list that the verifier finds nothing wrong with', async () => {
    let head = sound
      .file('targets/hello.txt', 'hullo')
      .file('targets/releases/2.0/tool.txt', 'x')
      .file('targets/new', '');
    const { roles } = planTargetFiles(await stateOf(head), await stateOf(sound), now);
    for (const { role, metadata } of roles) head = head.file(`metadata/${role}.json`, writeJson(metadata)).resign(role);
    expect((await judgeDraft(head, sound)).findings).toEqual([]);
    expect(await planned(head)).toEqual([]);
  });

  it('can be asked about one state against several bases', async () => {
    const head = await stateOf(sound.file('targets/new', 'x').file('targets/releases/new', 'x'));
    const rolesAgainst = async (base: Draft) =>
      planTargetFiles(head, await stateOf(base), now).roles.map(({ role }) => role);
    expect(await rolesAgainst(sound)).toEqual(['targets', 'releases']);
    expect(await rolesAgainst(sound.file('targets/new', 'x'))).toEqual(['releases']);
  });

  it('is a defect to plan without having read the files', async () => {
    const head = await stateOf(sound.file('targets/new', 'x'), false);
    expect(() => planTargetFiles(head, undefined, now)).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('is soon done with 50,000 files in 500 roles', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `r${i}`);
    const base = delegating((all) => all.roles.push(...names.map((name) => delegation(name))));
    const files = new Map(base.files);
    for (const name of names) files.set(`metadata/${name}.json`, base.bytes('metadata/releases.json'));
    for (const name of names) for (let i = 0; i < 100; i++) files.set(`targets/${name}/${i}.txt`, Buffer.from('x'));
    const plan = planTargetFiles(await stateOf(new Draft(files)), await stateOf(base), now);
    expect(plan.roles).toHaveLength(500);
    expect(plan.roles.every(({ metadata }) => Object.keys(metadata.signed.targets).length === 100)).toBe(true);
  });
});
