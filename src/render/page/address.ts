/** Addresses on the page. Names become path segments, so that none of them can lead elsewhere. */

/**
 * A name as one segment of a path: no `/`, `:`, `?` or `#` of it counts. Browsers take `%2E%2E` for `..`, so these two
 * names have no address; theirs leads to nothing, and to nowhere else.
 */
export function segment(name: string): string {
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
  return /^\.\.?$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}

/** The id of a role's section. */
export function roleId(name: string): string {
  return `role-${segment(name)}`;
}

/** Where a target file is published (SPEC A8): `<dir>/<hash>.<name>` below `base`. */
export function targetUrl(base: string, path: string, sha256: string): string {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return base + [...segments, `${sha256}.${name}`].map(segment).join('/');
}
