/** Small changes of a source file that its tests should notice. */

export interface Mutant {
  readonly file: string;
  /** Where, counted from 1. */
  readonly line: number;
  readonly what: string;
  /** The whole file as changed. */
  readonly text: string;
}

/** What is looked for in a line of code, and what it becomes. */
const changes: readonly (readonly [RegExp, string])[] = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' >= '],
  [/ > /g, ' <= '],
  [/\bsome\(/g, 'every('],
  [/\bevery\(/g, 'some('],
  [/(?<=[=(,:?] ?)!(?=[a-z(])/g, ''],
  [/severity: 'warning'/g, "severity: 'error'"],
  [/severity: 'note'/g, "severity: 'warning'"],
  [/historic: true/g, 'historic: undefined as never'],
  [/return undefined;/g, ''],
];

/** One mutant per place. Comments, imports, types and sentences for people are left alone. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const lines = source.split('\n');
  return lines.flatMap((line, i) => (isCode(line) ? mutantsOfLine(file, lines, i, line) : []));
}

const isCode = (line: string) =>
  !/^\s*(\/?\*|\/\/|import |export type|interface |type |say|remedy|why:|`|id:)/.test(line);

function mutantsOfLine(file: string, lines: readonly string[], index: number, line: string): Mutant[] {
  return changes.flatMap(([pattern, replacement]) =>
    [...line.matchAll(pattern)].map((match): Mutant => {
      const changed = line.slice(0, match.index) + replacement + line.slice(match.index + match[0].length);
      return {
        file,
        line: index + 1,
        what: `"${match[0].trim()}" -> "${replacement.trim()}" in: ${line.trim()}`,
        text: lines.with(index, changed).join('\n'),
      };
    }),
  );
}
