/** Paths, `terminating` and the end of a delegated role (SPEC B6). */
import { describe, expect, it } from 'vitest';
import { readDelegatedPaths, withDelegatedPaths, withoutRole } from '../../../src/signing-event/edit/delegated-role.ts';
import { ownPaths, withRole } from '../../../src/signing-event/edit/role.ts';
import { newRoleConfig } from '../../../src/signing-event/edit/role-config.ts';
import { alice, bob, carol, dave, soundRepository } from '../../support/sound-repository.ts';
import { EventStory, userOf } from './event-story.ts';

const sound = () => EventStory.on(soundRepository());

describe('the paths of a delegation', () => {
  it('change in targets alone', async () => {
    const story = await sound();
    const paths = ownPaths('releases', 6);
    const edited = await story.edit((event, context) =>
      withDelegatedPaths(event, 'releases', { paths, terminating: false }, context),
    );
    expect(readDelegatedPaths(edited.content, 'releases')).toEqual({ paths, terminating: false });
    expect(edited.document('releases')).toEqual(story.document('releases'));
    expect((await edited.sign(alice)).errors()).toEqual([]);
  });

  it('given as they were are nothing to do', async () => {
    const { content, context } = await sound();
    expect(withDelegatedPaths(content, 'releases', readDelegatedPaths(content, 'releases')!, context)).toBe(content);
  });

  it.each([
    [['releases/*']],
    [['/releases/*/*']],
    [['releases/../*/*', 'releases/*/*']],
    [['releases/{a,b}/*', 'releases/*/*']],
    [[]],
  ])('cannot be %j', async (paths) => {
    const { content, context } = await sound();
    expect(() => withDelegatedPaths(content, 'releases', { paths, terminating: true }, context)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });

  it.each(['root', 'timestamp', 'no-such-role', '__proto__'])('are not to be had of %s', async (role) => {
    const { content, context } = await sound();
    expect(readDelegatedPaths(content, role)).toBeUndefined();
    expect(() => withDelegatedPaths(content, role, { paths: ['x/*'], terminating: true }, context)).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('the end of a delegated role', () => {
  it('takes its metadata, its files and its invites away', async () => {
    const invited = await (await sound()).edit((event, context) =>
      withRole(
        event,
        'releases',
        { signers: { kind: 'people', users: [bob, dave].map(userOf), threshold: 1 }, periods: undefined },
        context,
      ),
    );
    const removed = await invited.edit((event, context) => withoutRole(event, 'releases', context));
    const left = [...removed.state.entries.keys()].filter((path) => !path.includes('root'));
    expect(left.sort()).toEqual([
      'metadata/snapshot.json',
      'metadata/targets.json',
      'metadata/timestamp.json',
      'targets/hello.txt',
    ]);
    expect(removed.document('targets').signed).not.toHaveProperty('delegations');
    const done = await removed.sign(alice);
    expect(done.errors()).toEqual([]);
    expect(done.waiting()).toEqual([]);
  });

  it('leaves the others and their keys', async () => {
    const two = await (await sound()).edit((event, context) =>
      withRole(event, 'tools', newRoleConfig(userOf(carol)), context),
    );
    const removed = await two.edit((event, context) => withoutRole(event, 'releases', context));
    expect(removed.document('targets').signed.delegations).toMatchObject({ keys: {}, roles: [{ name: 'tools' }] });
    expect([...removed.content.invites]).toEqual([[userOf(carol), ['tools']]]);
  });

  it('takes along what it alone delegates, also in a circle', async () => {
    const deep = (name: string) => ({
      keys: {},
      roles: [{ name, keyids: [], threshold: 1, terminating: true, paths: [`${name}/*`] }],
    });
    const base = soundRepository()
      .with('releases', (signed) => {
        signed.delegations = deep('deeper');
      })
      .file('metadata/deeper.json', soundRepository().bytes('metadata/releases.json') as never)
      .with('deeper', (signed) => {
        signed.delegations = deep('releases');
      });
    const story = await EventStory.on(base);
    const removed = await story.edit((event, context) => withoutRole(event, 'releases', context));
    expect([...removed.content.documents.keys()]).toEqual(['root', 'targets']);
  });

  it.each(['root', 'targets', 'snapshot', 'nobody'])('is not for %s', async (role) => {
    const { content, context } = await sound();
    expect(() => withoutRole(content, role, context)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
