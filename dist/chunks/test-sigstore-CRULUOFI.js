import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/actions/test-sigstore.ts
import { mkdtemp, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
var testSigstore = {
  spec: {
    name: "test-sigstore",
    summary: "Verify a Sigstore bundle with the trust root that the repository serves",
    about: "Fetches `trusted_root.json` through TUF with sigstore-js' client, and verifies a bundle of the workspace with sigstore-js: what every user of the instance does.",
    inputs: {
      metadata_url: {
        about: "Where the metadata is published, with the target files in `targets/` below it as Sigstore clients expect",
        required: true
      },
      initial_root: { about: "The root that the client starts with", default: "metadata/root_history/1.root.json" },
      artifact: { about: "File that was signed", required: true },
      bundle: { about: "Its bundle", required: true },
      certificate_identity: { about: "Who signed it", required: true },
      certificate_oidc_issuer: {
        about: "Who vouches for that",
        default: "https://token.actions.githubusercontent.com"
      }
    },
    outputs: {},
    permissions: [{ scope: "contents", access: "read", why: "for the step that checks out what is verified" }],
    example: `on:
  workflow_call:
  workflow_dispatch:`
  },
  async run(step) {
    const { run, runner } = step;
    const file = (name) => resolve(run.workspace, required(step, name));
    const url = required(step, "metadata_url");
    const mirror = {
      url,
      rootFile: file("initial_root"),
      cache: await mkdtemp(join(run.temporary, "tuf-on-ci-sigstore-"))
    };
    const signed = {
      artifact: await read(file("artifact")),
      bundle: (await read(file("bundle"))).toString("utf8"),
      identity: required(step, "certificate_identity"),
      issuer: required(step, "certificate_oidc_issuer")
    };
    const { fetchPublishedTrustedRoot, verifyArtifact } = await import("./published-trust-35QTXMZH.js");
    const root = await fetchPublishedTrustedRoot(mirror);
    runner.say(terminal`Got trusted_root.json from ${url}`.text);
    verifyArtifact(root, signed);
    runner.say(terminal`The bundle verifies: made by ${signed.identity}`.text);
  }
};
function required(step, name) {
  const value = step.input(name);
  if (value !== "") return value;
  throw new TufError("usage", `The input ${name} is missing`, { hint: 'Set it under "with:"' });
}
async function read(path) {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new TufError("io", `${path} cannot be read`, { hint: "Check the file out in a step before", cause });
  }
}
export {
  testSigstore
};
