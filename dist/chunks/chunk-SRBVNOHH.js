import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/ports/thread-answer.ts
function answerOf(thread, silence) {
  const answer = new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new TufError("internal", silence)));
  });
  answer.catch(() => {
  });
  return answer;
}

export {
  answerOf
};
