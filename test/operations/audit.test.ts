/** Stories of a repository's whole history, and what an auditor is told of them. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../src/operations/audit.ts';
import type { Surroundings } from '../../src/operations/read-event.ts';
import type { AuditReport } from '../../src/render/audit-json.ts';
import type { AuditedFinding } from '../../src/verifier/audit/finding-spans.ts';
import { failed } from '../adapters/git/opened.ts';
import { HistoryWriter, makeHistory, type WrittenHistory } from '../support/generated-history.ts';
import { temporaryFolder } from '../support/git.ts';
import { alice, bob, carol, Draft, day, signedAt, soundRepository, withCustom } from '../support/sound-repository.ts';
import { surroundingsOf } from './surroundings.ts';

/** The day of a story, counted from the first signature. */
const on = (days: number) => signedAt + days * day;

const sound = soundRepository();

/** A new version of `releases` after its file changed, signed by bob. */
const release = (base: Draft, text: string, at: number) =>
  base.file('targets/releases/1.0/tool.txt', text).list('releases', at).resign('releases', [bob]);

async function auditOf(history: HistoryWriter | WrittenHistory, from?: string, options: Partial<Surroundings> = {}) {
  const written = history instanceof HistoryWriter ? history.write(temporaryFolder()) : history;
  const report = await audit(await surroundingsOf(written, options), from);
  /** The place of a commit on the line: stories count steps. */
  const stepOf = (moment: { commit: string } | null) => (moment === null ? null : written.line.indexOf(moment.commit));
  const told = (findings: readonly AuditedFinding[] = report.findings) =>
    findings.map(({ rule, severity, since, until, open }) => ({
      rule,
      severity,
      since: stepOf(since),
      until: stepOf(until),
      open,
    }));
  return { report, told, line: written.line };
}

const errorsOf = (report: AuditReport) => report.findings.filter(({ severity }) => severity === 'error');

describe('a sound history', () => {
  it('has no findings, and tells who signed what', async () => {
    const first = release(sound, 'a better tool\n', on(5));
    const history = new HistoryWriter()
      .step(sound, on(0))
      .merge([first.resign('releases', []), first], on(5))
      .step(first.online(on(5)), on(5) + 60);
    const { report, line } = await auditOf(history);
    expect(report).toMatchObject({
      branch: 'origin/main',
      head: line[2],
      from: null,
      commits: 3,
      sound: true,
      findings: [],
    });
    expect(report).toMatchObject({ events: 2, onlineSignatures: 1, mixedSteps: 0 });
    expect(report.signatures.filter(({ commit }) => commit !== line[0])).toEqual([
      { commit: line[1], time: '2030-01-06T00:00:00Z', role: 'releases', version: 2, signers: ['@tuf-test-bob'] },
      {
        commit: line[2],
        time: '2030-01-06T00:01:00Z',
        role: 'snapshot',
        version: 2,
        signers: ['file2:test/keys/online.pem'],
      },
      {
        commit: line[2],
        time: '2030-01-06T00:01:00Z',
        role: 'timestamp',
        version: 2,
        signers: ['file2:test/keys/online.pem'],
      },
    ]);
  });

  it('is sound however long it is, with rotations of root in between', async () => {
    const { report } = await auditOf(makeHistory(temporaryFolder(), { commits: 210, targetFiles: 3 }));
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ commits: 210, events: 106, onlineSignatures: 104 });
    expect(report.signatures.filter(({ role }) => role === 'root').map(({ version }) => version)).toEqual([2, 3, 4]);
  });

  it('reads every file once, and lists no tree but the last', async () => {
    const written = makeHistory(temporaryFolder(), { commits: 30, targetFiles: 5 });
    const calls: string[] = [];
    const surroundings = await surroundingsOf(written, { git: { log: (call) => calls.push(call) } });
    const read = new Map<string, number>();
    const tree = (commit: string) => {
      const inner = surroundings.repository.tree(commit);
      return {
        ...inner,
        read(...[oids, open]: Parameters<typeof inner.read>) {
          const asked = [...oids];
          for (const oid of asked) read.set(oid, (read.get(oid) ?? 0) + 1);
          return inner.read(asked, open);
        },
      };
    };
    await audit({ ...surroundings, repository: { ...surroundings.repository, tree } });
    expect(read.size).toBeGreaterThan(60);
    expect(Math.max(...read.values())).toBe(1);
    expect(calls.filter((call) => call.startsWith('git cat-file'))).toHaveLength(1);
    expect(calls.filter((call) => call.startsWith('git ls-tree'))).toHaveLength(1);
    expect(calls.length).toBeLessThan(10);
  });

  it('has in memory what the last two steps had', async () => {
    const versions = [1, 2, 3, 4].map((days) => sound.online(on(days)));
    const history = new HistoryWriter().step(sound, on(0));
    for (const [i, draft] of versions.entries()) history.step(draft, on(i + 1));
    const written = history.step(sound, on(9)).write(temporaryFolder());
    const surroundings = await surroundingsOf(written);
    const read: string[] = [];
    const tree = (commit: string) => {
      const inner = surroundings.repository.tree(commit);
      return {
        ...inner,
        read(...[oids, open]: Parameters<typeof inner.read>) {
          const asked = [...oids];
          read.push(...asked);
          return inner.read(asked, open);
        },
      };
    };
    await audit({ ...surroundings, repository: { ...surroundings.repository, tree } });
    // snapshot and timestamp of the beginning come back, long after they were forgotten; all else never left.
    expect(read.length - new Set(read).size).toBe(2);
  });

  it('may leave metadata alone for as long as it likes, before the first role and after', async () => {
    const history = new HistoryWriter()
      .step(sound.file('targets/hello.txt', null).file('targets/releases/1.0/tool.txt', null), on(0))
      .step(sound, on(1));
    const readme = new Draft(new Map()).file('README.md', 'hello');
    const { report } = await auditOf(
      new HistoryWriter().step(readme, on(0)).step(sound, on(1)).step(sound.file('README.md', 'hello again'), on(2)),
    );
    expect(report).toMatchObject({ commits: 3, events: 1, onlineSignatures: 0, findings: [] });
    // The files of an event that came before its signatures: the target files were missing at first.
    expect((await auditOf(history)).report.sound).toBe(false);
  });
});

describe('what an event may bring', () => {
  const second = release(release(sound, 'two\n', on(1)), 'three\n', on(1));

  it('counts the commits of a merged event', async () => {
    const [one, two] = [release(sound, 'two\n', on(1)), second];
    const { report } = await auditOf(new HistoryWriter().step(sound, on(0)).merge([one, two], on(1)));
    expect(report.findings).toEqual([]);
  });

  it('finds a version that a merged event was too short for', async () => {
    const { told } = await auditOf(new HistoryWriter().step(sound, on(0)).merge([second], on(1)));
    expect(told()).toEqual([{ rule: 'versions/too-high', severity: 'error', since: 1, until: null, open: false }]);
  });

  it('cannot count the commits of a squashed one', async () => {
    const { report } = await auditOf(new HistoryWriter().step(sound, on(0)).step(second, on(1)));
    expect(report.findings).toEqual([]);
  });

  it('finds a step that is an event and an online signature at once', async () => {
    const both = release(sound, 'two\n', on(1)).online(on(1));
    const { report, told } = await auditOf(new HistoryWriter().step(sound, on(0)).step(both, on(1)));
    expect(told()).toEqual([{ rule: 'audit/mixed-step', severity: 'error', since: 1, until: null, open: false }]);
    expect(report.mixedSteps).toBe(1);
    const removing = sound.file('targets/hello.txt', null).online(on(1));
    const removed = await auditOf(new HistoryWriter().step(sound, on(0)).step(removing, on(1)));
    expect(removed.told().map(({ rule }) => rule)).toContain('audit/mixed-step');
  });
});

describe('what is wrong', () => {
  /** Somebody pushes a target file past the signers. */
  const pushed = sound.file('targets/releases/1.0/tool.txt', 'a trojan\n');

  it('is told once, where it begins, though it stays for the rest of the history', async () => {
    const history = new HistoryWriter().step(sound, on(0)).step(pushed, on(1));
    let draft = pushed;
    for (let days = 2; days < 20; days++) {
      draft = draft.online(on(days));
      history.step(draft, on(days));
    }
    const { report, told } = await auditOf(history);
    expect(report.sound).toBe(false);
    expect(told(errorsOf(report))).toEqual([
      { rule: 'target-files/sha256', severity: 'error', since: 1, until: null, open: true },
    ]);
  });

  it('is over when it is mended, and makes the audit fail all the same', async () => {
    const signed = pushed.online(on(2));
    const mended = signed.list('releases', on(3)).resign('releases', [bob]);
    const history = new HistoryWriter()
      .step(sound, on(0))
      .step(pushed, on(1))
      .step(signed, on(2))
      .merge([mended], on(3));
    const { report, told } = await auditOf(history);
    expect(report.sound).toBe(false);
    expect(told(errorsOf(report))).toEqual([
      { rule: 'target-files/sha256', severity: 'error', since: 1, until: 3, open: false },
    ]);
  });

  it('may be a matter of one step, and is no longer there after it', async () => {
    // The same version again, with other content: whoever has the first one never sees the second.
    const again = sound.with('releases', (signed) => {
      signed['x-note'] = 'changed';
    });
    const signed = again.resign('releases');
    const { report, told } = await auditOf(
      new HistoryWriter()
        .step(sound, on(0))
        .merge([signed], on(1))
        .step(signed.online(on(2)), on(2)),
    );
    expect(told(errorsOf(report))).toEqual([
      { rule: 'versions/unchanged', severity: 'error', since: 1, until: null, open: false },
    ]);
  });

  it('is told each time that it happens', async () => {
    const change = (draft: Draft, note: string) =>
      draft
        .with('releases', (signed) => {
          signed['x-note'] = note;
        })
        .resign('releases');
    const [one, two] = [change(sound, 'one'), change(sound, 'two')];
    const { report, told } = await auditOf(
      new HistoryWriter().step(sound, on(0)).merge([one], on(1)).merge([two], on(2)),
    );
    expect(told(errorsOf(report)).map(({ rule, since }) => [rule, since])).toEqual([
      ['versions/unchanged', 1],
      ['versions/unchanged', 2],
    ]);
  });

  it('is still there where the last step only said how it came about', async () => {
    const { report, told } = await auditOf(
      new HistoryWriter().step(sound, on(0)).step(sound.file('metadata/releases.json', null), on(1)),
    );
    const missing = report.findings.filter(({ rule }) => rule === 'delegations/no-metadata');
    expect(told(missing)).toEqual([
      { rule: 'delegations/no-metadata', severity: 'error', since: 1, until: null, open: true },
    ]);
    expect(missing[0]!.message).toContain('is removed');
  });

  it('lasts until the next online signature where it is about snapshot or timestamp', async () => {
    const unsigned = sound.online(on(1)).resign('snapshot', []);
    const event = release(unsigned, 'two\n', on(2));
    const history = new HistoryWriter()
      .step(sound, on(0))
      .step(unsigned, on(1))
      .merge([event], on(2))
      .step(event.online(on(3)), on(3));
    const { report, told } = await auditOf(history);
    expect(told(errorsOf(report))).toEqual([
      { rule: 'online-roles/signatures', severity: 'error', since: 1, until: 3, open: false },
    ]);
  });

  it('is no matter of an event that the online signature has not followed yet', async () => {
    const { report } = await auditOf(
      new HistoryWriter().step(sound, on(0)).merge([release(sound, 'two\n', on(400))], on(400)),
    );
    expect(errorsOf(report)).toEqual([]);
  });

  it('is judged as of the time of each commit: a role that ran out and was renewed', async () => {
    const renewed = sound.step('releases', () => {}, on(380)).resign('releases', [bob]);
    const history = new HistoryWriter()
      .step(sound, on(0))
      .step(sound.online(on(370)), on(370))
      .merge([renewed], on(380));
    const { report, told } = await auditOf(history, undefined, { now: on(4000) });
    const expired = report.findings.filter(({ rule, role }) => rule === 'versions/expired' && role === 'releases');
    expect(told(expired)).toEqual([{ rule: 'versions/expired', severity: 'warning', since: 1, until: 2, open: false }]);
  });
});

describe('the first state', () => {
  const nameless = sound
    .with('root', (signed) => {
      for (const key of Object.values<Record<string, unknown>>(signed.keys)) delete key['x-tuf-on-ci-keyowner'];
    })
    .resign('root');

  it('is judged as it is found: hygiene is a warning in an imported repository', async () => {
    const { report } = await auditOf(new HistoryWriter().step(nameless, on(0)), undefined, { noVerifyKeyid: true });
    const missing = report.findings.filter(({ rule }) => rule === 'keys/owner-missing');
    expect(missing).not.toEqual([]);
    expect(missing.every(({ severity, open }) => severity === 'warning' && open)).toBe(true);
  });

  it('may be the first one that has roles', async () => {
    const keep = new HistoryWriter().step(new Draft(new Map()).file('metadata/.gitkeep', ''), on(0));
    const { report } = await auditOf(keep.merge([nameless], on(1)), undefined, { noVerifyKeyid: true });
    expect(
      report.findings.filter(({ rule, severity }) => rule === 'keys/owner-missing' && severity === 'error'),
    ).toEqual([]);
  });
});

describe('an audit that begins later', () => {
  const trojan = sound.file('targets/hello.txt', 'a trojan\n');
  const signed = trojan.online(on(2));
  const mended = signed.file('targets/hello.txt', sound.bytes('targets/hello.txt'));
  const history = new HistoryWriter()
    .step(sound, on(0))
    .step(trojan, on(1))
    .step(signed, on(2))
    .step(mended, on(3))
    .step(mended.online(on(4)), on(4));

  it('does not look at what was over before', async () => {
    const written = history.write(temporaryFolder());
    const { report } = await auditOf(written, written.line[3]);
    expect(report).toMatchObject({ sound: true, commits: 1, from: written.line[3] });
  });

  it('tells what was wrong before and still is', async () => {
    const written = history.write(temporaryFolder());
    const { told } = await auditOf(written, written.line[1]);
    expect(told()).toEqual([{ rule: 'target-files/sha256', severity: 'error', since: null, until: 3, open: false }]);
  });

  it('is sound when its first step mends what was wrong', async () => {
    const written = history.write(temporaryFolder());
    expect((await auditOf(written, written.line[2])).report.sound).toBe(true);
  });

  it('may begin at the end', async () => {
    const written = history.write(temporaryFolder());
    expect((await auditOf(written, 'main')).report).toMatchObject({ commits: 0, sound: true, signatures: [] });
  });

  it('does not begin off the line', async () => {
    const event = release(sound, 'two\n', on(1));
    const written = new HistoryWriter()
      .step(sound, on(0))
      .merge([event], on(1))
      .step(event.online(on(2)), on(2))
      .write(temporaryFolder());
    const surroundings = await surroundingsOf(written);
    expect((await failed(audit(surroundings, `${written.line[1]}^2`))).code).toBe('usage');
    expect((await failed(audit(surroundings, 'nowhere'))).code).toBe('usage');
  });
});

describe('signatures', () => {
  it('that come later are told when they come', async () => {
    const base = release(sound, 'two\n', on(1));
    const both = base.resign('releases', [bob, carol]);
    const { report, line } = await auditOf(
      new HistoryWriter().step(sound, on(0)).merge([base], on(1)).merge([both], on(2)),
    );
    const told = report.signatures.filter(({ role, commit }) => role === 'releases' && commit !== line[0]);
    expect(told.map(({ version, signers }) => ({ version, signers }))).toEqual([
      { version: 2, signers: ['@tuf-test-bob'] },
      { version: 2, signers: ['@tuf-test-carol'] },
    ]);
  });

  it('of nobody are told too, and those of one person with two keys once', async () => {
    const unsigned = release(sound, 'two\n', on(1)).resign('releases', []);
    // Alice changes what her key says of her, and signs root with the old keyid and the new one.
    const renewed = withCustom(alice, { 'x-tuf-on-ci-keyowner': '@tuf-test-alice', 'x-note': 'renewed' });
    const rotated = unsigned
      .step(
        'root',
        (signed) => {
          for (const role of ['root', 'targets']) {
            const { keyids } = signed.roles[role];
            signed.roles[role].keyids = keyids.map((keyid: string) => (keyid === alice.keyid ? renewed.keyid : keyid));
          }
          delete signed.keys[alice.keyid];
          signed.keys[renewed.keyid] = renewed.key;
        },
        on(2),
      )
      .resign('root', [alice, renewed, bob]);
    const { report } = await auditOf(
      new HistoryWriter().step(sound, on(0)).merge([unsigned], on(1)).merge([rotated], on(2)),
    );
    expect(report.signatures.slice(-2).map(({ role, signers }) => [role, [...signers].sort()])).toEqual([
      ['releases', []],
      ['root', ['@tuf-test-alice', '@tuf-test-bob']],
    ]);
  });
});

describe('keys', () => {
  it('are told with when they came and went', async () => {
    const withoutCarol = sound
      .step(
        'root',
        (signed) => {
          signed.roles.root.keyids = [alice.keyid, bob.keyid];
          delete signed.keys[carol.keyid];
        },
        on(5),
      )
      .resign('root', [alice, bob]);
    const { report, line } = await auditOf(new HistoryWriter().step(sound, on(0)).merge([withoutCarol], on(5)));
    const start = { commit: line[0], time: '2030-01-01T00:00:00Z' };
    expect(report.keys.filter(({ role }) => role === 'root')).toEqual([
      { role: 'root', keyid: alice.keyid, signer: '@tuf-test-alice', since: start, until: null },
      { role: 'root', keyid: bob.keyid, signer: '@tuf-test-bob', since: start, until: null },
      {
        role: 'root',
        keyid: carol.keyid,
        signer: '@tuf-test-carol',
        since: start,
        until: { commit: line[1], time: '2030-01-06T00:00:00Z' },
      },
    ]);
    expect(new Set(report.keys.map(({ role }) => role))).toEqual(
      new Set(['root', 'targets', 'releases', 'snapshot', 'timestamp']),
    );
  });
});

describe('where the history is', () => {
  const history = new HistoryWriter().step(sound, on(0)).step(sound.online(on(1)), on(1));

  it('is a bare repository', async () => {
    const { origin, env } = history.write(temporaryFolder());
    const report = await audit(await surroundingsOf({ folder: origin, env }));
    expect(report).toMatchObject({ branch: 'main', commits: 2, sound: true });
  });

  it('is a repository without a remote', async () => {
    const { folder, env } = history.write(temporaryFolder());
    const surroundings = await surroundingsOf({ folder, env });
    const noRemote = () => surroundings.repository.defaultBranch({ remote: 'elsewhere' });
    const report = await audit({
      ...surroundings,
      repository: { ...surroundings.repository, defaultBranch: noRemote },
    });
    expect(report).toMatchObject({ branch: 'main', commits: 2 });
  });

  it('is the branch that the settings name', async () => {
    const { origin, env } = history.write(temporaryFolder());
    const surroundings = await surroundingsOf({ folder: origin, env }, { defaultBranchNames: ['trunk'] });
    expect((await failed(audit(surroundings))).code).toBe('git');
  });

  it('is never taken for whole when it is cut off', async () => {
    const { folder, origin, env } = history.write(temporaryFolder());
    const surroundings = await surroundingsOf({ folder, env });
    const isShallow = () => Promise.resolve(true);
    const error = await failed(audit({ ...surroundings, repository: { ...surroundings.repository, isShallow } }));
    expect(error.code).toBe('git');
    expect(origin).not.toBe('');
  });

  it('has to have metadata', async () => {
    const empty = new HistoryWriter().step(sound.file('metadata/root.json', null), on(0));
    const bare = new Draft(new Map()).file('targets/hello.txt', 'hello');
    const written = new HistoryWriter().step(bare, on(0)).write(temporaryFolder());
    expect((await failed(audit(await surroundingsOf(written)))).code).toBe('no-metadata');
    expect((await auditOf(empty)).report.sound).toBe(false);
  });

  it('has to add up', async () => {
    const { folder, env } = history.write(temporaryFolder());
    const surroundings = await surroundingsOf({ folder, env });
    const { repository } = surroundings;
    // As where a damaged tree lists a path twice, and two ways of reading it differ.
    const firstParentLine: typeof repository.firstParentLine = async function* (...args) {
      for await (const commit of repository.firstParentLine(...args))
        yield { ...commit, changes: commit.changes.slice(1) };
    };
    expect((await failed(audit({ ...surroundings, repository: { ...repository, firstParentLine } }))).code).toBe('git');
  });
});
