/** All signers, in good faith: what some client cannot use, and what would lock everybody out. */
import { createHash } from 'node:crypto';
import { formatTime } from '../../src/tuf/expires.ts';
import { add, drop, listed, newRoot, newTargets, onlineAt, owned } from '../support/key-stories.ts';
import { delegationIn } from '../support/role-stories.ts';
import { alice, bob, carol, day, type Loose, now, online, withCustom } from '../support/sound-repository.ts';
import { mlDsaPair } from '../tuf/keys/make-key.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { ecPem, keyOf, listing, relisted, rsaPem, sigstoreKey, sound } from './moves.ts';

const rsa = rsaPem(2048);
const p384 = ecPem('P-384');
const joins = (keytype: string, scheme: string, publicKey: unknown) => () =>
  newTargets((delegations) => add(delegations, keyOf(keytype, scheme, publicKey), 'releases'));
const ed25519 = joins('ed25519', 'ed25519', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
const hexPoint = Buffer.from(alice.key.keyval.public.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  .subarray(-65)
  .toString('hex');

const keys: readonly AttackOf[] = [
  {
    id: 'p-384-key',
    story: 'lets a newcomer join with a P-384 key',
    goal: 'have a stronger key; tough refuses the file',
    scene: joins('ecdsa', 'ecdsa-sha2-nistp384', p384),
    found: 'warning clients/p-384 targets',
    twin: ['with an ed25519 key', ed25519],
  },
  {
    id: 'p-384-by-keytype',
    story: 'lets a newcomer join with a key of type ecdsa-sha2-nistp384',
    goal: 'be exact; go-tuf refuses the file',
    scene: joins('ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp384', p384),
    found: 'warning clients/p-384-keytype targets',
    twin: ['with an ed25519 key', ed25519],
  },
  {
    id: 'p-521-key',
    story: 'lets a newcomer join with a P-521 key',
    goal: 'have the strongest; python-tuf alone reads it',
    scene: joins('ecdsa', 'ecdsa-sha2-nistp521', ecPem('P-521')),
    found: 'warning clients/p-521 targets',
    twin: ['with an ed25519 key', ed25519],
  },
  {
    id: 'pkcs1-key',
    story: 'lets a newcomer join with an RSA key and PKCS#1 signatures',
    goal: 'use what their company has',
    scene: joins('rsa', 'rsa-pkcs1v15-sha256', rsa),
    found: 'warning clients/rsa-pkcs1v15 targets',
    twin: ['with PSS', joins('rsa', 'rsassa-pss-sha256', rsa)],
  },
  {
    id: 'pss-512-key',
    story: 'lets a newcomer join with PSS over SHA-512',
    goal: 'be on the safe side',
    scene: joins('rsa', 'rsassa-pss-sha512', rsa),
    found: 'warning clients/rsa-pss-long targets',
    twin: ['over SHA-256', joins('rsa', 'rsassa-pss-sha256', rsa)],
  },
  {
    id: 'hex-point-key',
    story: 'lets a newcomer join with a key written as a hexadecimal point',
    goal: 'copy it from an old root',
    scene: joins('ecdsa', 'ecdsa-sha2-nistp256', hexOf(ecPem('P-256'))),
    found: 'warning clients/ecdsa-hex-point targets',
    twin: ['as PEM', joins('ecdsa', 'ecdsa-sha2-nistp256', ecPem('P-256'))],
  },
  {
    id: 'sigstore-key',
    story: 'lets a newcomer join with a Sigstore login',
    goal: 'need no device; no client can verify it',
    scene: () =>
      newTargets((d) =>
        add(d, sigstoreKey('zoe@example.com', 'https://github.com/login/oauth', owned('@zoe')), 'releases'),
      ),
    found: 'warning clients/sigstore-key targets',
    twin: ['with an ed25519 key', ed25519],
  },
  {
    id: 'ml-dsa-key',
    story: 'lets a newcomer join with an ML-DSA key',
    goal: 'be ready for quantum computers',
    scene: () => newTargets((d) => add(d, listed({ ...mlDsaPair('ml-dsa-44').key, ...owned('@zoe') }), 'releases')),
    found: 'warning clients/ml-dsa targets',
    twin: ['with an ed25519 key', ed25519],
  },
  {
    id: 'historic-keyid',
    story: 'lets a newcomer join under a historic keyid where keyids are not compared',
    goal: 'keep what they have; tough refuses it',
    scene: () => ({
      head: newTargets((d) => add(d, { ...keyOf('rsa', 'rsassa-pss-sha256', rsa), keyid: 'a'.repeat(64) }, 'releases')),
      noVerifyKeyid: true,
    }),
    found: 'warning clients/keyid targets',
    twin: ['under its own', () => ({ head: joins('rsa', 'rsassa-pss-sha256', rsa)(), noVerifyKeyid: true })],
  },
  {
    id: 'same-key-other-scheme',
    story: 'lists one RSA key with two schemes, as that of two people',
    goal: 'serve more clients',
    scene: () =>
      newTargets((delegations) => {
        add(delegations, keyOf('rsa', 'rsassa-pss-sha256', rsa), 'releases');
        add(delegations, keyOf('rsa', 'rsa-pkcs1v15-sha256', rsa, owned('@yara')), 'releases');
      }),
    found: 'error keys/same-material targets',
    twin: ['with one', joins('rsa', 'rsassa-pss-sha256', rsa)],
  },
  {
    id: 'same-point-other-form',
    story: "lists alice's key as PEM and as a hexadecimal point",
    goal: 'serve more clients; it counts twice for some',
    scene: () =>
      newTargets((delegations) => {
        add(delegations, alice, 'releases');
        add(delegations, keyOf('ecdsa', 'ecdsa-sha2-nistp256', hexPoint), 'releases');
      }),
    found: 'error keys/same-material targets',
    twin: ['as PEM alone', () => newTargets((delegations) => add(delegations, alice, 'releases'))],
  },
];

function hexOf(pem: string): string {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return der.subarray(-65).toString('hex');
}

const hello = (change: (entry: Loose) => void) => listing((targets) => change(targets['hello.txt']));
const named = (name: string) => relisted(sound.file(`targets/${name}`, 'a file\n'), 'targets');

const lists: readonly AttackOf[] = [
  {
    id: 'two-hashes',
    story: 'lists a file with SHA-256 and SHA-512',
    goal: 'be on the safe side; clients differ in which they ask by',
    scene: () => hello(({ hashes }) => (hashes.sha512 = createHash('sha512').update('hello\n').digest('hex'))),
    found: 'warning clients/hash-algorithms targets',
    twin: ['with SHA-256', () => hello(() => {})],
  },
  {
    id: 'percent-name',
    story: 'names a file 100%25.txt',
    goal: 'be correct; every client asks for 100%.txt',
    scene: () => named('100%25.txt'),
    found: 'warning clients/percent-name targets',
    twin: ['100%.txt', () => named('100%.txt')],
  },
  {
    id: 'blank-name',
    story: 'names a file "read me.txt"',
    goal: 'be readable; sigstore-java asks for nothing',
    scene: () => named('read me.txt'),
    found: 'warning clients/blank-name targets',
    twin: ['read_me.txt', () => named('read_me.txt')],
  },
  {
    id: 'custom-data',
    story: 'adds custom data to a file',
    goal: 'say what it is; sigstore-java refuses the list',
    scene: () => hello((entry) => (entry.custom = { note: 'x' })),
    found: 'warning clients/custom targets',
    twin: ['custom data with a sigstore object', () => hello((entry) => (entry.custom = { sigstore: { usage: 'x' } }))],
  },
  {
    id: 'unknown-delegation-field',
    story: 'adds a note to a delegation',
    goal: 'say what it is for; tough forgets it and finds the signature wrong',
    scene: () => newTargets((delegations) => (delegationIn(delegations)['x-note'] = 'x')),
    found: 'warning clients/delegation-fields targets',
    twin: ['to the signed part', () => sound.step('targets', (signed) => (signed['x-note'] = 'x')).resign('targets')],
  },
  {
    id: 'lists-for-windows',
    story: 'adds a file named aux.txt',
    goal: 'ship it; a disk of Windows cannot hold it',
    scene: () => named('aux.txt'),
    found: 'warning target-files/name-windows targets',
    twin: ['auxiliary.txt', () => named('auxiliary.txt')],
  },
  {
    id: 'role-for-windows',
    story: 'delegates to a role named con',
    goal: 'have a short name; a signer on Windows can no longer clone',
    scene: () => newTargets(({ roles }) => roles.push({ ...roles[0], name: 'con', paths: ['con/*'] })),
    found: 'error form/role-name targets',
    twin: ['nothing new', () => newTargets(() => {})],
  },
];

const lockouts: readonly AttackOf[] = [
  {
    id: 'machine-decides',
    story: 'gives targets, which delegates, to the online key',
    goal: 'have no more signing events; every pusher then chooses the signers of releases',
    scene: () =>
      newRoot(({ roles }) => (roles.targets.keyids = [online.keyid]))
        .step('targets')
        .resign('targets', [online]),
    found: 'warning roles/online-key-delegates targets',
    twin: [
      'gives it releases, which does not',
      () =>
        newTargets((delegations) => {
          drop(delegations, bob);
          drop(delegations, carol);
          add(delegations, online, 'releases');
        }),
    ],
  },
  {
    id: 'unreachable-delegation',
    story: 'raises the threshold of releases to 3 of 2',
    goal: 'be on the safe side',
    scene: () => newTargets((delegations) => (delegationIn(delegations).threshold = 3)),
    found: 'error roles/threshold-unreachable targets',
    twin: [
      'to 2 of 2',
      () => newTargets((delegations) => (delegationIn(delegations).threshold = 2)).resign('releases', [bob, carol]),
    ],
  },
  {
    id: 'online-role-of-device',
    story: 'gives releases to an online key behind exec:',
    goal: 'use the script that they have',
    scene: () =>
      newTargets((delegations) => {
        delegations.keys = {};
        delegations.roles[0].keyids = [];
        add(delegations, listed(withCustom(alice, onlineAt('exec:./sign.sh')).key), 'releases');
      }),
    found: 'error keys/uri-malformed targets',
    twin: [
      'the online key alone',
      () =>
        newTargets((d) =>
          add(
            d,
            keyOf('ed25519', 'ed25519', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
            'releases',
          ),
        ),
    ],
  },
  {
    id: 'raised-period-of-root',
    story: 'sets the expiry period of root to ten years',
    goal: 'have less work; a stolen key is good for as long',
    scene: () => newRoot((signed) => (signed['x-tuf-on-ci-expiry-period'] = 3650)),
    found: 'warning versions/period-raised root',
    twin: [
      'to a hundred days',
      () =>
        newRoot((s) => Object.assign(s, { 'x-tuf-on-ci-expiry-period': 100, expires: formatTime(now + 100 * day) })),
    ],
  },
];

export const allSigners = attacksOf('all signers', [...keys, ...lists, ...lockouts]);
