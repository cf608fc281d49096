/**
 * Any change of any metadata file of a sound event, of bytes or of members at every level: either what is signed means
 * the same as before, or the event is not complete and nothing is published. Never a crash.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/tuf/canonical-json.ts';
import { get, isObject } from '../../src/tuf/json.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { judgeScene, type Scene } from '../attacks/attack.ts';
import { alice, bob, carol, type Draft, soundRepository } from '../support/sound-repository.ts';
import { byteEdits, editBytes, editTree, treeEdits } from './mutations.ts';
import { runs } from './settings.ts';

const settings = runs(120);
const sound = soundRepository();

/** An event that changes all offline roles, signed by as many as are needed. */
const event = sound
  .step('root')
  .resign('root', [alice, bob])
  .step('targets', ({ targets }) => {
    targets['hello.txt'].custom = { note: 'text', list: [1, { deep: true }] };
  })
  .resign('targets', [alice])
  .step('releases')
  .resign('releases', [carol]);
/** The same, merged and signed online. */
const published = event.online();

/** What is signed, as its canonical form; undefined for what nobody can read. */
function meaning(bytes: Uint8Array): string | undefined {
  try {
    const document = parseJson(bytes);
    const signed = isObject(document) ? get(document, 'signed') : undefined;
    return signed === undefined ? undefined : Buffer.from(canonicalJson(signed)).toString('latin1');
  } catch {
    return undefined;
  }
}

/** A file, put in the place of another; root.json takes its copy in the history along. */
function replaced(draft: Draft, path: string, bytes: Uint8Array): Draft {
  const file = { mode: '100644', content: bytes } as const;
  const changed = draft.file(path, bytes.constructor === Uint8Array ? bytes : file.content);
  return path === 'metadata/root.json' ? changed.file('metadata/root_history/3.root.json', file.content) : changed;
}

interface Door {
  readonly name: string;
  readonly paths: readonly string[];
  readonly sound: Draft;
  scene(head: Draft): Scene;
}

const doors: readonly Door[] = [
  {
    name: 'in an event',
    paths: [
      'metadata/root.json',
      'metadata/targets.json',
      'metadata/releases.json',
      'metadata/root_history/2.root.json',
    ],
    sound: event,
    scene: (head) => ({ head, base: sound }),
  },
  {
    name: 'behind the merge',
    paths: [
      'metadata/root.json',
      'metadata/targets.json',
      'metadata/releases.json',
      'metadata/snapshot.json',
      'metadata/timestamp.json',
      'metadata/root_history/1.root.json',
    ],
    sound: published,
    scene: (head) => ({ head, base: sound, door: 'publish' }),
  },
];

describe.each(doors)('$name', ({ paths, sound: before, scene }) => {
  it('the ground is sound', async () => {
    expect((await judgeScene(scene(before))).passes).toBe(true);
  });

  /** Passes only with the meaning that it had. */
  async function expectNothingUnsigned(path: string, bytes: Uint8Array): Promise<void> {
    const { passes, findings } = await judgeScene(scene(replaced(before, path, bytes)));
    for (const { message, remedy } of findings) expect(message !== '' && remedy !== '').toBe(true);
    if (passes) expect(meaning(bytes)).toBe(meaning(before.bytes(path)));
  }

  it.each(paths)('any bytes of %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(byteEdits, (edits) => expectNothingUnsigned(path, editBytes(before.bytes(path), edits))),
      settings,
    );
  });

  it.each(paths)('any members of %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(treeEdits, (edits) => {
        const document = editTree(JSON.parse(Buffer.from(before.bytes(path)).toString()), edits);
        return expectNothingUnsigned(path, Buffer.from(JSON.stringify(document) ?? 'null'));
      }),
      settings,
    );
  });

  it.each(paths)('other bytes of the same meaning: %s', async (path) => {
    const document = parseJson(before.bytes(path));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('', ' ', '\t', '  '), fc.boolean(), async (indent, isEscaped) => {
        const text = JSON.stringify(JSON.parse(Buffer.from(before.bytes(path)).toString()), undefined, indent);
        const escaped = text.replace(/"_type"/g, '"\\u005ftype"');
        const bytes = Buffer.from(isEscaped ? escaped : text);
        expect(writeJson(parseJson(bytes))).toEqual(writeJson(document));
        const { findings } = await judgeScene(scene(replaced(before, path, bytes)));
        const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
        // Old roots are compared byte for byte, and an event leaves the others alone.
        expect(errors.filter((rule) => rule !== 'root-history/changed')).toEqual([]);
      }),
      { ...settings, numRuns: 8 },
    );
  });
});

describe('invites', () => {
  const path = 'metadata/.signing-event-state';
  const open = '{\n  "invites": {\n    "@zoe": [\n      "releases",\n      "tools"\n    ]\n  }\n}';

  it('of any bytes are read, or said to be unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(byteEdits, async (edits) => {
        const bytes = editBytes(Buffer.from(open), edits);
        const { passes, awaitsInvited, findings } = await judgeScene({
          head: event.file(path, Buffer.from(bytes).toString('latin1')),
        });
        const errors = findings.filter(({ severity }) => severity === 'error');
        // Without an error either somebody is waited for, or nobody is invited.
        if (errors.length === 0 && !awaitsInvited) expect(passes).toBe(true);
        for (const { rule } of errors) expect(rule).toMatch(/^event-state\//);
      }),
      settings,
    );
  });
});
