/**
 * The syntax of Python's configparser without interpolation (SPEC A7): the settings of a clone and the key store are shared
 * with the Python tool, so what either writes the other must read in the same way.
 */

export interface IniOption {
  readonly section: string;
  /** Lower case: names are case-insensitive. */
  readonly name: string;
  /** The lines of a value that goes on below its key, without trailing empty ones. */
  readonly value: string;
  /** The first line of the option and the one after its last, counted from 0. */
  readonly from: number;
  readonly to: number;
}

export interface IniSection {
  readonly name: string;
  /** The line of its header. */
  readonly at: number;
}

export interface Ini {
  readonly lines: readonly string[];
  readonly sections: readonly IniSection[];
  readonly options: readonly IniOption[];
}

/** `line` is counted from 1; `problem` is part of a sentence. */
export type IniReading =
  | { readonly ok: true; readonly ini: Ini }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** The section whose options every other section has too. */
const defaultSection = 'DEFAULT';

class Malformed {
  readonly line: number;
  readonly problem: string;

  constructor(at: number, problem: string) {
    this.line = at + 1;
    this.problem = problem;
  }
}

/** Reads a file. What configparser refuses is refused: sections or options that stand twice, lines that are neither. */
export function parseIni(text: string): IniReading {
  try {
    return { ok: true, ini: parseLines(text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) };
  } catch (problem) {
    if (problem instanceof Malformed) return { ok: false, line: problem.line, problem: problem.problem };
    throw problem;
  }
}

/** An option that is still being read. */
interface Open {
  readonly section: string;
  readonly name: string;
  readonly from: number;
  readonly value: string[];
  to: number;
}

function parseLines(lines: readonly string[]): Ini {
  const sections: IniSection[] = [];
  const options: Open[] = [];
  const seen = new Set<string>();
  let section: string | undefined;
  let open: Open | undefined;
  let indent = 0;
  for (const [at, line] of lines.entries()) {
    const text = line.trim();
    if (text.startsWith('#') || text.startsWith(';')) continue;
    if (text === '') {
      // An empty line is part of a value when what follows it is deeper.
      open?.value.push('');
      continue;
    }
    const depth = indentOf(line);
    if (open && depth > indent) {
      open.value.push(text);
      open.to = at + 1;
      continue;
    }
    indent = depth;
    const header = /^\[(.+)\]/.exec(text)?.[1];
    if (header !== undefined) {
      if (header !== defaultSection && sections.some(({ name }) => name === header)) {
        throw new Malformed(at, `the section [${header}] stands twice`);
      }
      sections.push({ name: header, at });
      section = header;
      open = undefined;
      continue;
    }
    if (section === undefined) throw new Malformed(at, 'there is no [section] above it');
    open = optionOf(text, section, at);
    const key = `${section}\n${open.name}`;
    if (seen.has(key)) throw new Malformed(at, `"${open.name}" stands twice in [${section}]`);
    seen.add(key);
    options.push(open);
  }
  return {
    lines,
    sections,
    options: options.map(({ value, ...option }) => ({ ...option, value: value.join('\n').trimEnd() })),
  };
}

function optionOf(text: string, section: string, at: number): Open {
  const [, name = '', value = ''] = /^(.*?)\s*[=:]\s*(.*)$/.exec(text) ?? [];
  if (name === '') throw new Malformed(at, 'it is no "name = value"');
  return { section, name: name.toLowerCase(), from: at, to: at + 1, value: [value] };
}

function indentOf(line: string): number {
  return blanksOf(line).length;
}

function blanksOf(line = ''): string {
  return line.slice(0, line.length - line.trimStart().length);
}

/** The value of an option; what `[DEFAULT]` says counts where the section itself says nothing. */
export function iniValue({ options }: Ini, section: string, name: string): string | undefined {
  const named = options.filter((option) => option.name === name.toLowerCase());
  const find = (wanted: string) => named.find((option) => option.section === wanted)?.value;
  return find(section) ?? find(defaultSection);
}

/**
 * The text with one option set; every other line stays as it is. The name and value have no line breaks, the name no `=` or
 * `:` and nothing that begins a comment or a section.
 */
export function withIniOption(ini: Ini, section: string, name: string, value: string): string {
  const { lines, options, sections } = ini;
  const own = options.filter((option) => option.section === section);
  const present = own.find((option) => option.name === name.toLowerCase());
  const put = (at: number) => `${blanksOf(lines[at])}${name} = ${value}`;
  if (present) return withLines(lines, present.from, present.to, [put(present.from)]);
  // As deep as what is beside it: nothing that follows must become part of the value.
  const last = own.at(-1);
  if (last) return withLines(lines, last.to, last.to, [put(last.from)]);
  const place = sections.findIndex((candidate) => candidate.name === section);
  const header = sections[place];
  if (header) {
    return withLines(lines, header.at + 1, header.at + 1, [put(sections[place + 1]?.at ?? header.at)]);
  }
  const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
  const gap = end === 0 ? [] : [''];
  return withLines(lines, end, lines.length, [...gap, `[${section}]`, `${name} = ${value}`, '']);
}

function withLines(lines: readonly string[], from: number, to: number, put: readonly string[]): string {
  const all = [...lines.slice(0, from), ...put, ...lines.slice(to)];
  const text = all.join('\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}
