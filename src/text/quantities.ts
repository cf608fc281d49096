/** Numbers and dates in words: the same on every machine, without locale or clock. */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ISO_DATE = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/;

/** 65536 becomes `65,536`. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 signature`, `2 signatures`, `0 keys`; give the plural where it is not just an `s`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : nouns}`;
}

/** A size in bytes for people: `1 byte`, `999 bytes`, `1.2 kB`, `34 MB` (powers of 1000). */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let size = bytes / 1000;
  let unit = 0;
  // 999.5 would be written 1000, which is one of the next unit.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 9.95 ? size.toFixed(1) : thousands(Math.round(size))} ${units[unit]}`;
}

/** `2027-01-05T10:00:00Z` becomes `5 January 2027`. Anything else comes back as it is: escape by sink. */
export function dateInWords(iso: string): string {
  const [, year, month, day] = ISO_DATE.exec(iso) ?? [];
  return year === undefined ? iso : `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** `2027-01-05T10:00:00Z` becomes `5 January 2027, 10:00 UTC`. Anything else comes back as it is: escape by sink. */
export function momentInWords(iso: string): string {
  const time = ISO_DATE.exec(iso)?.[4];
  return time === undefined ? iso : `${dateInWords(iso)}, ${time} UTC`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
