import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  sigstoreOnDemand
} from "./chunk-NB4CCL6E.js";
import {
  fitted
} from "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import {
  formatTime
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

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

// src/cli/environment.ts
import { readFileSync } from "node:fs";
function processEnvironment() {
  return {
    cwd: process.cwd(),
    variables: process.env,
    realTime: () => Date.now() / 1e3,
    colour: { stdout: showsColour(process.stdout), stderr: showsColour(process.stderr) },
    columns: () => process.stderr.isTTY ? process.stderr.columns : void 0,
    streams: () => ({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text)
  };
}
function showsColour(stream) {
  return stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
}
function clockOf({ variables, realTime, stderr, columns }) {
  const clock = readClock(variables["TUF_ON_CI_NOW"], realTime);
  const warning = `WARNING: TUF_ON_CI_NOW is set: this command takes the time to be ${formatTime(clock.now)}
`;
  if (clock.isSet) stderr(fitted(warning, columns?.()));
  return clock;
}
async function inRepository(environment, typed, work, folder = environment.cwd, prompts = false) {
  const { variables, stderr } = environment;
  const clock = clockOf(environment);
  const [{ openRepository }, { createSignatureVerifier }] = await Promise.all([
    import("./open-repository-P243PW5B.js"),
    import("./verify-NFMTLKDA.js")
  ]);
  const sigstore = sigstoreOnDemand(environment);
  const log = (call) => stderr(terminal`${call}\n`.text);
  const repository = await openRepository(folder, {
    env: variables,
    prompts,
    ...typed.verbosity > 0 && { log }
  });
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
  readClock,
  processEnvironment,
  clockOf,
  inRepository
};
