import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/tuf/expires.ts
var pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
var secondsPerDay = 86400;
function isExpires(text) {
  if (!pattern.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && formatTime(time / 1e3) === text;
}
function parseExpires(text) {
  return Date.parse(text) / 1e3;
}
function formatTime(time) {
  return `${new Date(Math.floor(time) * 1e3).toISOString().slice(0, 19)}Z`;
}
function isExpired(expires, now) {
  return parseExpires(expires) <= now;
}
function expiryAfter(now, days) {
  return formatTime(Math.floor(now) + days * secondsPerDay);
}

export {
  secondsPerDay,
  isExpires,
  parseExpires,
  formatTime,
  isExpired,
  expiryAfter
};
