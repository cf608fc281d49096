import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contextAtDoor } from '../../src/operations/known-good.ts';
import { readStatus } from '../../src/operations/status.ts';
import { updateTargets } from '../../src/operations/update-targets.ts';
import { Documents } from '../../src/verifier/document.ts';
import { judge } from '../../src/verifier/judge.ts';
import { readState } from '../../src/verifier/state.ts';
import { generateRepository, type RepositorySize } from '../support/generated-repository.ts';
import { temporaryFolder } from '../support/git.ts';
import { surroundingsOf } from './surroundings.ts';

function generated(size: RepositorySize) {
  const place = join(temporaryFolder(), 'generated');
  mkdirSync(place);
  return generateRepository(place, size);
}

const shapes: readonly (readonly [string, RepositorySize, string])[] = [
  ['files of targets', { topLevelFiles: 5, roles: 0, filesPerRole: 0 }, 'targets'],
  ['files of one delegated role, in several folders', { topLevelFiles: 0, roles: 1, filesPerRole: 1_005 }, 'role-1'],
  ['many delegated roles', { topLevelFiles: 0, roles: 20, filesPerRole: 2 }, 'role-1'],
];

describe.each(shapes)('a generated repository with %s', (_, size, changedRole) => {
  test('could be published, has an event that waits for update-targets, and the same event signed', async () => {
    const repository = generated(size);
    const surroundings = await surroundingsOf(repository);

    const main = surroundings.repository.tree((await surroundings.repository.resolve('HEAD'))!);
    const state = await readState(main, new Documents(), { digests: true });
    expect(state.targetFiles.size).toBe(size.topLevelFiles + size.roles * size.filesPerRole);
    expect(judge(contextAtDoor(surroundings, 'publish', state, undefined)).findings.filter(isError)).toEqual([]);

    repository.git('checkout', '-q', 'sign/signed');
    const signed = await readStatus(surroundings);
    expect(signed.status).toMatchObject({ complete: true, roles: [{ role: changedRole, version: 2 }] });
    expect(signed.status.roles[0]!.targetChanges.map(({ change }) => change).sort()).toEqual([
      'added',
      'modified',
      'removed',
    ]);

    repository.git('checkout', '-q', 'sign/changed');
    const { roles } = await updateTargets(surroundings, { push: false, githubRef: undefined });
    expect(roles).toEqual([{ role: changedRole, version: 2 }]);
    // What the generator signed is what the command would have written.
    expect(repository.git('diff', '--name-only', 'HEAD', 'origin/sign/signed')).toBe(`metadata/${changedRole}.json`);
    expect((await readStatus(surroundings)).status.roles[0]!.targetChanges).toEqual(
      signed.status.roles[0]!.targetChanges,
    );
  });
});

const isError = ({ severity }: { severity: string }) => severity === 'error';
