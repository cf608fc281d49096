import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  keyFromSpki
} from "./chunk-N3K4RLEY.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import {
  derOfPem,
  mlDsaMessage
} from "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import {
  get,
  isObject,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  shortened
} from "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/signers/exec.ts
import { hash } from "node:crypto";

// src/adapters/signers/helper-program.ts
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
var maxAnswer = 65536;
var manual = "What a helper program has to do is told in docs/exec-signer.md.";
async function askHelper(program, question, surroundings) {
  const { code, answer } = await runProgram(pathOf(program, surroundings), JSON.stringify(question), surroundings);
  const parsed = parseAnswer(answer);
  const error = parsed && get(parsed, "error");
  if (typeof error === "string") throw new TufError("signer", `${program} says: ${shortened(error, 500)}`);
  if (code !== 0) throw new TufError("signer", `${program} failed (${code})`, { hint: "What it said stands above." });
  if (!parsed) throw new TufError("signer", `${program} did not answer with one JSON object`, { hint: manual });
  return parsed;
}
function parseAnswer(answer) {
  try {
    const json = parseJson(answer);
    return isObject(json) ? json : void 0;
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
function pathOf(program, { variables }) {
  if (isAbsolute(program)) return program;
  if (/[/\\]/.test(program)) {
    throw new TufError("signer", `exec:${program} is a relative path`, {
      hint: "Write the absolute path of the program, or a name that is in PATH."
    });
  }
  const path = variables[Object.keys(variables).find((name) => name.toUpperCase() === "PATH") ?? "PATH"] ?? "";
  const names = process.platform === "win32" ? [program, `${program}.exe`] : [program];
  const found = path.split(delimiter).filter((folder) => isAbsolute(folder)).flatMap((folder) => names.map((name) => join(folder, name))).find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found !== void 0) return found;
  throw new TufError("signer", `There is no program ${program} in PATH`, {
    hint: "Install it, or write its absolute path after exec:."
  });
}
async function runProgram(path, question, surroundings) {
  const { variables, patience = 300 } = surroundings;
  const child = spawn(path, [], { env: { ...variables }, stdio: ["pipe", "pipe", "inherit"], windowsHide: true });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  let refusal;
  const giveUp = (message, cause) => {
    refusal ??= new TufError("signer", `${path} ${message}`, { hint: manual, cause });
    child.stdout.destroy();
    kill();
  };
  const timer = setTimeout(() => giveUp(`did not answer within ${patience} s`), patience * 1e3);
  const pieces = [];
  let size = 0;
  child.stdout.on("data", (piece) => {
    size += piece.length;
    if (size > maxAnswer) giveUp(`answered more than ${maxAnswer} bytes`);
    else pieces.push(piece);
  });
  child.once("error", (cause) => giveUp(`cannot be started (${cause.message}): is it an executable file?`, cause));
  child.stdin.on("error", () => {
  });
  child.stdin.end(`${question}
`);
  const code = await new Promise((resolve) => {
    child.once("close", (code2, signal) => resolve(code2 ?? signal ?? "killed"));
  });
  clearTimeout(timer);
  process.removeListener("exit", kill);
  if (refusal) throw refusal;
  return { code, answer: Buffer.concat(pieces) };
}

// src/adapters/signers/exec.ts
var protocol = 1;
var request = (ask, members = {}) => objectOf([["tuf-on-ci-signer", protocol], ["ask", ask], ...Object.entries(members)]);
function execSigner(program, key, surroundings) {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== "raw") {
    throw new TufError("signer", `A helper program cannot sign with a key of type ${key.keytype}`, {
      hint: "Remove exec: from the line of this key in your key store."
    });
  }
  const publicKey = reading.key;
  return {
    async sign(bytes) {
      const payload = payloadOf(bytes);
      const members = {
        scheme: key.scheme,
        public: String(get(key.keyval, "public")),
        ...toBeSigned(payload, publicKey.scheme)
      };
      const answer = await askHelper(program, request("sign", members), surroundings);
      const sig = get(answer, "signature");
      if (typeof sig !== "string" || !/^([0-9a-f]{2})+$/.test(sig)) {
        throw new TufError("signer", `${program} answered without a "signature" in lower-case hexadecimal`, {
          hint: "What a helper program has to do is told in docs/exec-signer.md."
        });
      }
      if (!publicKey.verify(payload, Buffer.from(sig, "hex"))) {
        throw new TufError("signer", `The signature of ${program} does not verify with the key in the metadata`, {
          hint: "Is the right device in? Nothing was written."
        });
      }
      return { sig };
    }
  };
}
function toBeSigned(payload, scheme) {
  const base64 = (bytes) => Buffer.from(bytes).toString("base64");
  switch (scheme.family) {
    case "ecdsa":
    case "rsa":
      return { digest: hash(scheme.digest, payload.bytes, "base64"), "digest-algorithm": scheme.digest };
    case "ed25519":
      return { message: base64(payload.bytes) };
    case "ml-dsa":
      return { message: base64(mlDsaMessage(payload)) };
  }
}
async function readPublicHalfOfProgram(program, surroundings) {
  const answer = await askHelper(program, request("public-key"), surroundings);
  const pem = get(answer, "public");
  const scheme = get(answer, "scheme");
  if (typeof pem !== "string" || scheme !== void 0 && typeof scheme !== "string") {
    throw new TufError("signer", `${program} answered without a "public" key in PEM`, {
      hint: "What a helper program has to do is told in docs/exec-signer.md."
    });
  }
  try {
    const spki = derOfPem(pem, "PUBLIC KEY");
    return { spki, schemes: [keyFromSpki(spki, objectOf([]), scheme).scheme] };
  } catch (cause) {
    if (!(cause instanceof TufError)) throw cause;
    throw new TufError("key", `The public key of ${program} cannot be used: ${cause.message}`, { cause });
  }
}
export {
  execSigner,
  readPublicHalfOfProgram
};
