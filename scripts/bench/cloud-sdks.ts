/** What the SDK of a cloud costs a process that meets a key of its: nothing is loaded for a repository that does not use it. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import type { Meter } from './measure.ts';
import { megabytes, renderTable, timeOf } from './table.ts';

/** The modules that are loaded when a URI of theirs is met (src/cli/signers.ts). */
const signers = {
  'file2:': 'src/adapters/signers/file.ts',
  'hv:': 'src/adapters/vault/transit.ts',
  'awskms:': 'src/adapters/aws/kms.ts',
  'azurekms:': 'src/adapters/azure/kms.ts',
  'gcpkms:': 'src/adapters/google/kms.ts',
};

/** @param place a folder to run in */
export async function renderSdks(meter: Meter, { outputs }: Metafile, place: string, times: number): Promise<string> {
  const input = { cwd: place, env: {} };
  const nothing = await meter.median(times, input, () => ['-e', '0']);
  const rows = [
    ['loaded', 'size', 'time', 'memory'],
    ['nothing', megabytes(0), timeOf(nothing, 0), megabytes(nothing.peakBytes)],
  ];
  for (const [uri, source] of Object.entries(signers)) {
    const chunk = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === source);
    if (chunk === undefined) throw new Error(`${source} is in no chunk of its own`);
    const load = `await import(${JSON.stringify(pathToFileURL(resolve(chunk)).href)})`;
    const run = await meter.median(times, input, () => ['--input-type=module', '-e', load]);
    rows.push([uri, megabytes(bytesOf(chunk, outputs)), timeOf(run, 0), megabytes(run.peakBytes)]);
  }
  return renderTable(rows);
}

/** A chunk and all that it imports at once. */
function bytesOf(chunk: string, outputs: Metafile['outputs']): number {
  const chunks = new Set([chunk]);
  for (const path of chunks) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') chunks.add(next);
  }
  return [...chunks].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}
