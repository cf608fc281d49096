/** People who sign at the same time (SPEC B4): the tool's own merge, and pull requests from forks. */
import { describe, expect, it } from 'vitest';
import { treeWith } from '../../src/ports/memory-tree.ts';
import type { Change } from '../../src/ports/repository.ts';
import { planForkMerge } from '../../src/signing-event/fork-merge.ts';
import { planEventMerge } from '../../src/signing-event/merge-signatures.ts';
import { Documents } from '../../src/verifier/document.ts';
import { type RepositoryState, readState } from '../../src/verifier/state.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  dave,
  type Loose,
  signatureOf,
  soundRepository,
} from '../support/sound-repository.ts';
import { verifier } from './edit/event-story.ts';

const documents = new Documents();
const read = (draft: Draft) => readState(draft.tree, documents, { digests: false });

/** root version 3, and targets version 2, that nobody has signed. */
const unsigned = soundRepository().step('root').resign('root', []).step('targets').resign('targets', []);

async function after(state: RepositoryState, changes: readonly Change[]): Promise<RepositoryState> {
  return readState(treeWith(state.tree, changes), documents, { digests: false });
}

const signersIn = (state: RepositoryState, role: string, people = [alice, bob, carol, dave]) =>
  (state.roles.get(role)!.document.metadata(role === 'root' ? 'root' : 'targets') as Loose).signatures.map(
    ({ keyid, sig }: Loose) => (sig ? people.find((one) => one.keyid === keyid)?.name : ''),
  );

describe('a push that was rejected because another signature came first', () => {
  async function merged(base: Draft, ours: Draft, theirs: Draft) {
    const [base_, ours_, theirs_] = [await read(base), await read(ours), await read(theirs)];
    const merge = planEventMerge({ base: base_, ours: ours_, theirs: theirs_ }, verifier);
    return merge.kind === 'merged' ? { ...merge, state: await after(theirs_, merge.changes) } : merge;
  }

  it('ends with both signatures, in root.json and its history', async () => {
    const merge = await merged(unsigned, unsigned.resign('root', [carol]), unsigned.resign('root', [alice]));
    if (merge.kind !== 'merged') throw new Error(merge.kind);
    expect(signersIn(merge.state, 'root')).toEqual(['alice', 'carol']);
    expect(merge.changes.map(({ path }) => path)).toEqual(['metadata/root.json', 'metadata/root_history/3.root.json']);
    expect(merge.changes[0]!.content).toEqual(merge.changes[1]!.content);
  });

  it('keeps what only one of the two has touched', async () => {
    const merge = await merged(unsigned, unsigned.resign('targets', [bob]), unsigned.resign('root', [alice]));
    if (merge.kind !== 'merged') throw new Error(merge.kind);
    expect(signersIn(merge.state, 'root')).toEqual(['alice']);
    expect(signersIn(merge.state, 'targets')).toEqual(['bob']);
  });

  it('does nothing when the same has arrived already', async () => {
    const merge = await merged(unsigned, unsigned.resign('root', [alice]), unsigned.resign('root', [alice, bob]));
    expect(merge).toMatchObject({ kind: 'merged', changes: [] });
  });

  it('says what differs when there is another version to be signed', async () => {
    const other = unsigned
      .with('root', (signed) => {
        signed['x-note'] = 'hello';
      })
      .resign('root', [alice]);
    const merge = await merged(unsigned, unsigned.resign('root', [carol]), other);
    expect(merge).toMatchObject({ kind: 'conflict' });
    expect(merge.kind === 'conflict' && merge.conflicts[0]).toMatchObject({ path: 'metadata/root.json' });
    expect(merge.kind === 'conflict' && merge.conflicts[0]!.reason).toContain('x-note');
  });

  it('takes no signature that does not verify, and nobody who may not sign', async () => {
    const ours = unsigned.document$('root', (document) => {
      document.signatures = [signatureOf('something else', carol), signatureOf(document.signed, dave)];
    });
    const merge = await merged(unsigned, ours, unsigned.resign('root', [alice]));
    expect(merge).toMatchObject({ kind: 'merged', changes: [] });
  });

  it('is a conflict where one side has removed the role', async () => {
    const merge = await merged(
      unsigned,
      unsigned.file('metadata/releases.json', null),
      unsigned.step('releases').resign('releases'),
    );
    expect(merge).toMatchObject({ kind: 'conflict', conflicts: [{ path: 'metadata/releases.json' }] });
  });
});

describe('a pull request from a fork', () => {
  async function judged(fork: Draft, head: Draft = unsigned, filesElsewhere: string[] = []) {
    const head_ = await read(head);
    const merge = planForkMerge(
      { head: head_, ancestor: await read(unsigned), fork: await read(fork), filesElsewhere },
      verifier,
    );
    return merge.kind === 'merge' ? { ...merge, state: await after(head_, merge.changes) } : merge;
  }

  it('with a valid signature is merged', async () => {
    const merge = await judged(unsigned.resign('root', [bob]));
    expect(merge).toMatchObject({ kind: 'merge', added: [{ role: 'root', signer: '@tuf-test-bob' }] });
    expect(merge.kind === 'merge' && signersIn(merge.state, 'root')).toEqual(['bob']);
  });

  it('is merged onto the signatures that came in since it was made', async () => {
    const head = unsigned.resign('root', [alice]).resign('targets', [alice]);
    const merge = await judged(unsigned.resign('root', [bob]), head);
    expect(merge.kind === 'merge' && signersIn(merge.state, 'root')).toEqual(['alice', 'bob']);
    expect(merge.kind === 'merge' && signersIn(merge.state, 'targets')).toEqual(['alice']);
  });

  it('that brings nothing new is left alone', async () => {
    expect(await judged(unsigned)).toEqual({ kind: 'nothing' });
    const signed = unsigned.resign('root', [bob]);
    expect(await judged(signed, signed)).toEqual({ kind: 'nothing' });
    // The copy in root's history alone is nobody's signature.
    const copy = unsigned.file('metadata/root_history/3.root.json', signed.bytes('metadata/root.json') as never);
    expect(await judged(copy)).toEqual({ kind: 'nothing' });
  });

  const refused: [string, (draft: Draft) => Draft, Draft?][] = [
    ['changes a file of targets', (draft) => draft.file('targets/hello.txt', 'other')],
    ['removes metadata', (draft) => draft.file('metadata/releases.json', null)],
    ['adds an invite', (draft) => draft.file('metadata/.signing-event-state', '{"invites": {"@eve": ["root"]}}')],
    [
      'signs something else',
      (draft) =>
        draft
          .with('root', (signed) => {
            signed.expires = '2039-01-01T00:00:00Z';
          })
          .resign('root', [bob]),
    ],
    ['has a stranger sign', (draft) => draft.resign('root', [bob, dave])],
    [
      'has a wrong signature',
      (draft) =>
        draft.document$('root', (document) => {
          document.signatures = [signatureOf('x', bob)];
        }),
    ],
    [
      'repeats an entry',
      (draft) =>
        draft.document$('root', (document) => {
          document.signatures = [signatureOf(document.signed, bob), signatureOf(document.signed, bob)];
        }),
    ],
    [
      'says more beside the signatures',
      (draft) =>
        draft.resign('root', [bob]).document$('root', (document) => {
          document.x = 1;
        }),
    ],
    [
      'signs an old version of root',
      (draft) =>
        draft.file('metadata/root_history/1.root.json', draft.bytes('metadata/root_history/2.root.json') as never),
    ],
    ['breaks the JSON', (draft) => draft.file('metadata/root.json', '{')],
    [
      'turns metadata into a link',
      (draft) => draft.file('metadata/root.json', { mode: '120000', content: Buffer.from('targets.json') }),
    ],
    [
      'makes metadata executable',
      (draft) =>
        draft.file('metadata/root.json', {
          mode: '100755',
          content: draft.resign('root', [bob]).bytes('metadata/root.json'),
        }),
    ],
    [
      'signs what the event no longer has',
      (draft) => draft.resign('root', [bob]),
      unsigned.with('root', (signed) => {
        signed.x = 1;
      }),
    ],
  ];
  it.each(refused)('that %s is refused', async (_, change, head) => {
    expect(await judged(change(unsigned), head)).toMatchObject({ kind: 'refused' });
  });

  it('that touches a workflow is refused, whatever it signs', async () => {
    const merge = await judged(unsigned.resign('root', [bob]), unsigned, ['.github/workflows/x.yml']);
    expect(merge).toMatchObject({ kind: 'refused', reasons: ['It changes .github/workflows/x.yml'] });
  });
});
