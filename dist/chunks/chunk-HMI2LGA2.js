import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  formatTime
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

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
function dateInWords(iso2) {
  const [, year, month, day] = ISO_DATE.exec(iso2) ?? [];
  return year === void 0 ? iso2 : `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}
function momentInWords(iso2) {
  const time = ISO_DATE.exec(iso2)?.[4];
  return time === void 0 ? iso2 : `${dateInWords(iso2)}, ${time} UTC`;
}
function listInWords(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

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
function shortened(text, limit) {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, "");
  return `${start}… (${thousands(text.length - start.length)} more characters)`;
}
function codePointEscape(character) {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

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
  yellow: [33, 39],
  cyan: [36, 39]
};
function styled(style, value, colour) {
  const text = terminal`${value}`;
  if (!colour) return text;
  const [on, off] = STYLES[style];
  return new Fragment("terminal", `\x1B[${on}m${text}\x1B[${off}m`);
}

// src/cli/environment.ts
import { readFileSync } from "node:fs";

// src/cli/clock.ts
var iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
function readClock(text, realTime) {
  if (!text) return { now: Math.floor(realTime()), isSet: false };
  const now = /^\d{1,12}$/.test(text) ? Number(text) : iso.test(text) ? Date.parse(text) / 1e3 : Number.NaN;
  if (Number.isNaN(now) || now + 3650 * 86400 > 253402300799) {
    throw new TufError("usage", `TUF_ON_CI_NOW is no time: ${text}`, {
      hint: "Use 2030-01-31T12:00:00Z or Unix seconds"
    });
  }
  return { now: Math.floor(now), isSet: true };
}

// src/cli/sigstore.ts
import { resolve } from "node:path";
function sigstoreOnDemand({ cwd, variables }) {
  let loaded;
  return {
    check(...question) {
      if (!loaded) throw new TufError("internal", "a Sigstore signature was judged before its trust root was loaded");
      return loaded(...question);
    },
    async prepare() {
      if (loaded) return;
      const file = variables["TUF_ON_CI_SIGSTORE_TRUSTED_ROOT"];
      const { loadSigstoreCheck } = await import("./check-MX5OYA5E.js");
      loaded = await loadSigstoreCheck({ trustedRootFile: file ? resolve(cwd, file) : void 0 });
    }
  };
}

// src/cli/environment.ts
function processEnvironment() {
  return {
    cwd: process.cwd(),
    variables: process.env,
    realTime: () => Date.now() / 1e3,
    colour: { stdout: showsColour(process.stdout), stderr: showsColour(process.stderr) },
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text)
  };
}
function showsColour(stream) {
  return stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
}
function clockOf({ variables, realTime, stderr }) {
  const clock = readClock(variables["TUF_ON_CI_NOW"], realTime);
  if (clock.isSet)
    stderr(`WARNING: TUF_ON_CI_NOW is set: this command takes the time to be ${formatTime(clock.now)}
`);
  return clock;
}
async function inRepository(environment, typed, work, folder = environment.cwd) {
  const { variables, stderr } = environment;
  const clock = clockOf(environment);
  const [{ openRepository }, { createSignatureVerifier }] = await Promise.all([
    import("./open-repository-O7IABOUO.js"),
    import("./verify-SJOPYAQY.js")
  ]);
  const sigstore = sigstoreOnDemand(environment);
  const log = (call) => stderr(terminal`${call}\n`.text);
  const repository = await openRepository(folder, { env: variables, ...typed.verbosity > 0 && { log } });
  try {
    return await work({
      repository,
      clock,
      now: clock.now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(variables["TUF_ON_CI_NO_VERIFY_KID"]),
      defaultBranchNames: [variables["TUF_ON_CI_DEFAULT_BRANCH"], branchOfGithubEvent(variables["GITHUB_EVENT_PATH"])]
    });
  } finally {
    await repository.close();
  }
}
function branchOfGithubEvent(path) {
  if (!path) return void 0;
  try {
    const event = JSON.parse(readFileSync(path, "utf8"));
    const name = event.repository?.default_branch;
    return typeof name === "string" ? name : void 0;
  } catch {
    return void 0;
  }
}

export {
  Fragment,
  renderValue,
  interleaved,
  thousands,
  plural,
  byteSize,
  dateInWords,
  momentInWords,
  listInWords,
  visible,
  shortened,
  terminal,
  terminalLines,
  styled,
  processEnvironment,
  clockOf,
  inRepository
};
