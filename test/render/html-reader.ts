/** A reader of our own HTML for tests: fails on anything that is not a plain, balanced tag or escaped text. */

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const VOID = ['meta', 'link', 'br'];
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
  ['#96', '`'],
]);

/** The opening tags of a page in order, and its text (scripts and styles left out). */
export function readHtml(page: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  const token =
    /<!doctype html>|<(script|style)>([\s\S]*?)<\/\1>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)>|([^<]+)|</gy;
  for (const [whole, raw, , closing, name = '', attributes = '', words] of page.matchAll(token)) {
    if (whole === '<') throw new Error('a < that begins no tag');
    if (words !== undefined) text += unescaped(words);
    if (raw !== undefined) tags.push({ name: raw, attributes: new Map() });
    if (name === '') continue;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
      continue;
    }
    if (!VOID.includes(name)) open.push(name);
    tags.push({ name, attributes: readAttributes(attributes) });
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return { tags, text };
}

function readAttributes(source: string): Map<string, string> {
  return new Map(
    [...source.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&([a-z0-9#]*;?)/g, (whole, name: string) => {
    const character = ENTITIES.get(name.replace(/;$/, ''));
    if (character === undefined || !name.endsWith(';')) throw new Error(`${whole} is no entity of ours`);
    return character;
  });
}
