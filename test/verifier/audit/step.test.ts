/** A step that changes snapshot and timestamp alone is judged by half of the rules: the other half could say nothing new. */
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../src/verifier/audit/finding-spans.ts';
import { judgeStep, lastingOf } from '../../../src/verifier/audit/step.ts';
import type { Finding } from '../../../src/verifier/finding.ts';
import { contextOf } from '../../support/judge-draft.ts';
import { alice, bob, type Draft, day, now, soundRepository, withCustom } from '../../support/sound-repository.ts';

const sound = soundRepository();

/** Something wrong of every family that an online signature has no part in. */
const unsound: Readonly<Record<string, Draft>> = {
  'a target file that is not the one listed': sound.file('targets/hello.txt', 'a trojan\n'),
  'a target file that nobody lists': sound.file('targets/releases/2.0/tool.txt', 'new\n'),
  'a target file that nobody owns': sound.file('targets/strangers/tool.txt', 'new\n'),
  'a link among the target files': sound.file('targets/link', { mode: '120000', content: Buffer.from('hello.txt') }),
  'a role that is signed by nobody': sound.step('releases').resign('releases', []),
  'a role without its file': sound.file('metadata/releases.json', null),
  'a role that cannot be read': sound.file('metadata/releases.json', '{'),
  'metadata without a role': sound.file('metadata/stranger.json', sound.bytes('metadata/releases.json')),
  'a threshold that cannot be reached': sound
    .step('targets', (signed) => {
      signed.delegations.roles[0].threshold = 9;
    })
    .resign('targets'),
  'paths that cover the files of others': sound
    .step('targets', (signed) => {
      signed.delegations.roles[0].paths = ['*'];
    })
    .resign('targets'),
  'a keyid that is not the hash of its key': sound
    .step('root', (signed) => {
      signed.keys['0'.repeat(64)] = alice.key;
    })
    .resign('root'),
  'two keys of one person': sound
    .step('root', (signed) => {
      const second = withCustom(bob, { 'x-tuf-on-ci-keyowner': '@tuf-test-alice' });
      signed.keys[second.keyid] = second.key;
      signed.roles.root.keyids.push(second.keyid);
    })
    .resign('root'),
  'a hole in the history of root': sound.file('metadata/root_history/1.root.json', null),
  'a root history that differs': sound.file(
    'metadata/root_history/2.root.json',
    sound.bytes('metadata/root_history/1.root.json'),
  ),
  'an invite that is open': sound.file(
    'metadata/.signing-event-state',
    '{\n  "invites": {\n    "@tuf-test-erin": [\n      "root"\n    ]\n  }\n}',
  ),
  'an event state that cannot be read': sound.file('metadata/.signing-event-state', '{'),
};

const identities = (findings: Iterable<Finding>) => [...findings].map(identityOf).sort();

describe('an online signature after', () => {
  for (const [what, draft] of Object.entries(unsound)) {
    it(what, async () => {
      const at = now + day;
      const event = await contextOf(draft, sound, { door: 'audit' });
      const brought = judgeStep(event, 'event', []);
      const before = [...lastingOf(event, brought, brought).values()];
      const step = await contextOf(onlineOf(draft, at), draft, { door: 'audit', now: at });
      const whole = judgeStep(step, 'mixed', []);
      expect(identities(judgeStep(step, 'online', before))).toEqual(identities(whole));
      // Else the test would say nothing.
      expect(brought.length).toBeGreaterThan(0);
    });
  }
});

/** An online signature, also of what cannot be read. */
function onlineOf(draft: Draft, at: number): Draft {
  const signed = sound.online(at);
  return ['snapshot', 'timestamp'].reduce(
    (so, role) => so.file(`metadata/${role}.json`, signed.bytes(`metadata/${role}.json`)),
    draft,
  );
}
