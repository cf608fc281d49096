/** Where an action's program is, and what its inputs are when nobody gives them. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { standIn } from './stand-in.ts';
import { Expression, type Mapping, type Tree } from './tree.ts';

export interface ActionSources {
  /** Checkouts by `owner/name`: what `uses: owner/name/path@ref` means, whatever the ref. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Programs of a `dist/` folder are taken from here, so that checkouts in the lab need not carry them. */
  readonly programs: string;
}

export interface ActionFile {
  readonly folder: string;
  /** The program to start. */
  readonly main: string;
  /** Defaults of inputs; names in lower case. */
  readonly defaults: Mapping;
}

/** @throws Error as GitHub says it, when there is no such action or one that the lab cannot run */
export async function locateAction(uses: string, workspace: string, sources: ActionSources): Promise<ActionFile> {
  if (uses.startsWith('./')) return readAction(uses, join(workspace, uses), sources);
  const found = /^(?<repository>[^/@]+\/[^/@]+)(?<path>\/[^@]*)?@(?<ref>.+)$/.exec(uses)?.groups;
  if (!found) throw new Error(`No action: ${uses}`);
  const checkout = sources.repositories[found['repository']!];
  if (checkout !== undefined) return readAction(uses, join(checkout, found['path'] ?? ''), sources);
  return standIn(`${found['repository']}${found['path'] ?? ''}`);
}

function readAction(uses: string, folder: string, { programs }: ActionSources): ActionFile {
  const path = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (!path) {
    throw new Error(`Can't find 'action.yml' under '${folder}' for ${uses}. Did you forget to run actions/checkout?`);
  }
  const { runs, inputs } = parse(readFileSync(path, 'utf8')) as {
    runs: { using: string; main?: string; pre?: string; post?: string };
    inputs?: Record<string, { default?: unknown } | null>;
  };
  if (!/^node\d+$/.test(runs.using) || !runs.main || runs.pre || runs.post) {
    throw new Error(`The lab runs JavaScript actions without pre and post alone, not ${uses}`);
  }
  const program = /^(?:\.\.\/)+dist\/(.+)$/.exec(runs.main)?.[1];
  return {
    folder,
    main: program === undefined ? resolve(folder, runs.main) : join(programs, program),
    defaults: Object.fromEntries(
      Object.entries(inputs ?? {}).flatMap(([name, input]): [string, Tree][] =>
        input?.default === undefined ? [] : [[name.toLowerCase(), expressionsIn(String(input.default))]],
      ),
    ),
  };
}

/** Text with `${{ … }}` in it, as the workflow parser would hand it over. */
function expressionsIn(text: string): Tree {
  const pieces = text.split(/\$\{\{(.*?)\}\}/s);
  if (pieces.length === 1) return text;
  if (pieces.length === 3 && pieces[0] === '' && pieces[2] === '') return new Expression(pieces[1]!.trim());
  const literal = (piece: string) => piece.replaceAll(/[{}']/g, '$&$&');
  const format = pieces.map((piece, i) => (i % 2 === 0 ? literal(piece) : `{${(i - 1) / 2}}`)).join('');
  return new Expression(`format('${format}', ${pieces.filter((_, i) => i % 2 === 1).join(', ')})`);
}
