/** The licences of the packages whose code is in dist/: they ask to travel with it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';

/** One text: name, version and licence of each bundled package, with its licence file where it has one. */
export function renderLicences({ inputs }: Metafile): string {
  const folders = new Set(Object.keys(inputs).flatMap((path) => packageFolder(path) ?? []));
  const parts = [...folders].sort().map(renderPackage);
  return `The programs in this folder contain code of the packages below.\n\n${parts.join('\n')}`;
}

function packageFolder(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function renderPackage(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
    string,
    string
  >;
  if (!license) throw new Error(`${name} is bundled and names no licence`);
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined;
  const text =
    file === undefined ? '' : `\n${readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim()}\n`;
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n${text}`;
}
