import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  fitted
} from "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/terminal/console-prompts.ts
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
var Silence = class extends Writable {
  _write(_chunk, _encoding, done) {
    done();
  }
};
function consolePrompts(input, output) {
  const ahead = [];
  return {
    async ask(prompt) {
      const line = ahead.shift();
      if (line === void 0) return readLine(input, output, prompt, ahead);
      output.write(`${prompt}${line}
`);
      return line;
    },
    async askSecret(prompt) {
      ahead.length = 0;
      try {
        return await readLine(input, new Silence(), "", [], () => output.write(prompt));
      } finally {
        output.write("\n");
      }
    },
    close: () => {
    }
  };
}
function readLine(input, output, prompt, ahead, begin = () => {
}) {
  return new Promise((resolve, reject) => {
    const lastLine = prompt.lastIndexOf("\n") + 1;
    const options = { terminal: true, historySize: 0, prompt: prompt.slice(lastLine) };
    const reader = createInterface({ input, output, ...options });
    begin();
    output.write(prompt.slice(0, lastLine));
    let first;
    reader.on("line", (line) => {
      if (first !== void 0) {
        ahead.push(line);
        return;
      }
      first = line;
      setImmediate(() => reader.close());
    });
    reader.on("SIGINT", () => reader.close());
    reader.on("close", () => {
      if (first !== void 0) return resolve(first);
      output.write("\n");
      reject(new TufError("aborted", "Stopped by you", { hint: "Nothing was committed or pushed" }));
    });
    reader.prompt();
  });
}

// src/adapters/terminal/pipe-prompts.ts
import { createInterface as createInterface2 } from "node:readline";
function pipePrompts(input, output) {
  let reader;
  const nextLine = async (prompt) => {
    reader ??= openReader(input);
    output.write(prompt);
    const next = await reader.lines.next();
    output.write("\n");
    if (!next.done) return next.value;
    throw new TufError("aborted", "Stopped: standard input has ended before every question was answered", {
      hint: "Give one line for each question, empty for its default. Nothing was committed or pushed"
    });
  };
  return { ask: nextLine, askSecret: nextLine, close: () => reader?.interface.close() };
}
function openReader(input) {
  const lines = createInterface2({ input, crlfDelay: Number.POSITIVE_INFINITY, terminal: false });
  return { interface: lines, lines: lines[Symbol.asyncIterator]() };
}

// src/adapters/terminal/terminal.ts
function openTerminal({ stdin, stdout, stderr }, variables) {
  const isInteractive = stdin.isTTY === true;
  const output = isInteractive && !stdout.isTTY && stderr.isTTY ? stderr : stdout;
  const columns = () => output.isTTY ? output.columns || void 0 : void 0;
  const prompts = isInteractive ? consolePrompts(stdin, output) : pipePrompts(stdin, output);
  return {
    isInteractive,
    get columns() {
      return columns();
    },
    colour: output.isTTY === true && !variables["NO_COLOR"] && variables["TERM"] !== "dumb",
    show: (text) => void output.write(fitted(text, columns())),
    ask: (prompt) => prompts.ask(fitted(prompt, columns())),
    askSecret: (prompt) => prompts.askSecret(fitted(prompt, columns())),
    close: () => prompts.close()
  };
}
export {
  openTerminal
};
