import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/text/fragment.ts
var Fragment = class {
  sink;
  text;
  constructor(sink, text) {
    this.sink = sink;
    this.text = text;
  }
  toString() {
    return this.text;
  }
};
function renderValue(sink, value, rules) {
  if (value instanceof Fragment) return value.sink === sink ? value.text : rules.escape(value.text);
  if (typeof value === "string" || typeof value === "number") return rules.escape(String(value));
  return rules.concatenate(value.map((item) => renderValue(sink, item, rules)));
}
function interleaved(strings, values) {
  return strings.flatMap((text, at) => [text, values[at] ?? ""]);
}

export {
  Fragment,
  renderValue,
  interleaved
};
