import { describe, expect, test } from 'vitest';
import { describeRepository } from '../../src/render/repository-description.ts';
import { repositoryFacts, roleFacts, signer, target } from './repositories.ts';

/** The description of a repository that has this role alone. */
function described(role: Parameters<typeof roleFacts>[0]) {
  return describeRepository(repositoryFacts({ roles: [roleFacts(role)] })).roles[0]!;
}

test('roles stand in the order in which clients read them, delegated ones by name', () => {
  const roles = ['zeta', 'targets', 'alpha', 'timestamp', 'root', 'snapshot', '__proto__'].map((name) =>
    roleFacts({ name }),
  );
  const order = describeRepository(repositoryFacts({ roles })).roles.map(({ name }) => name);
  expect(order).toEqual(['root', 'timestamp', 'snapshot', 'targets', '__proto__', 'alpha', 'zeta']);
});

test('the same facts in another order give the same description', () => {
  const facts = repositoryFacts();
  const turned = {
    ...facts,
    metadataFiles: [...facts.metadataFiles].reverse(),
    roles: [...facts.roles].reverse().map((role) => ({ ...role, targets: [...role.targets].reverse() })),
  };
  expect(JSON.stringify(describeRepository(turned))).toBe(JSON.stringify(describeRepository(facts)));
});

describe('signing start', () => {
  test.each([
    ['the signing period before expiry', 365, 60, '2026-11-06T10:00:00Z'],
    ['half the expiry period, rounded down, without a signing period (SPEC A3)', 7, null, '2027-01-02T10:00:00Z'],
    ['unknown without periods', null, null, null],
  ])('%s', (_, expiryPeriodDays, signingPeriodDays, start) => {
    expect(described({ expiryPeriodDays, signingPeriodDays }).signingStarts).toBe(start);
  });

  test('unknown when the expiry is no date, or the period beyond all dates', () => {
    for (const expires of ['tomorrow', '1. ', '2027-01-05', '2027-02-99T10:00:00Z']) {
      expect(described({ expires }).signingStarts).toBeNull();
    }
    expect(described({ signingPeriodDays: Number.MAX_SAFE_INTEGER }).signingStarts).toBeNull();
  });
});

test('counts: signatures of a role, its bytes, and those of the whole repository', () => {
  const role = described({
    signers: [signer('@a'), signer('@b', { signed: false })],
    targets: [target('a', 3), target('b', 4)],
  });
  expect([role.signatures, role.targetBytes]).toEqual([1, 7]);
  const { targetFiles, targetBytes } = describeRepository(repositoryFacts());
  expect([targetFiles, targetBytes]).toEqual([3, 3_702]);
});

test('a role knows who delegates to it', () => {
  const delegations = [{ name: '__proto__', paths: [], terminating: false }];
  const roles = [roleFacts({ delegations }), roleFacts({ name: 'b', delegations }), roleFacts({ name: '__proto__' })];
  const delegated = describeRepository(repositoryFacts({ roles })).roles.find(({ name }) => name === '__proto__');
  expect(delegated?.delegatedBy).toEqual(['b', 'targets']);
});

test('what goes in is not changed', () => {
  const facts = repositoryFacts();
  const before = JSON.stringify(facts);
  describeRepository(facts);
  expect(JSON.stringify(facts)).toBe(before);
});
