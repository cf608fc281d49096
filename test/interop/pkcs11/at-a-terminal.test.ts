/** A signer at a real terminal with a hardware key: what they see, and what is left when they stop (SPEC B6; issue 5). */
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { programsFolder } from '../../support/commands.ts';
import { emptyDeployment, type SignerClone, signerClone, untouchable } from '../../support/signers.ts';
import { atTerminal, type Ended, linesOf } from './pseudo-terminal.ts';
import { pin, requireSignerTools, softHsm, softTokens } from './soft-token.ts';

beforeEach(requireSignerTools);

const enter = '\r';
const controlC = '\u0003';

/** A signer who starts a repository alone. */
const dialogue: readonly (readonly [question: string, typed: string])[] = [
  ['Your choice', enter],
  ['Your choice', enter],
  ['Your choice', `1${enter}`],
  ['Your choice', `0${enter}`],
  ['Your choice', enter],
  ['Is this what you want', `y${enter}`],
  ['Your choice', `2${enter}`],
  ['press enter', enter],
  ['PIN of', `999999${enter}`],
  ['try again', enter],
  ['PIN of', `${pin}${enter}`],
  ['PIN of', `${pin}${enter}`],
  ['enter to push', enter],
];

function signer(): { clone: SignerClone; start(options?: Partial<Parameters<typeof atTerminal>[0]>): Ended } {
  const tokens = softTokens();
  tokens.add('YubiKey PIV #15835999');
  const clone = signerClone(emptyDeployment(), 'alice', { settings: `pykcs11lib = ${softHsm().module}\n` });
  const env = { ...clone.variables, ...tokens.variables, TERM: 'xterm-256color', npm_config_offline: 'true' };
  const argv = [process.execPath, join(programsFolder, 'tuf-on-ci-delegate.js'), 'sign/start'];
  return {
    clone,
    start: (options) => atTerminal({ argv, folder: clone.folder, env, columns: 80, answers: dialogue, ...options }),
  };
}

const pushed = (clone: SignerClone) => clone.git('ls-remote', 'origin', 'refs/heads/sign/*') !== '';

describe('a signer at a terminal', () => {
  it.each([80, 120, 40])('sees nothing that is cut at the edge of %d columns, and no PIN', (columns) => {
    const { clone, start } = signer();
    const ended = start({ columns });
    expect(ended).toMatchObject({ code: 0, echo: true, text: expect.stringContaining('\u001b[1m') });
    expect(pushed(clone)).toBe(true);
    const lines = linesOf(ended);
    expect(lines.filter((line) => line.length > columns && /\S +\S/.test(line))).toEqual([]);
    expect(lines.join(' ').replace(/ +/g, ' ')).toContain('The PIN is not that of "YubiKey PIV #15835999"');
    for (const secret of [pin, '999999']) expect(ended.text).not.toContain(secret);
  });

  it('sees no colours where NO_COLOR says so', () => {
    const { clone, start } = signer();
    const env = { ...clone.variables, TERM: 'xterm-256color', NO_COLOR: '1' };
    expect(start({ env, answers: [['Your choice', controlC]] }).text).not.toMatch(/\u001b\[[\d;]+m/);
  });

  it('can stop at every question: nothing is pushed, and the terminal is as it was', () => {
    const { clone, start } = signer();
    const before = untouchable(clone);
    for (const [at, [question]] of dialogue.entries()) {
      const ended = start({ answers: [...dialogue.slice(0, at), [question, controlC]] });
      expect(ended, question).toMatchObject({ code: 2, echo: true, text: expect.stringContaining('Stopped') });
    }
    expect(pushed(clone)).toBe(false);
    expect(untouchable(clone)).toEqual(before);
  });
});
