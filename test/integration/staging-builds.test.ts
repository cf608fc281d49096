/** The 28 real repositories as they are published: every file but our own page, to the byte. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runIn } from '../support/commands.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { filesBelow, hasSharedData, readExpected, sayIfSkipped, unpackEvents } from '../support/shared-data.ts';

sayIfSkipped('builds of the real repositories');

const counts = { identical: 0, refused: 0, all: 0 };

describe.skipIf(!hasSharedData)('publishing the real repositories', () => {
  const events = hasSharedData ? unpackEvents() : '';
  const { builds, states } = hasSharedData ? readExpected() : { builds: {}, states: [] };

  afterAll(() => {
    process.stdout.write(`real builds: ${counts.identical} identical, ${counts.refused} refused, of ${counts.all}\n`);
  });

  for (const [dir, expected] of Object.entries(builds)) {
    it(dir, () => {
      counts.all++;
      const git = throwAwayRepository();
      git.commit(filesBelow(join(events, dir, 'known-good')));
      git.push('main');
      const out = temporaryFolder();
      const { time } = states.find((state) => state.dir === dir)!;
      const built = runIn(git, 'build-repository', ['--metadata', `${out}/m`, '--artifacts', `${out}/a`], {
        now: time,
        env: { TUF_ON_CI_NO_VERIFY_KID: '1' },
      });
      if ('refused' in expected) {
        expect(built.code).toBe(2);
        expect(filesBelow(out)).toEqual({});
        counts.refused++;
        return;
      }
      expect(built, built.stderr).toMatchObject({ code: 0 });
      const { 'm/index.html': page, ...files } = filesBelow(out);
      expect(page).toBeDefined();
      const hashes = Object.entries(files).map(([path, bytes]) => [
        path,
        createHash('sha256').update(bytes).digest('hex'),
      ]);
      expect(Object.fromEntries(hashes)).toEqual(expected);
      counts.identical++;
    });
  }
});
