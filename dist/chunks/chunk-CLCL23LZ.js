import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  Fragment,
  interleaved,
  renderValue
} from "./chunk-VABBSJFU.js";
import {
  visible
} from "./chunk-XRWBEMI4.js";

// src/text/terminal.ts
var RULES = { escape: visible, concatenate: (parts) => parts.join("") };
function terminal(strings, ...values) {
  const escaped = values.map((value) => renderValue("terminal", value, RULES));
  return new Fragment("terminal", interleaved(strings, escaped).join(""));
}
function terminalLines(lines) {
  return new Fragment("terminal", lines.map((line) => `${line.text}
`).join(""));
}
var STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  magenta: [35, 39]
};
function styled(style, value, colour) {
  const text = terminal`${value}`;
  if (!colour) return text;
  const [on, off] = STYLES[style];
  return new Fragment("terminal", `\x1B[${on}m${text}\x1B[${off}m`);
}

export {
  terminal,
  terminalLines,
  styled
};
