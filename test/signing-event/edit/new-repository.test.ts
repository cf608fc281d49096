/** The first event of a repository (SPEC A7): who is asked to sign what, until it is complete. */
import { describe, expect, it } from 'vitest';
import { withAcceptedInvites } from '../../../src/signing-event/edit/keys.ts';
import { newRepository } from '../../../src/signing-event/edit/new-repository.ts';
import { newRoleConfig, newTimestampPeriods, type RoleConfig } from '../../../src/signing-event/edit/role-config.ts';
import { formatTime } from '../../../src/tuf/expires.ts';
import { alice, bob, day, now, online } from '../../support/sound-repository.ts';
import { EventStory, userOf } from './event-story.ts';

const people = (threshold: number, ...users: string[]): RoleConfig => ({
  signers: { kind: 'people', users, threshold },
  periods: { expiry: 365, signing: 60 },
});

const both = people(2, userOf(alice), userOf(bob));
const onlineConfig = { key: online.key, timestamp: newTimestampPeriods, snapshot: { expiry: 365, signing: 60 } };

const begun = async (root: RoleConfig, targets: RoleConfig) =>
  (await EventStory.on()).edit((_, context) => newRepository({ root, targets, online: onlineConfig }, context));

describe('the initial repository', () => {
  it('of one person is complete once that person has signed', async () => {
    const alone = newRoleConfig(userOf(alice));
    const invited = await begun(alone, alone);
    expect([...invited.content.invites]).toEqual([[userOf(alice), ['root', 'targets']]]);
    const accepted = await invited.edit((event, context) =>
      withAcceptedInvites(event, userOf(alice), { ...alice.key, 'x-tuf-on-ci-keyowner': '@somebody-else' }, context),
    );
    expect(accepted.content.invites.size).toBe(0);
    expect(accepted.due(alice)).toEqual(['root', 'targets']);
    const signed = await accepted.sign(alice);
    expect(signed.errors()).toEqual([]);
    expect(signed.due(alice)).toEqual([]);
    expect([...signed.state.entries.keys()].sort()).toEqual([
      'metadata/root.json',
      'metadata/root_history/1.root.json',
      'metadata/targets.json',
    ]);
  });

  it('has nothing but what SPEC A2 and A3 name', async () => {
    const story = await begun(people(1, userOf(alice)), people(1, userOf(alice)));
    const { signed } = story.document('root');
    expect(Object.keys(signed).sort()).toEqual(
      ['_type', 'consistent_snapshot', 'expires', 'keys', 'roles', 'spec_version', 'version'].concat([
        'x-tuf-on-ci-expiry-period',
        'x-tuf-on-ci-signing-period',
      ]),
    );
    expect(signed).toMatchObject({ version: 1, spec_version: '1.0.31', consistent_snapshot: true });
    expect(signed.expires).toBe(formatTime(now + 365 * day));
    expect(signed.roles.timestamp).toEqual({
      keyids: [online.keyid],
      threshold: 1,
      'x-tuf-on-ci-expiry-period': 2,
      'x-tuf-on-ci-signing-period': 1,
    });
    expect(Object.keys(story.document('targets').signed)).not.toContain('delegations');
  });

  it('waits with root until everybody has accepted', async () => {
    const invited = await begun(both, both);
    const first = await invited.edit((event, context) => withAcceptedInvites(event, userOf(alice), alice.key, context));
    expect(first.due(alice)).toEqual(['targets']);
    const one = await first.sign(alice);
    const second = await one.edit((event, context) => withAcceptedInvites(event, userOf(bob), bob.key, context));
    expect(second.document('targets').signatures.map(({ keyid }: { keyid: string }) => keyid)).toEqual([alice.keyid]);
    const done = await second.sign(bob, alice);
    expect(done.errors()).toEqual([]);
    expect(done.signatures('root', [alice, bob])).toEqual(['alice', 'bob']);
    expect(done.signatures('targets', [alice, bob])).toEqual(['alice', 'bob']);
    expect(done.document('root').signed.version).toBe(1);
  });

  it('can begin without its maker among the signers', async () => {
    const invited = await begun(people(1, userOf(bob)), people(1, userOf(bob)));
    expect(invited.document('root').signed.roles.root.keyids).toEqual([]);
    expect(invited.errors()).toEqual([]);
    expect(invited.due(alice)).toEqual([]);
  });
});
