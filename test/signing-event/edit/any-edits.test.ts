/** Whatever is edited in whatever order, the event is one that the verifier accepts: nothing is missing but signatures (SPEC B6). */
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TufError } from '../../../src/errors.ts';
import { withDelegatedPaths, withoutRole } from '../../../src/signing-event/edit/delegated-role.ts';
import { withAcceptedInvites, withReplacedKey } from '../../../src/signing-event/edit/keys.ts';
import { newRepository } from '../../../src/signing-event/edit/new-repository.ts';
import { withOnlineRoles } from '../../../src/signing-event/edit/online-roles.ts';
import { ownPaths, withRole } from '../../../src/signing-event/edit/role.ts';
import { newRoleConfig, readOnlineConfig, readRoleConfig } from '../../../src/signing-event/edit/role-config.ts';
import { signedAgain } from '../../../src/signing-event/edit/sign-again.ts';
import type { JsonObject } from '../../../src/tuf/json.ts';
import { keyId } from '../../../src/tuf/keyid.ts';
import { alice, bob, carol, dave, online, soundRepository, type TestKey } from '../../support/sound-repository.ts';
import { type EditStep, EventStory, userOf } from './event-story.ts';

const people = [alice, bob, carol, dave];

/** Each person's second key. */
const secondKeys = people.map(({ name, key }): TestKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const second = { ...key, keyval: { public: publicKey.export({ type: 'spki', format: 'pem' }) } };
  return { name, key: second, keyid: keyId(second as JsonObject), privateKey };
});

const person = fc.integer({ min: 0, max: people.length - 1 });
const someone = fc.uniqueArray(person, { minLength: 1 });
const periods = fc.record({ expiry: fc.integer({ min: 10, max: 400 }), signing: fc.integer({ min: 1, max: 9 }) });
const delegated = fc.constantFrom('releases', 'tools', '__proto__', 'constructor');
const role = fc.oneof(fc.constantFrom('root', 'targets'), delegated);

const config = fc.tuple(someone, fc.integer({ min: 1, max: 4 }), periods).map(([who, threshold, days]) => ({
  signers: {
    kind: 'people' as const,
    users: who.map((one) => userOf(people[one]!)),
    threshold: Math.min(threshold, who.length),
  },
  periods: days,
}));

const edit: fc.Arbitrary<EditStep> = fc.oneof(
  fc.tuple(role, config).map(
    ([name, wanted]): EditStep =>
      (event, context) =>
        withRole(event, name, wanted, context),
  ),
  fc.tuple(delegated, periods).map(
    ([name, days]): EditStep =>
      (event, context) =>
        withRole(event, name, { signers: { kind: 'online', key: online.key }, periods: days }, context),
  ),
  fc.tuple(periods, periods).map(
    ([timestamp, snapshot]): EditStep =>
      (event, context) =>
        withOnlineRoles(event, { ...readOnlineConfig(event), timestamp, snapshot }, context),
  ),
  fc.tuple(delegated, fc.integer({ min: 2, max: 6 }), fc.boolean()).map(
    ([name, depth, terminating]): EditStep =>
      (event, context) =>
        withDelegatedPaths(event, name, { paths: ownPaths(name, depth).slice(-3), terminating }, context),
  ),
  delegated.map(
    (name): EditStep =>
      (event, context) =>
        withoutRole(event, name, context),
  ),
  role.map(
    (name): EditStep =>
      (event, context) =>
        signedAgain(event, name, context),
  ),
  person.map(
    (one): EditStep =>
      (event, context) =>
        withReplacedKey(event, userOf(people[one]!), secondKeys[one]!.key, context),
  ),
);

type Act = (story: EventStory) => Promise<EventStory>;

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: edit.map(
      (step): Act =>
        (story) =>
          story.edit(step),
    ),
  },
  {
    weight: 2,
    arbitrary: person.map(
      (one): Act =>
        (story) =>
          story.edit((event, context) =>
            withAcceptedInvites(event, userOf(people[one]!), keyOf(event, one).key, context),
          ),
    ),
  },
  {
    weight: 2,
    arbitrary: person.map(
      (one): Act =>
        (story) =>
          story.sign(people[one]!),
    ),
  },
);

/** People keep to the key that they have in some role already: one person, one key. */
function keyOf(event: EventStory['content'], one: number): TestKey {
  const text = JSON.stringify([...event.documents.values()].map(({ signed }) => signed));
  return text.includes(secondKeys[one]!.keyid) ? secondKeys[one]! : people[one]!;
}

/** What an edit refuses changes nothing. */
async function done(story: EventStory, next: Act): Promise<EventStory> {
  try {
    return await next(story);
  } catch (error) {
    if (error instanceof TufError && (error.code === 'usage' || error.code === 'no-metadata')) return story;
    throw error;
  }
}

async function holds(start: EventStory, acts: readonly Act[]): Promise<void> {
  let story = start;
  for (const next of acts) {
    story = await done(story, next);
    expect(story.errors()).toEqual([]);
  }
  const finished = await finish(story);
  const byMachine = finished.waiting().filter((name) => isSignedOnline(finished, name));
  expect(finished.waiting()).toEqual(byMachine);
}

/** Everybody who is asked accepts and signs; more than once, because accepting voids what was signed before. */
async function finish(story: EventStory): Promise<EventStory> {
  let next = story;
  for (const [one, key] of people.entries()) {
    next = await next.edit((event, context) => withAcceptedInvites(event, userOf(key), keyOf(event, one).key, context));
  }
  return next.sign(...people, ...secondKeys);
}

function isSignedOnline({ content }: EventStory, name: string): boolean {
  return readRoleConfig(content, name)?.signers.kind === 'online';
}

describe('any edits', () => {
  it('of a published repository leave no error, and can be finished by signing', async () => {
    const start = await EventStory.on(soundRepository());
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), (acts) => holds(start, acts)),
      { numRuns: 30 },
    );
  });

  it('of one that begins leave no error, and can be finished by signing', async () => {
    const alone = newRoleConfig(userOf(alice));
    const periods = { expiry: 30, signing: 5 };
    const begun = await (await EventStory.on()).edit((_, context) =>
      newRepository(
        { root: alone, targets: alone, online: { key: online.key, timestamp: periods, snapshot: periods } },
        context,
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), (acts) => holds(begun, acts)),
      { numRuns: 30 },
    );
  });
});
