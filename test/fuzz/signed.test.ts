/**
 * What all signers sign, whatever it is: where the verifier lets it pass, the other implementation of TUF accepts the file and
 * its signatures too. Nothing that a client refuses is ever complete.
 */
import { Metadata, MetadataKind } from '@tufjs/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJson } from '../../src/tuf/write-json.ts';
import { judgeScene } from '../attacks/attack.ts';
import { type Draft, type Loose, soundRepository } from '../support/sound-repository.ts';
import { editTree, treeEdits } from './mutations.ts';
import { runs } from './settings.ts';

const settings = runs(300);
const sound = soundRepository();
const step = (role: string) => sound.step(role);

/** The role with a changed signed part, signed by all; undefined where nobody could write or sign it. */
function signed(role: string, change: (document: Loose) => Loose): Draft | undefined {
  try {
    const document = step(role).document(role);
    const changed = { ...document, signed: change(document.signed) };
    writeJson(changed);
    return step(role)
      .document$(role, () => changed)
      .resign(role);
  } catch {
    return undefined;
  }
}

const kinds: Loose = { root: MetadataKind.Root, targets: MetadataKind.Targets, releases: MetadataKind.Targets };

/** What @tufjs/models says of a role's file; throws where it refuses. */
function accept(draft: Draft, role: string): void {
  const read = (name: string): Loose => Metadata.fromJSON(kinds[name], draft.document(name));
  const metadata = read(role);
  const delegator = role === 'releases' ? read('targets') : role === 'root' ? metadata : read('root');
  delegator.verifyDelegate(role, metadata);
}

describe('whatever all signers sign', () => {
  it.each(['root', 'targets', 'releases'])('of %s', async (role) => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(treeEdits, async (edits) => {
        const head = signed(role, (part) => editTree(part, edits));
        if (!head) return;
        const { passes } = await judgeScene({ head });
        if (!passes) return;
        passed++;
        for (const name of ['root', 'targets', 'releases']) accept(head, name);
      }),
      settings,
    );
    // Or the property says nothing.
    expect(passed).toBeGreaterThan(settings.numRuns / 100);
  });
});
