/** Lists of target files in the real signing events of ../shared/data, where they are there. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryTree } from '../../src/ports/memory-tree.ts';
import { planTargetFiles } from '../../src/signing-event/plan-target-files.ts';
import { targetChanges } from '../../src/signing-event/target-changes.ts';
import type { Metadata, Targets } from '../../src/tuf/metadata.ts';
import { writeJson } from '../../src/tuf/write-json.ts';
import { Documents } from '../../src/verifier/document.ts';
import { metadataOf, type RepositoryState, readState } from '../../src/verifier/state.ts';
import {
  type ExpectedState,
  filesBelow,
  hasSharedData,
  readExpected,
  sayIfSkipped,
  unpackEvents,
} from '../support/shared-data.ts';

sayIfSkipped('target lists of real signing events');

describe.skipIf(!hasSharedData)('target lists of real signing events', () => {
  const documents = new Documents();
  let folder = '';
  beforeAll(() => {
    folder = unpackEvents();
  });

  async function stateOf(dir: string, state: string): Promise<RepositoryState> {
    return readState(memoryTree(new Map(Object.entries(filesBelow(join(folder, dir, state))))), documents, {
      digests: true,
    });
  }

  async function eachState(judge: (expected: ExpectedState, state: RepositoryState, base: RepositoryState) => void) {
    for (const expected of readExpected().states) {
      judge(expected, await stateOf(expected.dir, expected.state), await stateOf(expected.dir, 'known-good'));
    }
  }

  it('are written byte for byte as the Python tuf-on-ci writes them', async () => {
    let written = 0;
    await eachState(({ dir, state: name, time, updateTargets }, state, base) => {
      const found = planTargetFiles(state, base, time).roles.map(({ role, metadata }) => [
        role,
        sha256(writeJson(metadata)),
      ]);
      expect(Object.fromEntries(found), `${dir}/${name}`).toEqual(updateTargets ?? {});
      written += found.length;
    });
    expect(written).toBe(26);
  });

  it('change as the Python tuf-on-ci reports it', async () => {
    let changed = 0;
    await eachState(({ dir, state: name, roles }, state, base) => {
      for (const [role, { status }] of Object.entries(roles ?? {})) {
        const found = targetChanges(targetsOf(state, role), targetsOf(base, role));
        expect(found, `${dir}/${name} ${role}`).toEqual(status.targetChanges);
        if (found.length > 0) changed++;
      }
    });
    expect(changed).toBeGreaterThan(50);
  });
});

function targetsOf(state: RepositoryState, role: string): Targets | undefined {
  const metadata = metadataOf(state, role) as Metadata | undefined;
  return metadata?.signed._type === 'targets' ? metadata.signed : undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
