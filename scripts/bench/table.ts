/** Tables of figures, readable in a terminal and as Markdown. */
import type { Run } from './measure.ts';

/** A table whose first column is text and whose others are figures. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const [head] = rows;
  const widths = head!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return `${[line(head!), rule, ...rows.slice(1).map(line)].join('\n')}\n`;
}

export function milliseconds(figure: number): string {
  return `${Math.round(figure).toLocaleString('en')} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
}

/** How many times the previous figure: growth is linear where it is not more than that of the sizes. */
export function factor(figure: number, previous: number | undefined): string {
  return previous === undefined ? '' : `× ${(figure / previous).toFixed(1)}`;
}

/** The figure, and the exit code when it is not the one that was to be expected: then the figure says little. */
export function timeOf({ milliseconds: figure, status }: Run, expected: number): string {
  return status === expected ? milliseconds(figure) : `exit ${status}, ${milliseconds(figure)}`;
}
