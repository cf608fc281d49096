/** Small changes of a source file that its tests should notice. */

export interface Mutant {
  readonly file: string;
  /** Where, counted from 1. */
  readonly line: number;
  readonly what: string;
  /** The whole file as changed. */
  readonly text: string;
}

type Replacement = string | ((match: string) => string);

/** What is looked for in a line of code, and what it becomes. */
const changes: readonly (readonly [RegExp, Replacement])[] = [
  // Conditions the other way round.
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ \?\? /g, ' && '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' >= '],
  [/ > /g, ' <= '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/\bsome\(/g, 'every('],
  [/\bevery\(/g, 'some('],
  [/(?<=[=(,:?&|] ?)!(?=[a-z(])/g, ''],
  [/(?<=(?:if \(|&& |\|\| |return ))(?=[a-z][\w.]*\()/g, '!'],
  // One side of a choice alone.
  [/(?<=\? )(?!undefined)[^:?]+(?= : undefined)/g, 'undefined'],
  [/ \? undefined : /g, ' ? undefined! : undefined && '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  // What is done, left out.
  [/return undefined;/g, ';'],
  [/\bcontinue;/g, ';'],
  [/\.filter\(/g, '.filter(() => true, '],
  [/(?<=^\s*)[a-z]\w*\.(push|set|add|delete)\(.*\);$/g, ';'],
  // Not of a tuple's type, and not of what is taken apart.
  [/(?<=(?<!: |const )\[)(?:'[^']*'|[a-zA-Z]+), /g, ''],
  [/(?<=(?<!: |const )\[[^\]]*), (?:'[^']*'|[a-zA-Z]+)(?=\])/g, ''],
  // Numbers.
  [/(?<=[^\w.'-])\d+(?=[^\w.'])/g, (digits) => String(Number(digits) + 1)],
  // How much a violation matters.
  [/severity: 'warning'/g, "severity: 'error'"],
  [/severity: 'note'/g, "severity: 'warning'"],
  [/historic: true/g, 'historic: undefined as never'],
  [/imported: true/g, 'imported: undefined as never'],
];

/** One mutant per place. Comments, imports, types and sentences for people are left alone. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const lines = source.split('\n');
  let isSentence = false;
  return lines.flatMap((line, i) => {
    // What a rule says, and what to do, over as many lines as it takes.
    if (/^ {2}(say|remedy)\b/.test(line)) isSentence = true;
    const mutants = isSentence || !isCode(line) ? [] : mutantsOfLine(file, lines, i, line);
    if (isSentence && /^ {2}(\},|.*[^({>]$)|,$/.test(line) && !line.endsWith('=>')) isSentence = false;
    return mutants;
  });
}

const isCode = (line: string) =>
  !/^\s*(\/?\*|\/\/|import |export type|interface |type |readonly |why:|`|id:)/.test(line);

function mutantsOfLine(file: string, lines: readonly string[], index: number, line: string): Mutant[] {
  return changes.flatMap(([pattern, replacement]) =>
    [...line.matchAll(pattern)].map((match): Mutant => {
      const put = typeof replacement === 'string' ? replacement : replacement(match[0]);
      const changed = line.slice(0, match.index) + put + line.slice(match.index + match[0].length);
      return {
        file,
        line: index + 1,
        what: `"${match[0].trim()}" -> "${put.trim()}" in: ${line.trim()}`,
        text: lines.with(index, changed).join('\n'),
      };
    }),
  );
}
