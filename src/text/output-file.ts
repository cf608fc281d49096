/** Lines for `GITHUB_OUTPUT` and `GITHUB_ENV` (GitHub, "Workflow commands: multiline strings"). */
import { createHash } from 'node:crypto';
import { TufError } from '../errors.ts';

/**
 * One output as the runner reads it, to be appended to the file. The value is kept as it is, line breaks included.
 * The delimiter is the value's own digest: no value can hold a line with it, and no randomness is needed.
 * Throws `internal` for a name that is not an identifier.
 */
export function outputFile(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) throw new TufError('internal', 'An output has a name that is no name.');
  const delimiter = `END_${createHash('sha256').update(value).digest('hex')}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
