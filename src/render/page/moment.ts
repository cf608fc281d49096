/** Dates on the page: words for people, the exact time for machines. */
import { type Html, html } from '../../text/html.ts';
import { dateInWords, momentInWords } from '../../text/quantities.ts';
import { shortened } from '../../text/visible.ts';
import type { RoleDescription } from '../repository-description.ts';

/** How a time is written: with the time of day, or where a table has no room for it, the day alone. */
export type Wording = 'moment' | 'day';

const ISO_LIMIT = 100;

export function renderTime(iso: string, wording: Wording): Html {
  return html`<time datetime="${shortened(iso, ISO_LIMIT)}">${inWords(iso, wording)}</time>`;
}

/** When a role expires, and the place where the script writes how long that is. */
export function renderExpiry({ expires, signingStarts }: RoleDescription, wording: Wording): Html {
  return html`<time datetime="${shortened(expires, ISO_LIMIT)}" data-countdown data-signing="${signingStarts ?? ''}">${inWords(expires, wording)}</time> <span class="countdown" hidden></span>`;
}

/** When signing starts, or that nobody said so. */
export function renderSigningStart({ signingStarts }: RoleDescription, wording: Wording): Html {
  return signingStarts === null ? html`not set` : renderTime(signingStarts, wording);
}

function inWords(iso: string, wording: Wording): string {
  const shown = shortened(iso, ISO_LIMIT);
  return wording === 'day' ? dateInWords(shown) : momentInWords(shown);
}
