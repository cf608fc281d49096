/** What the role menu changes, and what it leaves alone (SPEC A7 "What an edit changes"). */
import { describe, expect, it } from 'vitest';
import { withAcceptedInvites } from '../../../src/signing-event/edit/keys.ts';
import { withRole } from '../../../src/signing-event/edit/role.ts';
import { newRoleConfig, type RoleConfig, readRoleConfig } from '../../../src/signing-event/edit/role-config.ts';
import { alice, bob, carol, dave, online, soundRepository, withCustom } from '../../support/sound-repository.ts';
import { type EditStep, EventStory, userOf } from './event-story.ts';

const everybody = [alice, bob, carol, dave, online];

const people = (threshold: number, ...users: string[]): RoleConfig['signers'] => ({ kind: 'people', users, threshold });

/** The role's present config with other signers or periods. */
const changing =
  (role: string, change: Partial<RoleConfig>): EditStep =>
  (event, context) =>
    withRole(event, role, { ...readRoleConfig(event, role)!, ...change }, context);

const accepting =
  (person: typeof alice): EditStep =>
  (event, context) =>
    withAcceptedInvites(event, userOf(person), person.key, context);

const oids = ({ state }: EventStory) => new Map([...state.entries].map(([path, { oid }]) => [path, oid]));

/** Paths that differ between two moments of an event. */
function changedPaths(before: EventStory, after: EventStory): string[] {
  const [was, is] = [oids(before), oids(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path)).sort();
}

const sound = () => EventStory.on(soundRepository());

describe('the config of a role', () => {
  it('names invitees first, then key holders', async () => {
    const story = await (await sound()).edit(
      changing('releases', { signers: people(1, userOf(bob), userOf(carol), userOf(dave)) }),
    );
    expect(readRoleConfig(story.content, 'releases')).toEqual({
      signers: people(1, userOf(dave), userOf(bob), userOf(carol)),
      periods: { expiry: 365, signing: 60 },
    });
    expect(readRoleConfig(story.content, 'nobody-knows-it')).toBeUndefined();
    expect(readRoleConfig(story.content, '__proto__')).toBeUndefined();
  });

  it.each(['root', 'targets', 'releases'])('of %s given back as it was is nothing to do', async (role) => {
    const story = await sound();
    expect(withRole(story.content, role, readRoleConfig(story.content, role)!, story.context)).toBe(story.content);
  });
});

it('a role that is not signed as it should be is left alone by who changes nothing', async () => {
  const story = await EventStory.on(soundRepository().step('releases').resign('releases', []));
  expect(withRole(story.content, 'releases', readRoleConfig(story.content, 'releases')!, story.context)).toBe(
    story.content,
  );
});

describe('a role with an online key beside people, as imported', () => {
  const mixed = () =>
    EventStory.on(
      soundRepository().with('targets', ({ delegations }) => {
        delegations.roles[0].keyids.push(online.keyid);
        delegations.keys[online.keyid] = online.key;
      }),
    );

  it('keeps both while its list of signers is left alone', async () => {
    const story = await mixed();
    expect(withRole(story.content, 'releases', readRoleConfig(story.content, 'releases')!, story.context)).toBe(
      story.content,
    );
  });

  it('is one of people once the list is changed', async () => {
    const edited = await (await mixed()).edit(changing('releases', { signers: people(1, userOf(bob)) }));
    expect(edited.document('targets').signed.delegations.roles[0].keyids).toEqual([bob.keyid]);
  });
});

describe('an edit of a role', () => {
  it('changes the role alone when only periods change', async () => {
    const story = await sound();
    const edited = await story.edit(changing('releases', { periods: { expiry: 100, signing: 20 } }));
    expect(changedPaths(story, edited)).toEqual(['metadata/releases.json']);
    expect(edited.document('releases').signed).toMatchObject({ version: 2, 'x-tuf-on-ci-expiry-period': 100 });
    expect(edited.signatures('releases', everybody)).toEqual(['(bob)', '(carol)']);
    const done = await edited.sign(bob);
    expect(done.errors()).toEqual([]);
  });

  it('changes the state file alone when somebody is only invited', async () => {
    const story = await sound();
    const edited = await story.edit(changing('root', { signers: people(2, ...[alice, bob, carol, dave].map(userOf)) }));
    expect(changedPaths(story, edited)).toEqual(['metadata/.signing-event-state']);
    expect(edited.errors()).toEqual([]);
  });

  it('changes the delegating role alone when the threshold changes and the signatures suffice', async () => {
    const story = await EventStory.on(soundRepository().step('releases').resign('releases', [bob, carol]).online());
    const edited = await story.edit(changing('releases', { signers: people(2, userOf(bob), userOf(carol)) }));
    expect(changedPaths(story, edited)).toEqual(['metadata/targets.json']);
    expect(edited.document('targets').signed.version).toBe(2);
    const done = await edited.sign(alice, bob);
    expect(done.errors()).toEqual([]);
  });

  it('gives the role a new version when its signatures do not suffice any more', async () => {
    const story = await EventStory.on(soundRepository().step('releases').resign('releases', [bob]).online());
    const before = story.document('releases').signed.version;
    const edited = await story.edit(changing('releases', { signers: people(2, userOf(bob), userOf(carol)) }));
    expect(edited.document('releases').signed.version).toBe(before + 1);
    expect(edited.signatures('releases', everybody)).toEqual(['(bob)', '(carol)']);
    // Once more in the same event: the number stays, and so does what has been signed since.
    const signed = await edited.sign(carol);
    const again = await signed.edit(changing('releases', { signers: people(1, userOf(bob), userOf(carol)) }));
    expect(again.document('releases')).toEqual(signed.document('releases'));
  });

  it('takes a signer off at once, and the key with them when no other role uses it', async () => {
    const edited = await (await sound()).edit(changing('releases', { signers: people(1, userOf(bob)) }));
    const { delegations } = edited.document('targets').signed;
    expect(delegations.roles[0].keyids).toEqual([bob.keyid]);
    expect(Object.keys(delegations.keys)).toEqual([bob.keyid]);
    const root = await (await sound()).edit(changing('targets', { signers: people(1, userOf(alice)) }));
    expect(Object.keys(root.document('root').signed.keys)).toContain(bob.keyid);
  });

  it('withdraws an invite; who has none left leaves the file', async () => {
    const invited = await (await sound()).edit(changing('releases', { signers: people(1, userOf(bob), userOf(dave)) }));
    expect([...invited.content.invites]).toEqual([[userOf(dave), ['releases']]]);
    const withdrawn = await invited.edit(changing('releases', { signers: people(1, userOf(bob)) }));
    expect(withdrawn.state.entries.has('metadata/.signing-event-state')).toBe(false);
  });

  it('keeps the version over several edits of one event', async () => {
    const story = await (await sound()).edit(changing('root', { periods: { expiry: 200, signing: 50 } }));
    const again = await story.edit(changing('root', { signers: people(1, userOf(alice), userOf(bob), userOf(carol)) }));
    expect(again.document('root').signed.version).toBe(3);
    const done = await again.sign(alice, bob);
    expect(done.errors()).toEqual([]);
  });

  it('puts an online key in the place of people, and people in the place of an online key', async () => {
    const key = withCustom(online, { 'x-tuf-on-ci-online-uri': 'file2:test/keys/online.pem' });
    const story = await (await sound()).edit(changing('releases', { signers: people(1, userOf(bob), userOf(dave)) }));
    const signed = await story.edit(changing('releases', { signers: { kind: 'online', key: key.key } }));
    expect(signed.content.invites.size).toBe(0);
    expect(signed.document('targets').signed.delegations.roles[0]).toMatchObject({ keyids: [key.keyid], threshold: 1 });
    expect(signed.signatures('releases', everybody)).toEqual(['(online)']);
    expect(readRoleConfig(signed.content, 'releases')?.signers).toEqual({ kind: 'online', key: key.key });
    const back = await signed.edit(changing('releases', { signers: people(1, userOf(carol)) }));
    expect(back.document('targets').signed.delegations.roles[0].keyids).toEqual([]);
    expect([...back.content.invites]).toEqual([[userOf(carol), ['releases']]]);
  });
});

describe('a new delegated role', () => {
  const delegating =
    (role: string, config: RoleConfig): EditStep =>
    (event, context) =>
      withRole(event, role, config, context);

  it('has the paths of SPEC A5 and waits for its signers', async () => {
    const story = await (await sound()).edit(delegating('tools', newRoleConfig(userOf(dave))));
    expect(story.document('targets').signed.delegations.roles[1]).toEqual({
      name: 'tools',
      keyids: [],
      threshold: 1,
      terminating: true,
      paths: ['tools/*', 'tools/*/*', 'tools/*/*/*', 'tools/*/*/*/*'],
    });
    expect(story.errors()).toEqual([]);
    expect(story.due(alice)).toEqual([]);
    const accepted = await (await story.edit(accepting(dave))).sign(dave, alice);
    expect(accepted.errors()).toEqual([]);
    expect(accepted.signatures('tools', everybody)).toEqual(['dave']);
    expect(accepted.document('tools').signed.version).toBe(1);
  });

  it.each([
    ['a/b', 'a folder'],
    ['Releases', 'the name of another in other letters'],
    ['..', 'no file name'],
    ['rele\u0430ses', 'two scripts'],
  ])('cannot be called %j: %s', async (name) => {
    const { content, context } = await sound();
    expect(() => withRole(content, name, newRoleConfig(userOf(dave)), context)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  it('is newer than a role of its name that clients have seen', async () => {
    const gone = soundRepository()
      .step('targets', (signed) => {
        delete signed.delegations;
      })
      .resign('targets');
    const base = gone.file('metadata/releases.json', null).file('targets/releases/1.0/tool.txt', null).online();
    const story = await (await EventStory.on(base)).edit(delegating('releases', newRoleConfig(userOf(alice))));
    expect(story.document('releases').signed.version).toBe(2);
    const done = await (await story.edit(accepting(alice))).sign(alice);
    expect(done.errors()).toEqual([]);
  });
});

describe('accepting an invite', () => {
  it('appends the key, keeps signatures of others, and asks for one of the role as it stands', async () => {
    const story = await (await sound()).edit(
      changing('releases', { signers: people(1, userOf(bob), userOf(carol), userOf(dave)) }),
    );
    const accepted = await story.edit(accepting(dave));
    expect(accepted.document('targets').signed.delegations.roles[0].keyids).toEqual(
      [bob, carol, dave].map((p) => p.keyid),
    );
    expect(accepted.due(dave)).toEqual(['releases']);
    const done = await accepted.sign(dave, alice);
    expect(done.errors()).toEqual([]);
    expect(done.document('releases').signed.version).toBe(1);
    expect(done.signatures('releases', everybody)).toEqual(['bob', 'carol', 'dave']);
  });

  it('drops the signature of a signer who has left', async () => {
    const story = await (await sound()).edit(changing('releases', { signers: people(1, userOf(dave)) }));
    const done = await (await story.edit(accepting(dave))).sign(dave, alice);
    expect(done.signatures('releases', everybody)).toEqual(['dave']);
    expect(done.errors()).toEqual([]);
  });

  it('replaces the old key of the same person', async () => {
    const newKey = { ...dave.key, 'x-tuf-on-ci-keyowner': userOf(bob) };
    const story = await (await sound()).edit((event) => ({
      ...event,
      invites: new Map([[userOf(bob), ['releases']]]),
    }));
    const accepted = await story.edit((event, context) => withAcceptedInvites(event, userOf(bob), newKey, context));
    const { keyids } = accepted.document('targets').signed.delegations.roles[0];
    expect(keyids).toHaveLength(2);
    expect(keyids).not.toContain(bob.keyid);
    expect(accepted.errors()).toEqual([]);
  });

  it('to a role that is not there makes it', async () => {
    const story = await (await sound()).edit((event) => ({ ...event, invites: new Map([[userOf(dave), ['tools']]]) }));
    const done = await (await story.edit(accepting(dave))).sign(dave, alice);
    expect(done.errors()).toEqual([]);
    expect(done.document('tools').signed.version).toBe(1);
  });
});
