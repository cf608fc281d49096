/** Pages sites as they are served: the files of the newest deployment that went well. */
import { type Answer, notFound } from './answers.ts';
import { findRepository, type World } from './world.ts';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** @param path `/pages/owner/name/…`, as it came */
export function answerPage(world: World, path: string): Answer {
  const [, owner, name, rest] = /^\/pages\/([^/]+)\/([^/]+)\/(.*)$/.exec(path) ?? [];
  const site = findRepository(world, `${owner}/${name}`)?.deployments.findLast(({ status }) => status === 'succeed');
  if (site === undefined || rest === undefined) throw notFound();
  const asked = decode(rest);
  const file = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  const bytes = site.files.get(file);
  if (bytes === undefined) throw notFound();
  const type = contentTypes[file.split('.').at(-1)!] ?? 'application/octet-stream';
  return { status: 200, bytes, headers: { 'content-type': type, 'cache-control': 'max-age=600' } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}
