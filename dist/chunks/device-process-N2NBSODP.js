import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  answerDescriptor
} from "./chunk-UKLXXXTC.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/pkcs11/device-process.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, isAbsolute } from "node:path";
var usualPatience = { list: 3e4, sign: 9e4 };
var maxAnswer = 1 << 20;
function deviceProcess(settings) {
  const { module, patience = usualPatience } = settings;
  const ask = (question, milliseconds) => {
    if (module === void 0) return Promise.resolve(failed("no-module", ""));
    if (isAbsolute(module) && !existsSync(module)) return Promise.resolve(failed("module-missing", module));
    return askProcess(settings, { ...question, module }, milliseconds);
  };
  return {
    async list(keyId) {
      const answer = await ask({ ask: "list", keyId }, patience.list);
      if (!answer.ok) return answer;
      const tokens = answer.value.map(({ spki, ...token }) => ({
        ...token,
        ...spki !== void 0 && { spki: Buffer.from(spki, "base64") }
      }));
      return { ok: true, value: tokens };
    },
    async sign({ digest, ...request }) {
      const text = Buffer.from(digest).toString("base64");
      const answer = await ask({ ask: "sign", ...request, digest: text }, patience.sign);
      return answer.ok ? { ok: true, value: Buffer.from(answer.value, "base64") } : answer;
    }
  };
}
function failed(problem, detail) {
  return { ok: false, failure: { problem, detail } };
}
function askProcess(settings, question, milliseconds) {
  const child = spawn(process.execPath, [...process.execArgv, settings.program], {
    env: environment(settings, question.module),
    // Its standard output is nobody's: modules have been seen to write there. What it says on standard error was asked for (YKCS11_DBG).
    stdio: ["pipe", "ignore", "inherit", "pipe"],
    windowsHide: true
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, milliseconds);
  const answer = collected(child.stdio[answerDescriptor], kill);
  child.stdin?.on("error", () => {
  });
  child.stdin?.end(JSON.stringify(question));
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve(failed("crashed", message)));
    child.once("close", (code, signal) => {
      if (isLate) resolve(failed("hung", `${milliseconds / 1e3} s`));
      else resolve(parseAnswer(answer()) ?? failed("crashed", signal ?? `exit code ${code}`));
    });
  }).finally(() => {
    clearTimeout(timer);
    process.removeListener("exit", kill);
  });
}
function collected(stream, end) {
  const pieces = [];
  let size = 0;
  stream.on("data", (piece) => {
    size += piece.length;
    if (size > maxAnswer) end();
    else pieces.push(piece);
  });
  return () => Buffer.concat(pieces);
}
function parseAnswer(bytes) {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return void 0;
  }
}
function environment({ variables }, module) {
  if (process.platform !== "win32") return { ...variables };
  const path = Object.keys(variables).find((name) => name.toLowerCase() === "path") ?? "Path";
  return { ...variables, [path]: [dirname(module), variables[path] ?? ""].join(delimiter) };
}
export {
  deviceProcess
};
