/** The thief of the online key, who can commit to the default branch: what clients see is frozen, turned back, or made up. */
import { createHash } from 'node:crypto';
import { formatTime } from '../../src/tuf/expires.ts';
import { newRoot, onlineAt, replace } from '../support/key-stories.ts';
import { type Draft, dave, day, type Loose, now, online, withCustom } from '../support/sound-repository.ts';
import { type AttackOf, attacksOf, type Scene } from './attack.ts';
import { emptied, listing, mallory, once, sound, takeFrom } from './moves.ts';

/** Published: targets version 2. */
const next = once(() => sound.step('targets').resign('targets').online());
/** Published after that: targets version 3. */
const newest = once(() => next().step('targets').resign('targets').online());
/** Merged on top of next, and not signed online yet. */
const merged = once(() => next().step('releases').resign('releases'));
const forged = (draft: Draft, role: string, change: (signed: Loose) => void) => draft.with(role, change).resign(role);
const publish = (head: Draft, base: Draft = next()): Scene => ({ head, base, door: 'publish' });
const onlineSign = (head: Draft, base: Draft = next()): Scene => ({ head, base, door: 'online-sign' });
const again = () => publish(next().online());

/** Both online roles, made by the thief; the timestamp fits the snapshot. */
function both(draft: Draft, change: (meta: Loose, signed: Loose) => void): Draft {
  const snapshot = forged(draft.online(), 'snapshot', (signed) => change(signed.meta, signed));
  const { version } = snapshot.document('snapshot').signed;
  return forged(snapshot, 'timestamp', ({ meta }) => {
    meta['snapshot.json'].version = version;
  });
}

const facts = (content: Uint8Array) => ({
  length: content.length,
  hashes: { sha256: createHash('sha256').update(content).digest('hex') },
});

const rollbacks: readonly AttackOf[] = [
  {
    id: 'old-snapshot-and-timestamp',
    story: 'puts back both files of before the last change',
    goal: 'hide a fix from clients',
    scene: () => publish(takeFrom(next(), newest(), 'snapshot', 'timestamp'), newest()),
    found: 'error online-roles/rollback snapshot',
    twin: ['new ones', () => publish(newest().online(), newest())],
  },
  {
    id: 'old-snapshot',
    story: 'puts back an old snapshot under the newest timestamp',
    goal: 'have clients stop, or take the old one',
    scene: () => publish(takeFrom(next(), newest(), 'snapshot')),
    found: 'error online-roles/older-than-timestamp snapshot',
    twin: ['the snapshot that it lists', () => publish(newest())],
  },
  {
    id: 'snapshot-kept-old',
    story: 'signs a new timestamp for a snapshot that lists the old targets',
    goal: 'hold clients at the old files without turning anything back',
    scene: () => publish(both(newest(), (meta) => (meta['targets.json'].version = 2))),
    found: 'error online-roles/outdated snapshot',
    twin: ['it lists the new one', () => publish(newest().online())],
  },
  {
    id: 'snapshot-without-role',
    story: 'drops releases from the snapshot',
    goal: 'have clients not find its files',
    scene: () => publish(both(next(), (meta) => delete meta['releases.json'])),
    found: 'error online-roles/outdated snapshot',
    twin: ['it is listed', again],
  },
  {
    id: 'timestamp-of-old-snapshot',
    story: 'signs a new timestamp that lists the snapshot of before',
    goal: 'hold clients there',
    scene: () => publish(forged(newest().online(), 'timestamp', ({ meta }) => (meta['snapshot.json'].version = 2))),
    found: 'error online-roles/timestamp-outdated timestamp',
    twin: ['it lists the newest', again],
  },
  {
    id: 'role-turned-back',
    story: 'reverts the merge of targets on the default branch, and goes on with the same snapshot',
    goal: 'publish the old list',
    scene: () => publish(takeFrom(next(), newest(), 'targets'), next()),
    found: 'error online-roles/role-rollback targets',
    twin: ['the new list', () => publish(newest(), next())],
  },
  {
    id: 'two-files-of-one-version',
    story: 'signs another timestamp with the same version',
    goal: 'have two groups of clients see two repositories',
    scene: () => publish(forged(next(), 'timestamp', (signed) => (signed['x-note'] = 1))),
    found: 'error online-roles/rollback timestamp',
    twin: ['with a new version', again],
  },
  {
    id: 'left-role-dropped',
    story: 'drops from the snapshot a role that has left',
    goal: 'have clients that knew it refuse the repository',
    scene: () =>
      publish(
        both(withoutReleases(), (meta) => delete meta['releases.json']),
        withoutReleases(),
      ),
    found: 'error online-roles/entry-lost snapshot',
    twin: ['it stays listed for ever', () => publish(withoutReleases().online(), withoutReleases())],
  },
  {
    id: 'planted-version',
    story: 'lists a role to come with version 9007199254740991',
    goal: 'have it impossible for ever',
    scene: () => publish(both(next(), (meta) => (meta['tools.json'] = { version: Number.MAX_SAFE_INTEGER }))),
    found: 'error online-roles/entry-planted snapshot',
    twin: ['no such role is listed', again],
  },
  {
    id: 'last-timestamp-ever',
    story: 'signs timestamp version 9007199254740991',
    goal: 'have no newer one possible',
    scene: () => publish(forged(next().online(), 'timestamp', (signed) => (signed.version = Number.MAX_SAFE_INTEGER))),
    found: 'error online-roles/too-high timestamp',
    twin: ['the next version', again],
  },
  {
    id: 'wrong-facts',
    story: 'lists a wrong length of targets in the snapshot',
    goal: 'have clients refuse targets',
    scene: () => publish(both(next(), (meta) => (meta['targets.json'].length = 10))),
    found: 'error online-roles/meta-facts snapshot',
    twin: [
      'the right length and hash',
      () =>
        publish(
          both(next(), (meta) => Object.assign(meta['targets.json'], facts(next().bytes('metadata/targets.json')))),
        ),
    ],
  },
  {
    id: 'timestamp-with-more',
    story: 'lists root.json in the timestamp',
    goal: 'have some clients take that for root',
    scene: () => publish(forged(next().online(), 'timestamp', ({ meta }) => (meta['root.json'] = { version: 9 }))),
    found: 'error online-roles/timestamp-others timestamp',
    twin: ['the snapshot alone', again],
  },
  {
    id: 'ten-year-timestamp',
    story: 'signs a timestamp that expires in ten years',
    goal: 'hold clients there after the key has been replaced',
    scene: () =>
      publish(forged(next().online(), 'timestamp', (signed) => (signed.expires = formatTime(now + 3650 * day)))),
    found: 'warning versions/expiry-too-far timestamp',
    twin: ['in twenty days', again],
  },
  {
    id: 'turned-back-before-signing',
    story: 'puts back the old snapshot before the next online signature',
    goal: 'have online-sign go on from there',
    scene: () => onlineSign(takeFrom(next(), newest(), 'snapshot')),
    found: 'error online-roles/older-than-timestamp snapshot',
    twin: ['a merge waits for its online signature', () => onlineSign(merged())],
  },
];

const withoutReleases = once(() =>
  next()
    .step('targets', (signed) => delete signed.delegations)
    .resign('targets')
    .file('metadata/releases.json', null)
    .file('targets/releases/1.0/tool.txt', null)
    .online(),
);

const other = { ...withCustom(dave, onlineAt('file2:second.pem')), name: 'second' };
/** The online key is replaced, after the theft. */
const rotated = once(() => newRoot((signed) => replace(signed, online, other), next(), [other]));

const signatures: readonly AttackOf[] = [
  {
    id: 'old-online-key',
    story: 'signs timestamp and snapshot after the key was replaced',
    goal: 'still be believed',
    scene: () => publish(rotated().online().resign('snapshot', [online]).resign('timestamp', [online])),
    found: 'error online-roles/signatures timestamp',
    twin: ['with the new key', () => publish(rotated().online())],
  },
  {
    id: 'unsigned-timestamp',
    story: 'commits a timestamp that nobody has signed',
    goal: 'have it published',
    scene: () => publish(emptied(next().online(), 'timestamp')),
    found: 'error online-roles/signatures timestamp',
    twin: ['signed', again],
  },
  {
    id: 'no-timestamp',
    story: 'deletes the timestamp',
    goal: 'have the repository published without',
    scene: () => publish(next().file('metadata/timestamp.json', null)),
    found: 'error online-roles/missing',
    twin: ['it is there', again],
  },
  {
    id: 'expired-timestamp',
    story: 'keeps the pipeline from signing until the timestamp has expired',
    goal: 'have an expired one published',
    scene: () => ({ ...publish(next()), now: now + 21 * day }),
    found: 'error online-roles/expired timestamp',
    twin: ['online-sign makes a new one', () => ({ ...publish(next().online(now + 21 * day)), now: now + 21 * day })],
  },
  {
    id: 'targets-by-online-key',
    story: 'signs targets with the online key',
    goal: 'publish a list of their own',
    scene: () =>
      onlineSign(listing((targets) => (targets['hello.txt']['x-note'] = 'evil'), next()).resign('targets', [online])),
    found: 'error signatures/threshold targets',
    twin: [
      'its signers sign',
      () => onlineSign(listing((targets) => (targets['hello.txt']['x-note'] = 'good'), next())),
    ],
  },
  {
    id: 'root-by-online-key',
    story: 'makes a root with the online key as its signer, and signs it',
    goal: 'own the repository',
    scene: () =>
      onlineSign(
        next()
          .step('root', ({ roles }) => (roles.root = { keyids: [online.keyid], threshold: 1 }))
          .resign('root', [online]),
      ),
    found: 'error roles/root-online-key root',
    twin: ['its signers make another root', () => onlineSign(newRoot(() => {}, next()))],
  },
  {
    id: 'mixed-commit',
    story: 'merges an event and its online signature in one commit',
    goal: 'have it published before anybody could look',
    scene: () => ({ head: newest(), base: next(), door: 'audit' }),
    found: 'error audit/mixed-step',
    twin: ['an online signature alone', () => ({ head: merged().online(), base: merged(), door: 'audit' })],
  },
  {
    id: 'timestamp-of-stranger',
    story: 'signs the timestamp with a key that root does not list',
    goal: 'be believed by a client that does not look',
    scene: () => publish(next().online().knowing(mallory).resign('timestamp', [mallory])),
    found: 'error online-roles/signatures timestamp',
    twin: ['with the online key', again],
  },
];

export const onlineThief = attacksOf('thief of the online key', [...rollbacks, ...signatures]);
