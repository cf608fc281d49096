/**
 * Text that is ready for one sink. Only the templates of this folder make it, so whatever is not a fragment of the
 * same sink is escaped when it is put into one.
 */

export type Sink = 'markdown' | 'html' | 'terminal';

/** Escaped text for one sink. A class, not an interface: an object out of a JSON file cannot pass for it. */
export class Fragment<S extends Sink> {
  readonly sink: S;
  readonly text: string;

  constructor(sink: S, text: string) {
    this.sink = sink;
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template takes: fragments of its own sink compose, everything else is escaped, lists are strung together. */
export type Value<S extends Sink> = string | number | Fragment<S> | readonly Value<S>[];

/** How one sink makes text out of values. */
export interface Rules {
  /** Untrusted text as the sink shows it. */
  escape(text: string): string;
  /** Puts pieces that are ready side by side. */
  concatenate(parts: readonly string[]): string;
}

/** The text of one value: fragments of the sink as they are, strings and numbers escaped. */
export function renderValue<S extends Sink>(sink: S, value: Value<S>, rules: Rules): string {
  // The types rule a fragment of another sink out; this holds against casts and plain JavaScript.
  if (value instanceof Fragment) return value.sink === sink ? value.text : rules.escape(value.text);
  if (typeof value === 'string' || typeof value === 'number') return rules.escape(String(value));
  return rules.concatenate(value.map((item) => renderValue(sink, item, rules)));
}

/** A template's own text and its rendered values in turn. */
export function interleaved(strings: readonly string[], values: readonly string[]): string[] {
  return strings.flatMap((text, at) => [text, values[at] ?? '']);
}
