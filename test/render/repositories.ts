/** Published repositories as facts, for the tests of the page and its description. */
import type { RepositoryFacts, RoleFacts, SignerFacts } from '../../src/render/repository-description.ts';

export function signer(name: string, changes: Partial<SignerFacts> = {}): SignerFacts {
  return { name, keyid: 'ab'.repeat(32), kind: 'person', keytype: 'ecdsa', signed: true, ...changes };
}

export function roleFacts(changes: Partial<RoleFacts> = {}): RoleFacts {
  return {
    name: 'targets',
    type: 'targets',
    version: 7,
    expires: '2027-01-05T10:00:00Z',
    expiryPeriodDays: 365,
    signingPeriodDays: 60,
    threshold: 1,
    signers: [signer('@alice')],
    delegations: [],
    targets: [],
    file: '7.targets.json',
    ...changes,
  };
}

/** root, timestamp, snapshot, targets and one delegated role, `docs`, with a file each in the last two. */
export function repositoryFacts(changes: Partial<RepositoryFacts> = {}): RepositoryFacts {
  const online = signer('gcpkms:projects/p/x', { kind: 'online', keyid: 'cd'.repeat(32) });
  return {
    name: 'example/tuf',
    generatedAt: null,
    source: null,
    artifactsUrl: '../targets/',
    descriptionFile: 'repository.json',
    metadataFiles: ['timestamp.json', '7.targets.json', '1.root.json'],
    roles: [
      roleFacts({ name: 'docs', file: '2.docs.json', version: 2, targets: [target('docs/b c.txt')] }),
      roleFacts({
        delegations: [{ name: 'docs', paths: ['docs/*'], terminating: true }],
        targets: [target('z.txt'), target('a.txt')],
      }),
      roleFacts({ name: 'snapshot', type: 'snapshot', file: '9.snapshot.json', signers: [online] }),
      roleFacts({ name: 'root', type: 'root', file: '1.root.json' }),
      roleFacts({ name: 'timestamp', type: 'timestamp', file: 'timestamp.json', signers: [online] }),
    ],
    ...changes,
  };
}

export function target(path: string, length = 1_234) {
  return { path, length, sha256: 'ef'.repeat(32) };
}
