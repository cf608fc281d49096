/**
 * Actions of others that our workflows use, as small programs that do here what those do there: `stand-ins/<name>.ts`. They are
 * started like any action, and read their inputs from the environment.
 */
import type { ActionFile } from './action-file.ts';
import { bundledFile } from './bundled.ts';
import type { Mapping } from './tree.ts';
import { Expression } from './tree.ts';

const token = new Expression('github.token');

/** Program and defaults by `owner/name`. */
const standIns: Readonly<Record<string, { readonly program: string; readonly defaults: Mapping }>> = {
  'actions/checkout': {
    program: 'checkout',
    defaults: {
      token,
      ref: '',
      path: '.',
      'fetch-depth': '1',
      'persist-credentials': 'true',
      repository: new Expression('github.repository'),
    },
  },
  'actions/setup-node': { program: 'nothing', defaults: {} },
  'actions/setup-python': { program: 'nothing', defaults: {} },
  'actions/setup-go': { program: 'nothing', defaults: {} },
  'actions/upload-artifact': { program: 'upload-artifact', defaults: { name: 'artifact' } },
  'actions/download-artifact': { program: 'download-artifact', defaults: { path: '.' } },
  'actions/deploy-pages': { program: 'deploy-pages', defaults: { token, artifact_name: 'github-pages' } },
};

/** Makes the programs ready beside whatever else is done: esbuild takes a second for the largest. */
export function prepareStandIns(): void {
  const programs = new Set(Object.values(standIns).map(({ program }) => program));
  for (const program of programs) bundledFile(programFile(program)).catch(() => {}); // told to whoever needs it
}

const programFile = (program: string): string => `./stand-ins/${program}.ts`;

export async function standIn(name: string): Promise<ActionFile> {
  const known = standIns[name];
  if (!known) throw new Error(`The lab has no stand-in for the action ${name}`);
  return { folder: '', main: await bundledFile(programFile(known.program)), defaults: known.defaults };
}
