/** What a signer reads before they are asked for a PIN (SPEC B6): everything that changes, in words that fit the screen. */
import { describe, expect, it } from 'vitest';
import { renderSignerSummary } from '../../src/render/signer-summary.ts';
import { renderTargetDiff } from '../../src/render/signer-summary-files.ts';
import { changeSummary } from '../../src/signing-event/change-summary.ts';
import { EventStory, verifier } from '../signing-event/edit/event-story.ts';
import { altered } from '../support/key-stories.ts';
import { alice, bob, carol, type Draft, dave, now, soundRepository, withCustom } from '../support/sound-repository.ts';

async function summaryOf(head: Draft, base: Draft = soundRepository()) {
  const [after, before] = [await EventStory.on(head), await EventStory.on(base)];
  return changeSummary(after.state, before.state, verifier);
}

async function shown(head: Draft, columns: number | undefined = undefined, filesShown?: number): Promise<string> {
  const options = { columns, colour: false, now, ...(filesShown !== undefined && { filesShown }) };
  return renderSignerSummary(await summaryOf(head), options);
}

const base = soundRepository();

describe('the summary', () => {
  it('of nothing says so', async () => {
    expect(await shown(base)).toBe('This event changes nothing yet.\n');
  });

  it('names who comes and who goes, by owner and whole keyid', async () => {
    const text = await shown(
      base.step('root', (signed) => {
        signed.roles.root.keyids = [alice.keyid, bob.keyid, dave.keyid];
        signed.roles.root.threshold = 1;
        signed.keys[dave.keyid] = dave.key;
        delete signed.keys[carol.keyid];
      }),
    );
    expect(text).toContain('root: version 2 becomes 3\n');
    expect(text).toContain('+ @tuf-test-dave (ecdsa-sha2-nistp256)\n');
    expect(text).toContain(`key ${dave.keyid}\n`);
    expect(text).toContain('- @tuf-test-carol (ecdsa-sha2-nistp256)\n');
    expect(text).toContain(`key ${carol.keyid}\n`);
    expect(text).toContain('= @tuf-test-alice and @tuf-test-bob stay');
    expect(text).toContain('1 of 3 keys must sign; until now 2 of 3');
    // Those who could sign until now have to agree to it.
    expect(text).toContain(
      'By the signers of version 2: Nobody has signed it yet; not yet by @tuf-test-alice, @tuf-test-bob and @tuf-test-carol (2 signatures needed)',
    );
  });

  it('tells periods, dates and days left', async () => {
    const text = await shown(
      base.step('releases', (signed) => {
        signed['x-tuf-on-ci-expiry-period'] = 100;
        signed.expires = '2030-04-21T00:00:00Z';
      }),
    );
    expect(text).toContain('Good until 21 April 2030 (in 100 days); until now 1 January 2031');
    expect(text).toContain(
      'Good for 100 days; people are asked to sign again 60 days before the end (until now 365 and 60)',
    );
    expect(
      await shown(
        base.step('releases', (signed) => {
          signed.expires = '2030-01-10T00:00:00Z';
        }),
      ),
    ).toContain('EXPIRED 1 day ago');
  });

  it('lists files with size and hash, and what else is said of them', async () => {
    const text = await shown(
      base
        .file('targets/releases/2.0/tool.txt', 'a new tool\n')
        .file('targets/releases/1.0/tool.txt', null)
        .list('releases')
        .step('targets', (signed) => {
          signed.targets['hello.txt'].custom = { note: 'hi' };
        }),
    );
    expect(text).toContain('Published files: 1 file added and 1 file removed');
    expect(text).toContain('+ releases/2.0/tool.txt, 11 bytes\n');
    expect(text).toMatch(/ {6}sha256 [0-9a-f]{64}\n/);
    expect(text).toContain('- releases/1.0/tool.txt, 7 bytes\n');
    expect(text).toContain('~ hello.txt, 6 bytes\n');
    expect(text).toContain('custom is new: {"note":"hi"}');
  });

  it('tells of delegations: paths, terminating, fields nobody knows', async () => {
    const text = await shown(
      base.step('targets', ({ delegations }) => {
        const [role] = delegations.roles;
        role.paths = [...role.paths.slice(1), 'secret/*'];
        role.terminating = false;
        role['x-new'] = 7;
        delegations['x-all'] = [];
      }),
    );
    expect(text).toContain('+ may list files secret/*\n');
    expect(text).toContain('- may no longer list files releases/*\n');
    expect(text).toContain('(terminating false)');
    expect(text).toContain('x-new is new: 7');
    expect(text).toContain('delegations.x-all is new: []');
  });

  it('tells of a key whose id stays and whose content does not', async () => {
    const other = altered(dave, { 'x-tuf-on-ci-keyowner': '@tuf-test-alice' }, alice.keyid);
    const text = await shown(
      base.step('root', (signed) => {
        signed.keys[alice.keyid] = other.key;
      }),
    );
    expect(text).toContain('~ @tuf-test-alice (ecdsa-sha2-nistp256): the same key id stands for another key');
  });

  it('says who logs in where with a Sigstore key, and names what a key has besides', async () => {
    const key = withCustom(
      {
        ...dave,
        key: {
          keytype: 'sigstore-oidc',
          scheme: 'Fulcio',
          keyval: { identity: 'd@example.com', issuer: 'https://issuer' },
        },
      },
      { 'x-tuf-on-ci-keyowner': '@dave', 'x-else': 1 },
    );
    const text = await shown(
      base.step('root', (signed) => {
        signed.keys[key.keyid] = key.key;
        signed.roles.root.keyids.push(key.keyid);
      }),
    );
    expect(text).toContain('+ @dave (Sigstore login d@example.com at https://issuer, with x-else)');
  });

  it('tells of a role that is new and of one that is gone', async () => {
    const gone = base
      .step('targets', (signed) => {
        delete signed.delegations;
      })
      .file('metadata/releases.json', null);
    expect(await shown(gone)).toContain('releases: removed (it was version 1)');
    expect(await shown(gone)).toContain('releases is removed: nobody signs it any more');
  });

  it('shows a hostile name as what it is', async () => {
    const text = await shown(
      base.step('targets', (signed) => {
        signed.targets['releases/\u001b[2J\u202egpj.exe'] = { length: 1, hashes: { sha256: '00' } };
        signed['x-\nroot: version 9'] = 1;
      }),
    );
    expect(text).toContain('releases/\\u001b[2J\\u202egpj.exe');
    expect(text).toContain('x-\\nroot: version 9');
  });

  it.each([80, 120, 40])('keeps to %d columns, but for what is copied whole', async (columns) => {
    const text = await shown(base.step('root').step('targets').step('releases'), columns);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(Math.max(columns, 64 + 10));
  });

  it('of very many files shows the first and counts the others', async () => {
    let head = base;
    for (let i = 0; i < 12; i++) head = head.file(`targets/releases/${i}/x`, 'x');
    expect(await shown(head.list('releases'), undefined, 5)).toContain('… and 7 more files');
  });
});

describe('the diff of a target file', () => {
  const bytes = (text: string) => Buffer.from(text);
  const plain = { colour: false };

  it('shows what changes, line by line', () => {
    expect(renderTargetDiff('a.txt', bytes('one\ntwo\n'), bytes('one\nthree\n'), plain)).toBe(
      'a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n',
    );
    expect(renderTargetDiff('a.txt', undefined, bytes('new\n'), plain)).toContain('+new\n');
    expect(renderTargetDiff('a.txt', bytes('\u001b[2J\n'), undefined, plain)).toContain('-\\u001b[2J\n');
  });

  it('takes JSON on one line apart, but hides nothing of it', () => {
    const long = (n: number) => JSON.stringify({ name: 'x'.repeat(100), n });
    expect(renderTargetDiff('a.json', bytes(long(1)), bytes(long(2)), plain)).toContain('- "n": 1,\n+ "n": 2,\n');
    const twice = `{"name": "${'x'.repeat(100)}", "n": 1, "n": 2}`;
    expect(renderTargetDiff('a.json', bytes(long(1)), bytes(twice), plain)).toContain('"n": 1, "n": 2');
  });

  it('is not for what is no small text', () => {
    expect(renderTargetDiff('a', undefined, Uint8Array.of(0xff, 0xfe), plain)).toBeUndefined();
    expect(renderTargetDiff('a', undefined, bytes('a\0b'), plain)).toBeUndefined();
    expect(renderTargetDiff('a', undefined, bytes('x'.repeat(100_000)), plain)).toBeUndefined();
  });
});
