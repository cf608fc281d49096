/** Lists that must fit: as many items as there is room for, then an honest word about the rest. */
import { type Markdown, markdown } from '../text/markdown.ts';

/** Characters kept for "and 100,000 more target files". */
const REST_LENGTH = 80;

/**
 * List items, rendered one by one until `budget` (characters, with a line break each) is used up; what does not fit is
 * counted in a last item: `- and <rest(count)>`. Items that do not fit are not rendered, so the cost is bounded.
 */
export function filled<T>(
  items: readonly T[],
  render: (item: T) => Markdown,
  budget: number,
  rest: (left: number) => string,
): Markdown[] {
  const shown: Markdown[] = [];
  let room = budget - REST_LENGTH;
  for (const item of items) {
    const rendered = render(item);
    room -= rendered.text.length + 1;
    if (room < 0) return [...shown, markdown`- and ${rest(items.length - shown.length)}`];
    shown.push(rendered);
  }
  return shown;
}
