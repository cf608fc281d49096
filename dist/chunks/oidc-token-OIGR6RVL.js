import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  withRetries
} from "./chunk-YWBQBVBE.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/runner/oidc-token.ts
import { setTimeout as pause } from "node:timers/promises";
var timeLimit = 2e4;
function workflowOidcToken({ variables, onToken }) {
  return async (audience) => {
    const url = variables["ACTIONS_ID_TOKEN_REQUEST_URL"];
    const secret = variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    if (!url || !secret || !URL.canParse(url)) {
      throw new TufError("login", "This job may not have an OIDC token to log in with", {
        hint: 'Give the job in the workflow "permissions: id-token: write". A pull request from a fork never gets one.'
      });
    }
    const request = new URL(url);
    request.searchParams.set("audience", audience);
    const signal = AbortSignal.timeout(timeLimit);
    const token = await withRetries(
      () => fetchToken(request, secret, signal),
      (error) => !(error instanceof TufError),
      { signal, pause: (milliseconds) => pause(milliseconds, void 0, { signal }) }
    ).catch((cause) => {
      throw cause instanceof TufError ? cause : noAnswer(cause);
    });
    onToken?.(token);
    return token;
  };
}
async function fetchToken(url, secret, signal) {
  const headers = { authorization: `Bearer ${secret}`, accept: "application/json" };
  const response = await fetch(url, { headers, signal, redirect: "error" });
  if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
  const body = response.ok ? await response.json() : void 0;
  const token = typeof body === "object" && body !== null && "value" in body ? body.value : void 0;
  if (typeof token === "string" && token !== "") return token;
  throw new TufError("login", `GitHub gives no OIDC token to this job (status ${response.status})`, {
    hint: "Run the job again; when it stays, see https://www.githubstatus.com."
  });
}
function noAnswer(cause) {
  return new TufError("login", "GitHub does not answer the request for an OIDC token", {
    hint: "Run the job again; when it stays, see https://www.githubstatus.com.",
    cause
  });
}
export {
  workflowOidcToken
};
