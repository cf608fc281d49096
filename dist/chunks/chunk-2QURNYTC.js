import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/text/code-point-order.ts
function byCodePoint(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}
function sortedByCodePoint(strings) {
  const list = [...strings];
  return areInOrder(list) ? list : list.sort(byCodePoint);
}
function areInOrder(strings) {
  for (let i = 1; i < strings.length; i++) if (byCodePoint(strings[i - 1], strings[i]) > 0) return false;
  return true;
}
function rank(unit) {
  if (unit < 55296) return unit;
  return unit < 57344 ? unit + 8192 : unit - 2048;
}

export {
  byCodePoint,
  sortedByCodePoint
};
