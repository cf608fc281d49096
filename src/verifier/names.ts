/** Which names can be trusted to be what they look like (SPEC B1 "form", "target files"). */
import { visible } from '../text/visible.ts';

/** Control, bidirectional, zero-width and other characters that do not show. */
export function hasInvisible(text: string): boolean {
  return visible(text) !== text;
}

/** Scripts that are written together count as one. */
const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
];

/** Do all letters come from one script? Digits and punctuation belong to every script. */
export function isOneScript(text: string): boolean {
  const found = scripts.filter((script) => script.test(text)).length;
  const others = [...text].some((c) => /\p{L}/u.test(c) && !scripts.some((script) => script.test(c)));
  return found + (others ? 1 : 0) <= 1;
}

/** Characters that a shell, a path pattern, Windows or a URL reads as something else. */
const notPlain = /[/\\*?[\]<>:"|%\s]/;

/** A role name that is a file name on every system and reads as what it is. Git paths hold 255 bytes a segment. */
export function isPlainRoleName(name: string): boolean {
  return (
    name.length > 0 &&
    Buffer.byteLength(name) <= 200 &&
    !notPlain.test(name) &&
    !/^[.-]|\.$/.test(name) &&
    !hasInvisible(name) &&
    name === name.normalize('NFC') &&
    isOneScript(name)
  );
}

/** Does the file name end in `.json`, in any letter case? */
export function isJsonName(path: string): boolean {
  return path.toLowerCase().endsWith('.json');
}
