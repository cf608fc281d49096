/** A reader of inline Markdown for tests, written from CommonMark 6.1: what is code and what is not. */

export interface Inline {
  /** Contents of the code spans, blanks stripped as a reader does. */
  readonly code: readonly string[];
  /** Everything else, each code span replaced by U+FFFC. */
  readonly text: string;
}

export function readInline(markdown: string): Inline {
  const code: string[] = [];
  let text = '';
  let at = 0;
  while (at < markdown.length) {
    const run = /^`+/.exec(markdown.slice(at))?.[0];
    if (run === undefined) {
      // A backslash takes the next character with it, so that an escaped backtick opens nothing.
      const width = markdown[at] === '\\' ? 2 : 1;
      text += markdown.slice(at, at + width);
      at += width;
      continue;
    }
    const rest = markdown.slice(at + run.length);
    const close = [...rest.matchAll(/`+/g)].find(([other]) => other.length === run.length);
    if (close === undefined) {
      text += run;
      at += run.length;
      continue;
    }
    const content = rest.slice(0, close.index);
    code.push(/^ .*[^ ].* $/su.test(content) ? content.slice(1, -1) : content);
    text += '\ufffc';
    at += run.length + close.index + run.length;
  }
  return { code, text };
}

/** The people that GitHub would notify (its `@` rule, outside code). */
export function mentions(markdown: string): string[] {
  return [...readInline(markdown).text.matchAll(/(?:^|[^a-zA-Z0-9_`])(@[a-zA-Z0-9][a-zA-Z0-9-]*)/g)].map(
    (match) => match[1] ?? '',
  );
}
