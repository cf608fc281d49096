/** Which names can be trusted to be what they look like (SPEC B1 "form", "target files"). */
import { visible } from '../text/visible.ts';

/** Control, bidirectional, zero-width and other characters that do not show. */
export function hasInvisible(text: string): boolean {
  return visible(text) !== text;
}

/** Scripts that are written together count as one; what several share (the long mark of Japanese) belongs to each. */
const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u,
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
    !isReservedOnWindows(name) &&
    !hasInvisible(name) &&
    name === name.normalize('NFC') &&
    isOneScript(name)
  );
}

/**
 * Equal for names that some disk takes for one: Windows and macOS do not tell letter case, Windows drops dots and blanks at the
 * end and what follows a colon, old Macs drop characters that do not show.
 */
export function foldedName(name: string): string {
  const seen = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const plain = seen.split(':', 1)[0]!;
  let end = plain.length;
  while (end > 0 && '. '.includes(plain[end - 1]!)) end--;
  return plain.slice(0, end);
}

/** Does the file name end in `.json`, in any letter case, for some disk? */
export function isJsonName(path: string): boolean {
  return foldedName(path.slice(path.lastIndexOf('/') + 1)).endsWith('.json');
}

/** Names of devices, with whatever ending: no file of that name can be checked out there. */
function isReservedOnWindows(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i.test(name);
}

/** Is there a part of the path that a disk of Windows cannot hold, so that nobody can clone there? */
export function isLostOnWindows(path: string): boolean {
  return path.split('/').some((name) => /[<>:"|?*]|[. ]$/.test(name) || isReservedOnWindows(name));
}

/** Equal for names of ASCII letters that are easily taken for each other. */
export function skeleton(name: string): string {
  return name
    .toLowerCase()
    .replace(/[1i]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/-/g, '');
}
