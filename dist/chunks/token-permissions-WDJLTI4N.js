import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import "./chunk-DX2EXFTF.js";

// src/adapters/github/token-permissions.ts
var timeLimit = 1e4;
var probes = [
  ["contents", "git/refs"],
  ["actions", "actions/workflows/0/dispatches"],
  ["pull-requests", "pulls"],
  ["issues", "issues"],
  ["statuses", `statuses/${"0".repeat(40)}`]
];
var unknown = {
  contents: void 0,
  actions: void 0,
  "pull-requests": void 0,
  issues: void 0,
  statuses: void 0
};
async function readTokenPermissions(variables) {
  const token = variables["GITHUB_TOKEN"] || variables["GH_TOKEN"];
  const repository = variables["GITHUB_REPOSITORY"];
  if (!token || !repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return void 0;
  const api = variables["GITHUB_API_URL"] || "https://api.github.com";
  const ask = (method, path) => statusOf(method, `${api}/repos/${repository}${path}`, token);
  const mayLogIn = Boolean(variables["ACTIONS_ID_TOKEN_REQUEST_URL"] && variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]);
  const access = await ask("GET", "");
  if (access !== 200) {
    return { repository, may: { ...unknown, "id-token": mayLogIn }, problem: problemOf(access) };
  }
  const answers = await Promise.all(probes.map(async ([name, path]) => [name, mayOf(await ask("POST", `/${path}`))]));
  return { repository, may: { ...unknown, ...Object.fromEntries(answers), "id-token": mayLogIn } };
}
async function statusOf(method, url, token) {
  try {
    const response = await fetch(url, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(timeLimit),
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/vnd.github+json",
        "user-agent": "tuf-on-ci",
        ...method === "POST" && { "content-type": "application/json" }
      },
      ...method === "POST" && { body: "{}" }
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return void 0;
  }
}
function mayOf(status) {
  if (status === 403) return false;
  return status === 422 || status === 400 || status === 404 || status === 410 ? true : void 0;
}
function problemOf(status) {
  if (status === void 0) return "GitHub cannot be reached";
  if (status === 401) return "GitHub does not accept the token";
  return status === 404 || status === 403 ? "the token does not see the repository" : `GitHub answers with status ${status}`;
}
export {
  readTokenPermissions
};
