/** An existing TUF repository becomes one that tuf-on-ci maintains (SPEC A7 *import-repo*). */
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ImportFile, parseImportFile } from '../../src/signing-event/import-file.ts';
import { onlineKeysOf, planImport } from '../../src/signing-event/import-plan.ts';
import { alice, bob, carol, online, soundRepository } from '../support/sound-repository.ts';
import {
  days,
  filledIn,
  historicKeyid,
  underHistoricKeyid,
  unmanagedRepository,
} from '../support/unmanaged-repository.ts';
import { EventStory } from './edit/event-story.ts';

const fileOf = (content: unknown): ImportFile => parseImportFile(Buffer.from(JSON.stringify(content)));

describe('an import', () => {
  it('without a file says what is missing, in the form of the file', async () => {
    const { content, context } = await EventStory.on(unmanagedRepository());
    const plan = planImport(content, new Map(), context);
    const unknown = 'UNDEFINED ONLINE_URI OR KEYOWNER';
    const noDays = { 'x-tuf-on-ci-expiry-period': -1, 'x-tuf-on-ci-signing-period': -1 };
    const keys = (...names: string[]) => Object.fromEntries(names.map((name) => [historicKeyid(name), unknown]));
    expect(plan).toEqual({
      kind: 'missing',
      missing: {
        root: { ...noDays, ...keys('alice', 'bob', 'carol', 'online') },
        targets: { ...noDays, ...keys('bob', 'carol') },
        releases: noDays,
      },
    });
    // The printed file, half filled in, leaves the other half.
    const half = { ...(plan.kind === 'missing' && plan.missing), root: filledIn.root, targets: filledIn.targets };
    expect(planImport(content, fileOf(half), context)).toEqual({ kind: 'missing', missing: { releases: noDays } });
  });

  it('with the file makes new versions of everything, which end in a complete event', async () => {
    const story = await EventStory.on(unmanagedRepository());
    const imported = await story.edit((event, context) => {
      const plan = planImport(event, fileOf({ ...filledIn, '1.root': {} }), context);
      if (plan.kind !== 'import') throw new Error(plan.kind);
      return plan.event;
    });
    for (const role of ['root', 'targets', 'releases']) {
      expect(imported.document(role).signed.version).toBe(story.document(role).signed.version + 1);
    }
    expect(Object.keys(imported.document('root').signed.keys).sort()).toEqual(
      [alice, bob, carol, online].map(({ keyid }) => keyid).sort(),
    );
    expect(imported.document('root').signed.roles.timestamp).toMatchObject(days);
    expect(imported.document('releases').signed).toMatchObject({ 'x-tuf-on-ci-expiry-period': 100 });
    expect([...onlineKeysOf(imported.content).keys()]).toEqual([online.keyid]);
    // root is signed under both keyids.
    const done = await imported.sign(alice, underHistoricKeyid(alice), bob, underHistoricKeyid(bob));
    expect(done.errors()).toEqual([]);
    expect(done.waiting()).toEqual([]);
    expect(planImport(done.content, new Map(), done.context)).toEqual({ kind: 'nothing' });
  });

  it('takes over the fields of the playground', async () => {
    const { content, context } = await EventStory.on(unmanagedRepository('x-playground-'));
    const plan = planImport(content, new Map(), context);
    if (plan.kind !== 'import') throw new Error(plan.kind);
    expect(JSON.stringify([...plan.event.documents.values()])).not.toContain('playground');
    expect(plan.event.documents.get('root')!.signed).toMatchObject({ ...days, keys: { [alice.keyid]: alice.key } });
  });

  it('writes a key that is a hexadecimal point as the PEM that every client reads', async () => {
    const point = createPublicKey(alice.privateKey).export({ format: 'jwk' });
    const hex = Buffer.concat([
      Buffer.of(4),
      ...[point.x, point.y].map((part) => Buffer.from(part as string, 'base64url')),
    ]).toString('hex');
    const old = unmanagedRepository().with('root', (signed) => {
      signed.keys[historicKeyid('alice')].keyval.public = hex;
    });
    const { content, context } = await EventStory.on(old);
    const plan = planImport(content, fileOf(filledIn), context);
    if (plan.kind !== 'import') throw new Error(plan.kind);
    expect(plan.event.documents.get('root')!.signed).toMatchObject({ keys: { [alice.keyid]: alice.key } });
  });

  it('of a repository that is in the format already is nothing to do', async () => {
    const { content, context } = await EventStory.on(soundRepository());
    expect(planImport(content, new Map(), context)).toEqual({ kind: 'nothing' });
  });

  it('needs root and targets', async () => {
    const { content, context } = await EventStory.on();
    expect(() => planImport(content, new Map(), context)).toThrow(expect.objectContaining({ code: 'no-metadata' }));
  });
});

describe('the import file', () => {
  it.each([
    [[]],
    [{ root: 1 }],
    [{ root: { 'x-tuf-on-ci-expiry-period': 10, 'x-tuf-on-ci-signing-period': 10 } }],
    [{ root: { 'x-tuf-on-ci-expiry-period': 10 } }],
    [{ root: { abc: 'alice' } }],
    [{ root: { abc: '@al ice' } }],
    [{ root: { abc: 'exec:/bin/sh' } }],
    [{ root: { abc: 5 } }],
  ])('cannot be %j', (content) => {
    expect(() => fileOf(content)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('cannot be what is no JSON', () => {
    expect(() => parseImportFile(Buffer.from('root: @me'))).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
