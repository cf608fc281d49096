/** Whether there is a newer version: a kindness that must never be in the way (SPEC A7). */
import { chmodSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isNewer, newestVersion } from '../../../src/adapters/npm/newest-version.ts';
import { temporaryFolder } from '../../support/git.ts';

const now = Date.UTC(2030, 0, 1) / 1000;

/** A machine whose npm is this shell script. */
function machine(script: string | undefined) {
  const [folder, bin] = [join(temporaryFolder(), 'data'), temporaryFolder()];
  if (script !== undefined) {
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$@" >> '${bin}/asked'\n${script}\n`);
    chmodSync(join(bin, 'npm'), 0o755);
  }
  const variables = { PATH: [bin, '/usr/bin', '/bin'].slice(0, script === undefined ? 1 : 3).join(delimiter) };
  const signal = new AbortController().signal;
  return {
    note: join(folder, 'newest-version-asked'),
    ask: (time = now, stop = signal) =>
      newestVersion({ packageName: 'tuf-on-ci', folder, variables, now: time, signal: stop }),
    asked: () => (existsSync(`${bin}/asked`) ? readFileSync(`${bin}/asked`, 'utf8') : ''),
  };
}

describe('the newest version', () => {
  it('is what npm says, once a day', async () => {
    const { ask, asked, note } = machine('echo 1.2.3');
    expect(await ask()).toBe('1.2.3');
    expect(asked()).toBe('view tuf-on-ci version\n');
    utimesSync(note, now, now);
    expect(await ask(now + 3_600)).toBeUndefined();
    expect(await ask(now + 90_000)).toBe('1.2.3');
    expect(asked().split('\n')).toHaveLength(3);
  });

  it.each([
    ['there is no npm', undefined],
    ['npm fails', 'echo 1.2.3; exit 1'],
    ['npm says something else', 'echo "1.2.3; rm -rf"'],
    ['npm says nothing', ''],
  ])('is not known when %s', async (_, script) => {
    expect(await machine(script).ask()).toBeUndefined();
  });

  it('is not waited for when the command is done', async () => {
    const stop = new AbortController();
    const waiting = machine('exec sleep 60').ask(now, stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
  });

  it.each([
    ['0.2.0', '0.1.9', true],
    ['0.10.0', '0.9.0', true],
    ['1.0.0', '1.0.0', false],
    ['0.9.9', '1.0.0', false],
    ['1.0.0', '0.0.0-source', true],
    ['x', '1.0.0', false],
  ])('%s after %s: %s', (version, than, answer) => {
    expect(isNewer(version, than)).toBe(answer);
  });
});
