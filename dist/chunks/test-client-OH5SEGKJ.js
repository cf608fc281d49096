import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  testClient
} from "./chunk-CHTVVHRV.js";
import {
  usage
} from "./chunk-UKOGAKRI.js";
import "./chunk-UFDM235Z.js";
import {
  clockOf
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/test-client.ts
var spec = {
  name: "test-client",
  summary: "update a real TUF client from a published repository",
  about: "Runs the client workflow of tuf-js against the URLs and looks at what the client got.",
  arguments: [],
  options: [
    { name: "metadata-url", short: "m", value: "URL", about: "Where the metadata is published (required)" },
    { name: "artifact-url", short: "a", value: "URL", about: "Where the target files are published (required)" },
    {
      name: "update-base-url",
      short: "u",
      value: "URL",
      about: "Update from this metadata URL first, as clients have until now"
    },
    {
      name: "initial-root",
      short: "r",
      value: "FILE",
      about: "The root the client starts with; 1.root.json of the metadata URL unless given"
    },
    {
      name: "expected-artifact",
      short: "e",
      value: "TARGET",
      about: "A target file that must be found and downloaded"
    },
    {
      name: "compare-source",
      short: "c",
      value: "DIR",
      about: "A checkout whose root.json and timestamp.json must be the published ones"
    },
    { name: "time", short: "t", value: "TIME", about: "The client's clock, in Unix seconds" },
    {
      name: "offline-time",
      short: "o",
      value: "TIME",
      about: "root and targets must be valid at this time, in Unix seconds"
    },
    { name: "metadata-dir", short: "d", value: "DIR", about: "Keep what the client got, as <role>.json" }
  ],
  exits: { 0: "all checks pass" }
};
var testClientCommand = {
  spec,
  async run(typed, environment) {
    const text = (name) => typed.options[name];
    const required = (name) => {
      const value = text(name);
      if (!value) throw usage(spec, `--${name} is missing`);
      return value;
    };
    const input = {
      metadataUrl: required("metadata-url"),
      artifactUrl: required("artifact-url"),
      updateBaseUrl: text("update-base-url"),
      initialRoot: text("initial-root"),
      expectedArtifact: text("expected-artifact"),
      compareSource: text("compare-source"),
      metadataDir: text("metadata-dir"),
      time: seconds(typed, "time"),
      offlineTime: seconds(typed, "offline-time"),
      now: clockOf(environment).now
    };
    const { testClientPorts } = await import("./tuf-js-client-3BZ3KWHP.js");
    const { checks, warnings } = await testClient(input, testClientPorts());
    for (const warning of warnings) environment.stderr(terminal`warning: ${warning}\n`.text);
    for (const { check, detail } of checks) environment.stdout(terminal`ok: ${check}: ${detail}\n`.text);
    return 0;
  }
};
function seconds(typed, name) {
  const text = typed.options[name];
  if (text === void 0) return void 0;
  if (typeof text === "string" && /^\d{1,12}$/.test(text)) return Number(text);
  throw usage(spec, `--${name} is no time in Unix seconds: ${text}`);
}
export {
  testClientCommand
};
