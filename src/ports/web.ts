/** The web port: what a plain web server serves. */

export type Fetched =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** Nobody knows: no answer, or one that says nothing about the file. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Reads a URL, as it is now: no cache answers for the server. */
export type FetchUrl = (url: string) => Promise<Fetched>;
