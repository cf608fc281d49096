/** Target files in a signer's summary: with size and hashes, and on request a small text as a diff (SPEC B6). */
import { structuredPatch } from 'diff';
import { TufError } from '../errors.ts';
import type { TargetFileStep } from '../signing-event/change-summary.ts';
import { otherMembers } from '../signing-event/change-summary-members.ts';
import { byteSize, listInWords, plural } from '../text/quantities.ts';
import { type Style, styled, terminal, terminalLines } from '../text/terminal.ts';
import { shortened } from '../text/visible.ts';
import { type Line, line } from '../text/wrapped.ts';
import { entries } from '../tuf/json.ts';
import type { TargetFile } from '../tuf/metadata.ts';
import { parseJson } from '../tuf/strict-json.ts';
import { writeJson } from '../tuf/write-json.ts';
import { memberText } from './signer-summary-members.ts';

export function targetFileLines(files: readonly TargetFileStep[], limit: number): readonly Line[] {
  if (files.length === 0) return [];
  const more = files.length - limit;
  return [
    line(2, `Published files: ${countsOf(files)}`, 'bold'),
    ...files.slice(0, limit).flatMap(fileLines),
    ...(more > 0 ? [line(4, `… and ${plural(more, 'more file')}`, 'magenta')] : []),
  ];
}

const verbs = { added: 'added', modified: 'changed', removed: 'removed' } as const;

function countsOf(files: readonly TargetFileStep[]): string {
  const counts = Object.entries(verbs).flatMap(([kind, verb]) => {
    const count = files.filter(({ change }) => change === kind).length;
    return count === 0 ? [] : [`${plural(count, 'file')} ${verb}`];
  });
  return listInWords(counts);
}

const marks = { added: ['+', 'green'], modified: ['~', 'magenta'], removed: ['-', 'red'] } as const;

function fileLines(file: TargetFileStep): readonly Line[] {
  const { path, change, before, now } = file;
  const [mark, style] = marks[change];
  const size = [before, now].flatMap((entry) => (entry ? [byteSize(entry.length)] : []));
  const sizes = [...new Set(size)].join(' becomes ');
  const hashes = now ? hashesOf(now).map((text) => line(6, text, 'dim')) : [];
  return [line(4, `${mark} ${shortened(path, 300)}, ${sizes}`, style), ...hashes, ...otherLines(file)];
}

function hashesOf(file: TargetFile): readonly string[] {
  return entries(file.hashes).map(([algorithm, digest]) => `${algorithm} ${String(digest)}`);
}

/** `custom` and whatever else an entry says. */
function otherLines({ before, now }: TargetFileStep): readonly Line[] {
  if (!now) return [];
  return otherMembers({ before, now }, new Set(['length', 'hashes'])).map((member) =>
    line(6, memberText(member), 'magenta'),
  );
}

/** Bytes: more than this is not looked at as text. */
const longestText = 65_536;

/** Both contents when they are small UTF-8 text; a side that is not there is empty. */
function textsOf(before: Uint8Array | undefined, now: Uint8Array | undefined): readonly string[] | undefined {
  const texts = [before, now].map((bytes) => (bytes ? textOf(bytes) : ''));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const formatted = [before, now].map((bytes) => (bytes ? formattedJson(bytes) : ''));
  const isOneLine = texts.some((text) => text.length > 80 && !text.trimEnd().includes('\n'));
  return isOneLine && formatted.every((text) => text !== undefined) ? formatted : texts;
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > longestText) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** JSON that fills one line, with a line for each member; only what the strict parser reads, so that nothing is hidden. */
function formattedJson(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder().decode(writeJson(parseJson(bytes)));
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

const diffStyles: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '@': 'magenta' };

/**
 * What changes in a target file, line by line; undefined for what is no small text. Every line ends with `\n`.
 * @param before, now contents; undefined where there is none
 */
export function renderTargetDiff(
  path: string,
  before: Uint8Array | undefined,
  now: Uint8Array | undefined,
  { colour }: { readonly colour: boolean },
): string | undefined {
  const texts = textsOf(before, now);
  if (!texts) return undefined;
  // Myers' algorithm takes time with the square of the differences: an attacker's files are shown whole instead.
  const patch = structuredPatch(path, path, texts[0]!, texts[1]!, '', '', { context: 3, maxEditLength: 2_000 });
  if (!patch) return undefined;
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines,
  ]);
  const head = styled('bold', terminal`${path}`, colour);
  return terminalLines([
    head,
    ...lines.map((text) => {
      const style = diffStyles[text[0] ?? ''];
      return style ? styled(style, shortened(text, 500), colour) : terminal`${shortened(text, 500)}`;
    }),
  ]).text;
}
