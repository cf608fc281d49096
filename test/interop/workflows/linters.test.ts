/** What others' linters say of our workflow files, templates and actions: nothing. */
import { spawnSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { projectFolder } from '../../support/commands.ts';
import { allWorkflowFiles } from '../../workflows/files.ts';
import type { Linters } from './install.ts';

const linters: Linters = inject('linters');
const files = allWorkflowFiles().map(({ path }) => path);

function lint(name: keyof Linters, args: readonly string[]): { status: number | null; said: string } {
  const linter = linters[name];
  if ('missing' in linter) throw new Error(`${name} is missing: ${linter.missing}`);
  const { status, stdout, stderr } = spawnSync(linter.program, args, { cwd: projectFolder, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr.replaceAll(/^.* INFO .*$\n?/gm, '')}` };
}

/** With CI=true what is missing is a failure. */
const isSkipped = (name: keyof Linters) => 'missing' in linters[name] && !process.env['CI'];

describe('linters of workflows', () => {
  it.skipIf(isSkipped('actionlint'))('actionlint is content', () => {
    // Local actions name programs of the committed dist/.
    expect(lint('actionlint', ['-shellcheck=', '-pyflakes=', ...files])).toEqual({ status: 0, said: '' });
  });

  it.skipIf(isSkipped('zizmor'))('zizmor is content, pedantic as it can be', () => {
    const { status, said } = lint('zizmor', [
      '--offline',
      '--strict-collection',
      '--pedantic',
      '--no-progress',
      ...files,
      'actions',
    ]);
    expect(said).toContain('No findings to report');
    expect(status).toBe(0);
  });
});
