import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renderDeployment
} from "./chunk-LJ37I52O.js";
import {
  cloudLogin
} from "./chunk-SOKPPZWF.js";
import {
  usage
} from "./chunk-UKOGAKRI.js";
import "./chunk-UFDM235Z.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/deploy.ts
var spec = {
  name: "deploy",
  summary: "upload a built repository to a bucket or a folder",
  about: "Judges what build-repository wrote, and brings a destination to it: gs://bucket/path, s3://bucket/path (AWS_ENDPOINT_URL_S3 for other services), azblob://account/container/path or file:path. Only what is not there is uploaded, timestamp.json last; a newer version that is served already is left alone. Earlier versions stay.",
  arguments: [{ name: "DESTINATION", about: "Where the repository is served from" }],
  options: [
    { name: "metadata", value: "DIR", about: "Folder that the metadata was built in (required)" },
    { name: "artifacts", value: "DIR", about: "Folder that the target files were built in (required)" },
    { name: "metadata-path", value: "PATH", about: "Where the metadata goes below the destination: metadata" },
    { name: "artifacts-path", value: "PATH", about: "Where the target files go below the destination: targets" },
    { name: "dry-run", about: "Look, say what would be written, and write nothing" },
    { name: "check-all", about: "Look at every file at the destination, whatever earlier deployments have noted" },
    {
      name: "prune-older-than",
      value: "DAYS",
      about: "Remove what was superseded more than so many days ago; without it nothing is removed"
    }
  ],
  exits: { 0: "the destination serves this repository, or a newer version of it" }
};
var deployCommand = {
  spec,
  async run(typed, environment) {
    const text = (name) => typed.options[name];
    const folder = (name) => {
      const value = text(name);
      if (value) return value;
      throw usage(spec, `--${name} DIR is missing`);
    };
    const destination = typed.arguments[0];
    const request = {
      destination,
      metadata: folder("metadata"),
      artifacts: folder("artifacts"),
      metadataPath: text("metadata-path") ?? "metadata",
      artifactsPath: text("artifacts-path") ?? "targets",
      dryRun: typed.options["dry-run"] === true,
      checkAll: typed.options["check-all"] === true,
      pruneOlderThan: daysOf(typed)
    };
    const { runDeployment } = await import("./deployment-46DJVVRE.js");
    const outcome = await runDeployment(request, environment, cloudLogin(environment.variables));
    for (const warning of outcome.warnings) environment.stderr(terminal`warning: ${warning}\n`.text);
    environment.stdout(renderDeployment(outcome, destination).text);
    return 0;
  }
};
function daysOf(typed) {
  const days = typed.options["prune-older-than"];
  if (days === void 0) return void 0;
  if (typeof days === "string" && /^[1-9]\d{0,4}$/.test(days)) return Number(days);
  throw usage(spec, `--prune-older-than is no number of days, 1 or more: ${days}`);
}
export {
  deployCommand
};
