/** The history of a real repository, from its 28 recorded signing events (../shared/data/README.md). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit } from '../../src/operations/audit.ts';
import { surroundingsOf } from '../operations/surroundings.ts';
import { HistoryWriter } from '../support/generated-history.ts';
import { temporaryFolder } from '../support/git.ts';
import { filesBelow, hasSharedData, sayIfSkipped, unpackEvents } from '../support/shared-data.ts';
import { Draft } from '../support/sound-repository.ts';

sayIfSkipped('audit of the real signing events');

interface RecordedState {
  readonly dir: string;
  readonly state: string;
  readonly time: number;
  readonly merged_time: number;
}

/** The files of a state; those that it has in common with the last one are the same objects. */
function draftOf(folder: string, before: Draft | undefined): Draft {
  const files = Object.entries(filesBelow(folder)).map(([path, content]): [string, Uint8Array] => {
    const known = before?.files.get(path);
    return [path, known instanceof Uint8Array && Buffer.compare(known, content) === 0 ? known : content];
  });
  return new Draft(new Map(files));
}

describe.skipIf(!hasSharedData)('the real history of root-signing-staging', () => {
  it('has 28 sound events: what is wrong came with the jumps between the recordings', async () => {
    const top = unpackEvents();
    const states = JSON.parse(readFileSync(join(top, 'manifest.json'), 'utf8')) as RecordedState[];
    const history = new HistoryWriter();
    const merges: number[] = [];
    let last: Draft | undefined;
    for (const dir of [...new Set(states.map(({ dir }) => dir))].sort()) {
      const ofEvent = states.filter((state) => state.dir === dir);
      last = draftOf(join(top, dir, 'known-good'), last);
      history.step(last, ofEvent[0]!.time - 120);
      const event: Draft[] = [];
      for (const { state } of ofEvent) {
        last = draftOf(join(top, dir, state), last);
        event.push(last);
      }
      merges.push(history.length);
      history.merge(event, ofEvent[0]!.merged_time);
    }
    const written = history.write(temporaryFolder());
    const report = await audit(await surroundingsOf(written, { noVerifyKeyid: true }));
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    const steps = errors.map(({ since }) => written.line.indexOf(since!.commit));
    expect(merges).toHaveLength(28);
    expect(steps.filter((step) => merges.includes(step))).toEqual([]);
    // Before event 02 the repository was put back to where it had begun, and started anew.
    expect(errors.map(({ rule }) => rule)).toContain('versions/unchanged');
    expect(report.signatures.filter(({ role }) => role === 'root').at(-1)).toMatchObject({
      version: 14,
      signers: ['@jku', '@kommendorkapten'],
    });
  });
});
