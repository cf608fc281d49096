import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  get,
  isObject
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/actions/workflow-run.ts
import { readFileSync } from "node:fs";
function readWorkflowRun({ variables, cwd }) {
  const required = (name) => {
    const value = variables[name];
    if (value) return value;
    throw new TufError("usage", `The variable ${name} is not set: this program is a GitHub action`, {
      hint: 'Use it in a workflow with "uses:"; on a command line, the tuf-on-ci commands do the same work'
    });
  };
  const repository = required("GITHUB_REPOSITORY");
  const serverUrl = variables["GITHUB_SERVER_URL"] || "https://github.com";
  const workspace = variables["GITHUB_WORKSPACE"] || cwd;
  return {
    repository,
    serverUrl,
    eventName: variables["GITHUB_EVENT_NAME"] ?? "",
    event: readEvent(variables["GITHUB_EVENT_PATH"]),
    ref: variables["GITHUB_REF"] ?? "",
    commit: variables["GITHUB_SHA"] ?? "",
    workflow: variables["GITHUB_WORKFLOW"] ?? "",
    url: `${serverUrl}/${repository}/actions/runs/${variables["GITHUB_RUN_ID"] ?? ""}`,
    workspace,
    temporary: required("RUNNER_TEMP")
  };
}
function eventText({ event }, ...path) {
  let value = event;
  for (const name of path) value = isObject(value) ? get(value, name) : void 0;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
function isPullRequestEvent({ eventName }) {
  return eventName === "pull_request" || eventName === "pull_request_target";
}
function readEvent(path) {
  if (!path) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new TufError("io", `The event of this run cannot be read from ${path}`, { cause });
  }
}

export {
  readWorkflowRun,
  eventText,
  isPullRequestEvent
};
