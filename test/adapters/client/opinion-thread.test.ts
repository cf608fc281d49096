/** The second opinion from a thread is the one that would be given here; and a thread that dies is an error, never silence. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { opinionInThread } from '../../../src/adapters/client/opinion-thread.ts';
import { secondOpinion } from '../../../src/adapters/client/second-opinion.ts';
import { programsFolder } from '../../support/commands.ts';
import { temporaryFolder } from '../../support/git.ts';
import { inDays, now, p521, publish } from './published-repository.ts';

const program = pathToFileURL(join(programsFolder, 'second-opinion.js'));
const input = (repository: ReturnType<typeof publish>) => ({ files: repository.metadata, now, trustedRootVersion: 1 });

/** A program for the thread that is not ours. */
function otherProgram(source: string): URL {
  const path = join(temporaryFolder(), 'program.mjs');
  writeFileSync(path, source);
  return pathToFileURL(path);
}

test('agreement, what is not judged, and disagreement come as they are', async () => {
  const agreed = publish();
  const warned = publish({
    delegates: [
      { name: 'old', expires: inDays(-1) },
      { name: 'big', key: p521() },
    ],
  });
  const refused = publish({ delegates: [{ name: 'gone' }] });
  refused.metadata.delete('1.gone.json');
  for (const repository of [agreed, warned, refused]) {
    expect(await opinionInThread(program, input(repository)).answer()).toEqual(await secondOpinion(input(repository)));
  }
});

test('a thread that fails, or ends without a word, is an error', async () => {
  const throwing = otherProgram(`throw new Error('out of memory')`);
  await expect(opinionInThread(throwing, input(publish())).answer()).rejects.toThrow('out of memory');
  const silent = otherProgram('process.exit(0)');
  await expect(opinionInThread(silent, input(publish())).answer()).rejects.toThrow('ended without one');
});

test('what is of no interest any more keeps nothing alive', async () => {
  const opinion = opinionInThread(otherProgram('setInterval(() => {}, 1000)'), input(publish()));
  opinion.cancel();
  await expect(opinion.answer()).rejects.toThrow('ended without one');
});
