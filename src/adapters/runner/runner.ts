/** The runner port on GitHub's own toolkit. */

import { appendFile } from 'node:fs/promises';
import { endGroup, exportVariable, notice, setOutput, setSecret, startGroup, warning } from '@actions/core';
import { TufError } from '../../errors.ts';
import type { Artifact, Runner } from '../../ports/runner.ts';
import { defused } from './workflow-commands.ts';

/** The most that the runner takes as summary of one step: 1 MiB. */
const summaryLimit = 1_000_000;

/**
 * @param variables environment of the step
 * @param write standard output
 */
export function actionsRunner(
  variables: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): Runner {
  return {
    say: (text) => write(`${defused(text)}\n`),
    async group(title, work) {
      startGroup(defused(title));
      try {
        return await work();
      } finally {
        endGroup();
      }
    },
    notice: (text) => notice(text),
    warning: (text) => warning(text),
    setOutput: (name, value) => setOutput(name, value),
    exportVariable: (name, value) => exportVariable(name, value),
    async addSummary(markdown) {
      const file = variables['GITHUB_STEP_SUMMARY'];
      if (!file) return;
      await appendFile(file, `${markdown.slice(0, summaryLimit)}\n`);
    },
    uploadArtifact,
  };
}

/** Whatever the log would show of it, it shows as stars. Also the form in which git gets it. */
export function hideSecret(secret: string): void {
  if (secret === '') return;
  setSecret(secret);
}

/** Loaded when an artifact is made: it is by far the largest library here. */
async function uploadArtifact({ name, files, folder, retentionDays, isPacked }: Artifact): Promise<void> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const options = {
    ...(retentionDays !== undefined && { retentionDays }),
    ...(isPacked && { compressionLevel: 0 }),
  };
  try {
    await new DefaultArtifactClient().uploadArtifact(name, [...files], folder, options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TufError('upload', `The artifact ${name} could not be handed over: ${reason}`, {
      hint: 'Run the workflow again; when it stays so, see whether GitHub Actions has a problem',
      cause,
    });
  }
}
