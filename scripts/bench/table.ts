/** Tables of figures, readable in a terminal and as Markdown. */
import type { Run } from './measure.ts';

/** A table, the head first. The first columns are text, the others figures. */
export function renderTable(rows: readonly (readonly string[])[], textColumns = 1): string {
  const [head] = rows;
  const widths = head!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const aligned = (row: readonly string[]) =>
    row.map((cell, i) => (i < textColumns ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)));
  const rule = widths.map((width, i) => (i < textColumns ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return `${[aligned(head!), rule, ...rows.slice(1).map(aligned)].map(line).join('\n')}\n`;
}

export function milliseconds(figure: number): string {
  return `${Math.round(figure).toLocaleString('en')} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
}

/** How many times the previous figure: growth is linear where it is not more than that of the sizes. */
function factor(figure: number, previous: number | undefined): string {
  return previous === undefined ? '' : `× ${(figure / previous).toFixed(1)}`;
}

/** The rows of one command on repositories from small to large. */
export function growthRows(command: string, runs: readonly (readonly [size: string, run: Run])[]): string[][] {
  return runs.map(([size, run], i) => {
    const previous = runs[i - 1]?.[1];
    const time = [timeOf(run, 0), factor(run.milliseconds, previous?.milliseconds)];
    return [command, size, ...time, megabytes(run.peakBytes), factor(run.peakBytes, previous?.peakBytes)];
  });
}

/** The figure, and the exit code when it is not the one that was to be expected: then the figure says little. */
export function timeOf({ milliseconds: figure, status }: Run, expected: number): string {
  return status === expected ? milliseconds(figure) : `exit ${status}, ${milliseconds(figure)}`;
}
