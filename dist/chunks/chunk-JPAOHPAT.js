import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  styled,
  terminal
} from "./chunk-CLCL23LZ.js";
import {
  visible
} from "./chunk-XRWBEMI4.js";

// src/text/wrapped.ts
function line(indent, text, style) {
  return { indent, text, ...style && { style } };
}
function wrapped({ indent, text, style }, { columns, colour }) {
  const width = Math.max((columns ?? Number.POSITIVE_INFINITY) - indent, narrowest);
  return broken(visible(text), width, 2).map((piece, at) => {
    const blanks = " ".repeat(at === 0 ? indent : indent + 2);
    return terminal`${blanks}${style ? styled(style, piece, colour) : piece}`;
  });
}
function fitted(text, columns) {
  if (columns === void 0) return text;
  const width = Math.max(columns, narrowest);
  return text.split("\n").flatMap((one) => {
    if (widthOf(one) <= width) return [one];
    const [beginning, rest] = atTextOf(one);
    const hang = /\S/.test(beginning) ? 0 : 2;
    const room = width - widthOf(beginning);
    const blanks = " ".repeat(widthOf(beginning) + hang);
    return broken(rest, room, hang).map((piece, at) => at === 0 ? `${beginning}${piece}` : `${blanks}${piece}`);
  }).join("\n");
}
var narrowest = 20;
var widestLabel = 24;
function atTextOf(styledLine) {
  const plain = styledLine.replace(styles, "").slice(0, widestLabel);
  const column = /^ *\S.*? {2,}(?=\S)/.exec(plain)?.[0].length ?? plain.search(/\S|$/);
  let at = 0;
  for (let seen = 0; seen < column; ) {
    const style = stylesHere(styledLine, at);
    if (style > 0) at += style;
    else {
      at += 1;
      seen += 1;
    }
  }
  return [styledLine.slice(0, at), styledLine.slice(at)];
}
var styles = /\u001b\[\d+m/g;
function stylesHere(text, at) {
  return /^\u001b\[\d+m/.exec(text.slice(at, at + 8))?.[0].length ?? 0;
}
var wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
function widthOf(text) {
  let width = 0;
  for (const character of text.replace(styles, ""))
    width += wide.test(character) ? 2 : new RegExp("\\p{M}", "u").test(character) ? 0 : 1;
  return width;
}
var tokens = /`[^`]*`[^ ]*|(?<=: )(?:git|npm|ykman|cp|tuf-on-ci(?:-[a-z]+)*) .*|[^ ]+| +/g;
function broken(text, width, hang) {
  const pieces = [];
  let piece = "";
  let column = 0;
  let blanks = "";
  for (const token of text.match(tokens) ?? [""]) {
    if (token.startsWith(" ")) {
      blanks = token;
      continue;
    }
    const size = widthOf(token);
    const room = pieces.length === 0 ? width : width - hang;
    if (column > 0 && column + blanks.length + size > room) {
      pieces.push(piece);
      [piece, column] = [token, size];
    } else {
      piece += blanks + token;
      column += blanks.length + size;
    }
    blanks = "";
  }
  return [...pieces, piece];
}

export {
  line,
  wrapped,
  fitted
};
