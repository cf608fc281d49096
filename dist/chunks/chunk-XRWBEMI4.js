import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/text/quantities.ts
var MONTHS = "January February March April May June July August September October November December".split(" ");
var ISO_DATE = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/;
function thousands(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
function plural(count, noun, nouns = `${noun}s`) {
  return `${thousands(count)} ${count === 1 ? noun : nouns}`;
}
function byteSize(bytes) {
  if (bytes < 1e3) return plural(bytes, "byte");
  const units = ["kB", "MB", "GB", "TB", "PB"];
  let size = bytes / 1e3;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1e3;
    unit += 1;
  }
  return `${size < 9.95 ? size.toFixed(1) : thousands(Math.round(size))} ${units[unit]}`;
}
function dateInWords(iso) {
  const [, year, month, day] = ISO_DATE.exec(iso) ?? [];
  return year === void 0 ? iso : `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}
function momentInWords(iso) {
  const time = ISO_DATE.exec(iso)?.[4];
  return time === void 0 ? iso : `${dateInWords(iso)}, ${time} UTC`;
}
function listInWords(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

// src/text/visible.ts
var UNSEEN = new RegExp("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800]|(?! )\\p{Zs}", "u");
var STRAY_MARK = new RegExp("\\p{M}(?<!(?!\\p{Default_Ignorable_Code_Point})\\p{L}\\p{M}{1,3})", "u");
var WORKFLOW_COMMAND = /:(?=:)(?<=^ *:)|\[(?<=##\[)/u;
var HIDDEN = new RegExp([UNSEEN, STRAY_MARK, WORKFLOW_COMMAND].map((part) => part.source).join("|"), "gu");
var SHORT_NAMES = /* @__PURE__ */ new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"]
]);
function visible(text) {
  return text.replace(HIDDEN, (character) => SHORT_NAMES.get(character) ?? codePointEscape(character));
}
function quoted(name) {
  return `"${visible(name).replaceAll('"', "\\u0022")}"`;
}
function shortened(text, limit) {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
  return `${start}… (${thousands(text.length - start.length)} more characters)`;
}
function codePointEscape(character) {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

export {
  thousands,
  plural,
  byteSize,
  dateInWords,
  momentInWords,
  listInWords,
  visible,
  quoted,
  shortened
};
