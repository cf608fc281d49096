/** HTML: every value is escaped, and a hole in a place where escaping cannot help takes no value. */
import { TufError } from '../errors.ts';
import { Fragment, interleaved, type Rules, renderValue, type Value } from './fragment.ts';
import { visible } from './visible.ts';

export type Html = Fragment<'html'>;
export type HtmlValue = Value<'html'>;

/**
 * Where a hole stands. `attribute`: inside double quotes, takes text alone. `url`: the start of an `href` or `src`,
 * takes a link alone. `code`: inside `<script>`, `<style>`, a comment or a tag, takes a fragment alone.
 */
type Place = 'text' | 'attribute' | 'url' | 'code';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};
const concatenate: Rules['concatenate'] = (parts) => parts.join('');
const TEXT: Rules = { escape: escapeHtml, concatenate };
const URL_VALUE: Rules = { escape: (url) => escapeHtml(safeUrl(url)), concatenate };

const knownPlaces = new WeakMap<TemplateStringsArray, readonly Place[]>();

/** Template for HTML. Throws `internal` when the author put a value where it cannot be made safe. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const places = placesOf(strings);
  const escaped = values.map((value, hole) => renderAt(places[hole] ?? 'code', value));
  return new Fragment('html', interleaved(strings, escaped).join(''));
}

/** Markup written by the author of this program: a style sheet, a script. Never for anything that was read. */
export function trustedHtml(markup: string): Html {
  return new Fragment('html', markup);
}

/** A link that is `http:`, `https:` or relative; anything else (`javascript:`, `data:`, `//host`) leads nowhere: `#`. */
export function safeUrl(url: string): string {
  const absolute = /^https?:\/\/[^/\\]/i.test(url);
  const relative = /^(?! |[/\\]{2})(?:[^:\\]*$|[^:\\?#]*[/?#])/.test(url);
  return absolute || relative ? url : '#';
}

function renderAt(place: Place, value: HtmlValue): string {
  if (place === 'code' && !(value instanceof Fragment)) throw misplaced('code or a tag');
  if ((place === 'attribute' || place === 'url') && typeof value === 'object') throw misplaced('an attribute');
  return renderValue('html', value, place === 'url' ? URL_VALUE : TEXT);
}

function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  let places = knownPlaces.get(strings);
  if (places === undefined) {
    places = strings.slice(0, -1).map((_, hole) => placeOf(strings.slice(0, hole + 1).join('')));
    knownPlaces.set(strings, places);
  }
  return places;
}

/** The place after `before`, the template's own text up to a hole. Authors keep `<` and `>` out of attributes. */
function placeOf(before: string): Place {
  if (/<(script|style)\b(?![\s\S]*<\/\1)/i.test(before)) return 'code';
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return 'code';
  const tag = before.slice(Math.max(0, before.lastIndexOf('<')));
  if (!tag.startsWith('<') || tag.includes('>')) return 'text';
  const [, name, start] = /\s([\w-]+)="([^"]*)$/.exec(tag) ?? [];
  if (name === undefined || /^(on.*|style|srcdoc)$/i.test(name)) return 'code';
  return /^(href|src|action|formaction)$/i.test(name) && start === '' ? 'url' : 'attribute';
}

function misplaced(where: string): TufError {
  return new TufError('internal', `A page template has a value inside ${where}, where it cannot be escaped.`);
}
