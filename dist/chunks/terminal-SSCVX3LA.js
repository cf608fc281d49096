import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
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
      output.write(prompt);
      try {
        return await readLine(input, new Silence(), "", []);
      } finally {
        output.write("\n");
      }
    },
    close: () => {
    }
  };
}
function readLine(input, output, prompt, ahead) {
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input, output, terminal: true, historySize: 0, prompt });
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
  const prompts = isInteractive ? consolePrompts(stdin, output) : pipePrompts(stdin, output);
  return {
    isInteractive,
    get columns() {
      return output.isTTY ? output.columns || void 0 : void 0;
    },
    colour: output.isTTY === true && !variables["NO_COLOR"] && variables["TERM"] !== "dumb",
    show: (text) => void output.write(text),
    ask: (prompt) => prompts.ask(prompt),
    askSecret: (prompt) => prompts.askSecret(prompt),
    close: () => prompts.close()
  };
}
export {
  openTerminal
};
