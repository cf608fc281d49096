import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  formatTime,
  isExpired
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/test-client.ts
async function testClient(input, ports) {
  checkUrls(input);
  const initialRoot = initialRootOf(input);
  const client = await ports.openClient(initialRoot);
  try {
    const report = await makeChecks(input, initialRoot, client, ports);
    if (input.metadataDir === void 0) return report;
    await ports.keep(input.metadataDir, await client.held());
    const kept = { check: "metadata kept", detail: `What the client got is in ${input.metadataDir}.` };
    return { ...report, checks: [...report.checks, kept] };
  } catch (error) {
    if (input.metadataDir !== void 0) await keepForInspection(input.metadataDir, client, ports);
    throw error;
  } finally {
    await client.close();
  }
}
async function keepForInspection(folder, client, ports) {
  try {
    await ports.keep(folder, await client.held());
  } catch {
  }
}
async function makeChecks(input, initialRoot, client, ports) {
  const checks = [];
  const warnings = [];
  const passed = (check, detail) => void checks.push({ check, detail });
  passed("initial root", `The client starts with ${"file" in initialRoot ? initialRoot.file : initialRoot.url}.`);
  if (input.updateBaseUrl !== void 0) {
    const warning = await updateFromBase(input.updateBaseUrl, input.now, client);
    if (warning === void 0) passed("update base", `The client has updated from ${input.updateBaseUrl}.`);
    else warnings.push(warning);
  }
  passed("refresh", await refresh(input, client));
  if (input.compareSource !== void 0) {
    passed("compare source", await compareWithSource(input.compareSource, client, ports));
  }
  if (input.offlineTime !== void 0) passed("offline validity", await checkOfflineRoles(input.offlineTime, client));
  if (input.expectedArtifact !== void 0) {
    passed("expected artifact", await downloadArtifact(input.expectedArtifact, input.artifactUrl, client));
  }
  return { checks, warnings };
}
function renderTestClientReport({ checks, warnings }) {
  return terminalLines([
    ...checks.map(({ check, detail }) => terminal`passed: ${check}: ${detail}`),
    ...warnings.map((warning) => terminal`warning: ${warning}`)
  ]);
}
async function updateFromBase(url, now, client) {
  const outcome = await client.refresh(url, now);
  if (outcome.kind === "fresh") return void 0;
  if (outcome.kind === "expired") return `The update base ${url} has expired: ${listRoles(outcome.roles)}.`;
  throw failed("update base", `a client cannot update from ${url}`, outcome);
}
async function refresh(input, client) {
  const time = input.time ?? input.now;
  const outcome = await client.refresh(input.metadataUrl, time);
  if (outcome.kind !== "fresh") {
    throw failed("refresh", `a client cannot update from ${input.metadataUrl} as of ${formatTime(time)}`, outcome);
  }
  return `The client has updated from ${input.metadataUrl} as of ${formatTime(time)}: ${listRoles(await client.held())}.`;
}
async function compareWithSource(folder, client, ports) {
  const held = await client.held();
  for (const role of ["root", "timestamp"]) {
    const source = await ports.readSource(folder, role);
    if (!source) {
      const hint = "Give a checkout of the repository, with metadata/root.json and metadata/timestamp.json.";
      throw new TufError("client", `compare source: there is no ${role}.json in ${folder}`, { hint });
    }
    const got = held.find((one) => one.role === role);
    if (got && sameBytes(source, got.bytes)) continue;
    const version = got ? ` (version ${got.version})` : "";
    throw new TufError("client", `compare source: the client's ${role}.json${version} is not the one in ${folder}`, {
      hint: "The latest deployment may have failed, or the web server still serves an older copy: publish again, or wait."
    });
  }
  return `root.json and timestamp.json are those of ${folder}.`;
}
async function checkOfflineRoles(time, client) {
  const held = await client.held();
  const offline = held.filter(({ role }) => role === "root" || role === "targets");
  const expired = offline.filter(({ expires }) => isExpired(expires, time));
  if (expired.length === 0) return `Valid at ${formatTime(time)}: ${listRoles(offline)}.`;
  throw new TufError("client", `offline validity: not valid any more at ${formatTime(time)}: ${listRoles(expired)}`, {
    hint: "Sign a new version: create-signing-events makes the signing event once the signing period has begun."
  });
}
async function downloadArtifact(target, url, client) {
  const outcome = await client.download(target, url);
  if (outcome.kind === "downloaded") return `${target} was downloaded from ${url}: ${outcome.length} bytes, as listed.`;
  throw failed("expected artifact", `a client cannot get ${target}`, outcome);
}
function failed(check, what, failure) {
  const { reason, hint } = explanations[failure.kind](failure);
  return new TufError("client", `${check}: ${what}: ${reason}`, { hint });
}
var explanations = {
  unreachable: ({ url, reason }) => ({
    reason: `${url}: ${reason}`,
    hint: "Check that the URL is right and that the latest deployment has finished."
  }),
  expired: ({ roles }) => ({
    reason: `expired by then: ${listRoles(roles)}`,
    hint: "Run online-sign for timestamp and snapshot, a signing event for other roles, and publish."
  }),
  "not-judged": ({ role, reason }) => ({
    reason: `${role} cannot be judged, ${reason}`,
    hint: "Use a key type that tuf-js knows, or test this repository with a client that knows this one."
  }),
  "not-listed": () => ({
    reason: "no role that may do so lists it",
    hint: "Check the path of the target file, and the paths of the delegations."
  }),
  refused: ({ reason }) => ({
    reason: `tuf-js refuses it (${reason})`,
    hint: "Run tuf-on-ci verify on the source: clients with this repository in use may be stuck."
  })
};
function listRoles(roles) {
  return roles.map(({ role, version, expires }) => `${role} v${version} (expires ${expires})`).join(", ");
}
function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
function initialRootOf({ initialRoot, metadataUrl }) {
  if (initialRoot !== void 0) return { file: initialRoot };
  return { url: `${metadataUrl}${metadataUrl.endsWith("/") ? "" : "/"}1.root.json` };
}
function checkUrls({ metadataUrl, artifactUrl, updateBaseUrl }) {
  for (const url of [metadataUrl, artifactUrl, ...updateBaseUrl === void 0 ? [] : [updateBaseUrl]]) {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) continue;
    const hint = "Give a URL like https://example.github.io/repository/metadata/";
    throw new TufError("usage", `"${url}" is not a URL that a TUF client can download from`, { hint });
  }
}

export {
  testClient,
  renderTestClientReport
};
