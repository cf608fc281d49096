/** What an attacker writes into a log must not be an order to the runner. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defused } from '../../../src/adapters/runner/workflow-commands.ts';

describe('a line of the log', () => {
  it.each([
    '::set-output name=x::y',
    '  ::stop-commands::z',
    'ok\n::add-path::/x',
    'ok\r::debug::',
    'x ##[add-mask]y',
    '::::',
  ])('that would be a command is none: %j', (text) => {
    expect(defused(text)).not.toMatch(/^\s*::|##\[/m);
  });

  it('is left as it is otherwise', () => {
    const text = '# Title\n\n- root v4 signers 2/2: `std::string`, "## [x]"\n';
    expect(defused(text)).toBe(text);
  });

  it('never is a command, whatever it is made of', () => {
    const text = fc.array(fc.constantFrom(':', '::', '#', '##', '[', ' ', '\n', '\r', '\r\n', 'warning', '\t'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, (parts) => {
        expect(defused(parts.join(''))).not.toMatch(/^\s*::|##\[/m);
      }),
    );
  });
});
