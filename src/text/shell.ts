/** Words of a command that a person copies into a POSIX shell. */

/** The word as the shell must see it: as it is when nothing in it is special, else in single quotes. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_/][A-Za-z0-9_./:@-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
