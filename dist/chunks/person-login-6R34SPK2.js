import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  parseIdentityToken,
  signAs
} from "./chunk-QYYWEOHP.js";
import "./chunk-RHTBHP75.js";
import "./chunk-HKYJFOAE.js";
import "./chunk-GHU5ZNQK.js";
import "./chunk-63HP4G23.js";
import "./chunk-BA66EQZ6.js";
import "./chunk-RZFILXCP.js";
import "./chunk-32SVHZGV.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-5QFFY7M7.js";
import {
  get,
  isObject
} from "./chunk-MJSS5T6T.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/sigstore/callback-server.ts
import { createServer } from "node:http";
var path = "/auth/callback";
var page = (text) => `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>tuf-on-ci</title><p style="font: 1.2rem sans-serif; margin: 4rem">${text}</p>
`;
async function startCallback(patience) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  return {
    redirectUri: `http://localhost:${port}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
    code: (state) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(tooLate()), patience);
      server.on("request", (request, response) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        const reply = (status, text) => response.writeHead(status, {
          "Content-Type": "text/html; charset=utf-8",
          "Cache-Control": "no-store",
          Connection: "close"
        }).end(page(text));
        if (url.pathname !== path || url.searchParams.get("state") !== state)
          return void reply(404, "No login is awaited here.");
        clearTimeout(timer);
        const code = url.searchParams.get("code");
        if (code) {
          reply(200, "You are logged in. Close this page and go back to the terminal.");
          response.once("finish", () => resolve(code));
        } else {
          reply(200, "The login was refused. Go back to the terminal.");
          response.once("finish", () => reject(refused(url.searchParams)));
        }
      });
    })
  };
}
function refused(answer) {
  const said = answer.get("error_description") ?? answer.get("error") ?? "no reason was given";
  return new TufError("login", `The login was refused: ${said}.`, { hint: "Try the login again." });
}
function tooLate() {
  return new TufError("login", "Nobody has logged in in the browser.", {
    hint: "Try again. On a machine without a browser, set TUF_ON_CI_NO_BROWSER=1 to paste a code instead."
  });
}

// src/adapters/sigstore/oidc-client.ts
import { createHash, randomBytes } from "node:crypto";
var clientId = "sigstore";
var timeout = 2e4;
async function requestLogin(issuer, redirectUri) {
  const { authorize, token } = await discover(issuer);
  const [state, nonce, verifier] = [secret(), secret(), secret()];
  const url = new URL(authorize);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    scope: "openid email",
    redirect_uri: redirectUri,
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256"
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return {
    url: url.href,
    state,
    async redeem(code) {
      const form = {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        client_id: clientId,
        code_verifier: verifier
      };
      const answer = await fetchJson(token, { method: "POST", body: new URLSearchParams(form) });
      return checked(parseIdentityToken(String(get(answer, "id_token"))), issuer, nonce);
    }
  };
}
var secret = () => randomBytes(32).toString("base64url");
function checked(token, issuer, nonce) {
  if (token.nonce === nonce && token.issuer === issuer && token.audience.includes(clientId)) return token;
  throw new TufError("login", "The answer to the login belongs to another login.", { hint: "Try the login again." });
}
async function discover(issuer) {
  const configuration = await fetchJson(`${issuer}/.well-known/openid-configuration`);
  const [authorize, token] = ["authorization_endpoint", "token_endpoint"].map((name) => get(configuration, name));
  if (typeof authorize !== "string" || typeof token !== "string" || ![authorize, token].every(isPage)) {
    throw new TufError("signer", `${issuer} does not say where to log in`);
  }
  return { authorize, token };
}
var isPage = (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
async function fetchJson(url, init = {}) {
  const { status, bytes } = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(timeout) }).then(async (response) => ({ status: response.status, bytes: await response.arrayBuffer() })).catch((cause) => {
    throw new TufError("signer", `${new URL(url).origin} cannot be reached`, {
      hint: "Look at the network, and at https://status.sigstore.dev; then try again.",
      cause
    });
  });
  const answer = objectIn(new Uint8Array(bytes));
  if (status < 400 && answer) return answer;
  const said = answer && (get(answer, "error_description") ?? get(answer, "error"));
  throw new TufError("login", `The login was refused: ${typeof said === "string" ? said : `status ${status}`}.`, {
    hint: "Try the login again; a code can be used once, and for a few minutes."
  });
}
function objectIn(bytes) {
  try {
    const json = parseJson(bytes, { bytes: 65536 });
    return isObject(json) ? json : void 0;
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}

// src/adapters/sigstore/person-login.ts
var outOfBand = "urn:ietf:wg:oauth:2.0:oob";
var margin = 10;
function personLogin(settings) {
  let known;
  async function token() {
    if (known && known.expires > settings.now() + margin) return known;
    const fresh = await (settings.openPage ? byBrowser(settings, settings.openPage) : byPastedCode(settings));
    if (!fresh.name) {
      throw new TufError("login", "The login does not say an email address.", { hint: "Log in with another account." });
    }
    known = { ...fresh, name: fresh.name };
    return known;
  }
  return {
    identify: async () => (await token()).name,
    async sign(payload, name) {
      const login = await token();
      try {
        return await signAs(name, login, payload, await settings.signing());
      } catch (error) {
        if (error instanceof TufError && error.code === "login") known = void 0;
        throw error;
      }
    }
  };
}
async function byBrowser({ terminal: terminal2, issuer, patience = 300 }, openPage) {
  const callback = await startCallback(patience * 1e3);
  try {
    const login = await requestLogin(issuer, callback.redirectUri);
    const code = callback.code(login.state);
    code.catch(() => {
    });
    terminal2.show(terminal`Log in in the browser. If it does not open, go to:\n  ${login.url}\n`.text);
    await openPage(login.url);
    return await login.redeem(await code);
  } finally {
    callback.close();
  }
}
async function byPastedCode({ terminal: terminal2, issuer }) {
  const login = await requestLogin(issuer, outOfBand);
  terminal2.show(terminal`Log in at this address, in a browser on any machine:\n  ${login.url}\n`.text);
  return login.redeem((await terminal2.ask("Then paste the code that it shows: ")).trim());
}
export {
  personLogin
};
