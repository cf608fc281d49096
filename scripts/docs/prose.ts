/** Sentences of our own sources as Markdown: commands and placeholders become code, nothing else becomes markup. */

const placeholder = '<[^<>]+>';
/** What can follow a command: an option, EVENT and perhaps a role, a path, a placeholder. */
const operand = [
  '--?[a-z][a-z-]*',
  '--',
  `EVENT(?: (?:root|targets|snapshot|timestamp|${placeholder}))?`,
  `(?:[\\w./-]|${placeholder})*(?:[/]|${placeholder})(?:[\\w/]|[.-]\\w|${placeholder})*`,
].join('|');
const gitCommand = 'git (?:checkout|fetch|fsck|log|mv|rm|switch)';
const command = `(?<![\\w-])(?:${gitCommand}|cp|tuf-on-ci(?:-[a-z]+)+)(?: (?:${operand}))*`;
/** A word with a placeholder in it, such as `sign/<role>-v<N>`. */
const pattern = `[\\w./-]*${placeholder}(?:[\\w./-]|${placeholder})*`;
const quotation = '"[^"]+"';
const codeLike = new RegExp(`(${quotation}|${command}|${pattern})`);

/** The text as Markdown on one line. */
export function prose(text: string): string {
  return text
    .split(codeLike)
    .map((part, i) => (i % 2 === 1 ? code(part.replace(/^"|"$/g, '')) : part.replace(/[\\`*<>[\]]/g, '\\$&')))
    .join('');
}

/** A code span. Our own texts have no backticks. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A table of Markdown cells. A bar would end a cell, in a code span as well (GFM 4.10). */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [heads, heads.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
