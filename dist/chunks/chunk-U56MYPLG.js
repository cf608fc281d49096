import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  require_dist
} from "./chunk-5BPW2PLV.js";
import {
  setClientTime,
  unknownKeys
} from "./chunk-7DBKMOPF.js";
import {
  require_error
} from "./chunk-G3IKMRV3.js";
import {
  readMetadata
} from "./chunk-J3GAEHAW.js";
import {
  delegationsOf,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import {
  get
} from "./chunk-MJSS5T6T.js";
import {
  isExpired
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/client/tuf-js-client.ts
var import_tuf_js = __toESM(require_dist(), 1);
import { mkdir as mkdir2, mkdtemp, readFile as readFile2, rm as rm3, writeFile as writeFile3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";

// src/adapters/client/client-folder.ts
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function readHeldRoles(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(join(folder, file));
      const { signed } = JSON.parse(bytes.toString("utf8"));
      const role = decodeURIComponent(file.slice(0, -".json".length));
      return { role, version: signed.version, expires: signed.expires, bytes };
    })
  );
}
async function readSource(folder, role) {
  for (const path of [join(folder, "metadata", `${role}.json`), join(folder, `${role}.json`)]) {
    try {
      return await readFile(path);
    } catch (error) {
      if (error.code !== "ENOENT") throw ioError(`Cannot read ${path}`, error);
    }
  }
  return void 0;
}
async function keepRoles(folder, roles) {
  try {
    await mkdir(folder, { recursive: true });
    for (const { role, bytes } of roles) await writeWhole(folder, `${fileNameOf(role)}.json`, bytes);
  } catch (error) {
    throw ioError(`Cannot write the client's metadata to ${folder}`, error);
  }
}
async function writeWhole(folder, name, bytes) {
  const unfinished = join(folder, `.${randomUUID()}.unfinished`);
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, join(folder, name));
  } finally {
    await rm(unfinished, { force: true });
  }
}
function fileNameOf(role) {
  return /^[^/\\\p{C}]+$/u.test(role) ? role : encodeURIComponent(role);
}
function ioError(what, cause) {
  const { code } = cause;
  return new TufError("io", `${what} (${code ?? String(cause)})`, { cause });
}

// src/adapters/client/http-fetcher.ts
var import_error = __toESM(require_error(), 1);
import { rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join2 } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
var usualLimits = { idle: 3e4, attempts: 4, delay: 1e3 };
var HttpFetcher = class {
  #folder;
  #limits;
  #failure;
  #latest;
  /** Target files pass through `folder`. */
  constructor(folder, limits) {
    this.#folder = folder;
    this.#limits = limits;
  }
  /** Why the latest download failed; undefined when it did not. */
  get failure() {
    return this.#failure;
  }
  /** The latest metadata file that came in. */
  get latest() {
    return this.#latest;
  }
  async downloadBytes(url, maxLength) {
    const bytes = await this.#download(url, maxLength, async (body) => {
      const pieces = [];
      for await (const piece of body) pieces.push(piece);
      return Buffer.concat(pieces);
    });
    this.#latest = { role: roleOf(url), bytes };
    return bytes;
  }
  async downloadFile(url, maxLength, handle) {
    const file = join2(this.#folder, "download");
    try {
      await this.#download(url, maxLength, (body) => writeFile2(file, body));
      return await handle(file);
    } finally {
      await rm2(file, { force: true });
    }
  }
  async #download(url, maxLength, receive) {
    this.#failure = void 0;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(url, maxLength, receive);
      } catch (error) {
        if (attempt < this.#limits.attempts && mayPass(error)) {
          await sleep(this.#limits.delay * 2 ** (attempt - 1));
          continue;
        }
        const reason = reasonOf(error);
        this.#failure = { url, reason: attempt === 1 ? reason : `${reason}, in ${attempt} attempts` };
        throw error;
      }
    }
  }
  async #attempt(url, maxLength, receive) {
    const { idle } = this.#limits;
    const hung = new AbortController();
    const timer = setTimeout(() => hung.abort(new import_error.DownloadError(`the server sent nothing for ${idle / 1e3} s`)), idle);
    try {
      const response = await fetch(url, {
        headers: { "User-Agent": "tuf-on-ci test-client (tuf-js)" },
        signal: hung.signal
      });
      if (response.ok && response.body) return await receive(limited(response.body, maxLength, () => timer.refresh()));
      await response.body?.cancel();
      throw new import_error.DownloadHTTPError(`the server answered ${response.status}`, response.status);
    } finally {
      clearTimeout(timer);
    }
  }
};
async function* limited(body, maxLength, arrived) {
  let length = 0;
  for await (const piece of body) {
    arrived();
    length += piece.length;
    if (length > maxLength)
      throw new import_error.DownloadLengthMismatchError(`it is longer than the ${maxLength} bytes that a client accepts`);
    yield piece;
  }
}
function roleOf(url) {
  const file = decodeURIComponent(new URL(url).pathname.split("/").at(-1));
  return file.replace(/^\d+\./, "").replace(/\.json$/, "");
}
function mayPass(error) {
  if (error instanceof import_error.DownloadLengthMismatchError) return false;
  if (!(error instanceof import_error.DownloadHTTPError)) return true;
  return error.statusCode >= 500 || error.statusCode === 429 || error.statusCode === 408;
}
function reasonOf(error) {
  if (error instanceof import_error.DownloadError) return error.message;
  const causes = [];
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at);
  const code = causes.map((cause) => cause.code).find((found) => typeof found === "string");
  return `the connection failed (${code ?? causes.at(-1)?.message ?? String(error)})`;
}

// src/adapters/client/unknown-keys.ts
function unknownKeysOf(received, held) {
  const document = received && readDocument(received);
  if (!document) return void 0;
  const { role } = received;
  const trusted = held.flatMap((one) => readDocument(one) ?? []);
  for (const delegator of role === "root" ? [...trusted, document] : trusted) {
    const signers = signersBy(delegator.signed, role);
    const reason = signers && unknownKeys(document, signers);
    if (reason !== void 0) return { role, reason };
  }
  return void 0;
}
function readDocument({ role, bytes }) {
  try {
    const reading = readMetadata(parseJson(bytes), typeOfRole(role));
    return reading.ok ? reading.metadata : void 0;
  } catch {
    return void 0;
  }
}
function signersBy(delegator, role) {
  if (delegator._type === "root") {
    const { roles, keys } = delegator;
    const delegated2 = get(roles, role);
    return delegated2 && { role: delegated2, keys };
  }
  const delegations = delegationsOf(delegator);
  const delegated = delegations?.roles.find(({ name }) => name === role);
  return delegated && { role: delegated, keys: delegations.keys };
}

// src/adapters/client/tuf-js-client.ts
var maxRootRotations = 1024;
var rootMaxLength = 512e3;
function testClientPorts(limits = usualLimits) {
  return { openClient: (initialRoot) => TufJsClient.open(initialRoot, limits), readSource, keep: keepRoles };
}
var TufJsClient = class _TufJsClient {
  #folder;
  #fetcher;
  #latest;
  constructor(folder, fetcher) {
    this.#folder = folder;
    this.#fetcher = fetcher;
  }
  static async open(initialRoot, limits) {
    const folder = await mkdtemp(join3(tmpdir(), "tuf-on-ci-client-"));
    try {
      const fetcher = new HttpFetcher(folder, limits);
      const root = await readInitialRoot(initialRoot, fetcher);
      await mkdir2(join3(folder, "metadata"));
      await writeFile3(join3(folder, "metadata", "root.json"), root);
      const client = new _TufJsClient(folder, fetcher);
      client.#trustInitialRoot(initialRoot, root);
      return client;
    } catch (error) {
      await rm3(folder, { recursive: true, force: true });
      throw error;
    }
  }
  /** tuf-js reads the root of its folder when it is made. */
  #trustInitialRoot(from, bytes) {
    try {
      this.#updater("http://localhost/");
    } catch (cause) {
      const unknown = unknownKeysOf({ role: "root", bytes }, []);
      const reason = unknown ? `it cannot be judged, ${unknown.reason}` : `tuf-js refuses it (${messageOf(cause)})`;
      throw initialRootError(from, reason, cause);
    }
  }
  async refresh(metadataUrl, time) {
    const place = { metadataUrl, time };
    try {
      this.#latest = { updater: await this.#refreshed(place), place };
      return { kind: "fresh" };
    } catch (error) {
      return this.#explain(error, time, () => this.#refreshed({ metadataUrl, time: 0 }));
    }
  }
  async download(target, artifactUrl) {
    if (!this.#latest) throw new TufError("internal", "The client must refresh before it downloads");
    const { updater, place } = this.#latest;
    try {
      const info = await updater.getTargetInfo(target);
      if (!info) return { kind: "not-listed" };
      await updater.downloadTarget(info, join3(this.#folder, "target"), artifactUrl);
      return { kind: "downloaded", length: info.length };
    } catch (error) {
      const again = async () => (await this.#refreshed({ ...place, time: 0 })).getTargetInfo(target);
      return this.#explain(error, place.time, again);
    }
  }
  held() {
    return readHeldRoles(join3(this.#folder, "metadata"));
  }
  async close() {
    await rm3(this.#folder, { recursive: true, force: true });
  }
  async #refreshed({ metadataUrl, time }) {
    const updater = this.#updater(metadataUrl);
    setClientTime(updater, time);
    await updater.refresh();
    return updater;
  }
  #updater(metadataBaseUrl) {
    const metadataDir = join3(this.#folder, "metadata");
    return new import_tuf_js.Updater({ metadataDir, metadataBaseUrl, fetcher: this.#fetcher, config: { maxRootRotations } });
  }
  /**
   * Why tuf-js failed. It wraps its errors in text, so the reason is found by facts: what was downloaded, whose keys they
   * are, and whether the same would work at a time when nothing had expired.
   */
  async #explain(error, time, again) {
    if (error instanceof TufError) throw error;
    const { failure, latest } = this.#fetcher;
    if (failure) return { kind: "unreachable", ...failure };
    const unknown = unknownKeysOf(latest, await this.held());
    if (unknown) return { kind: "not-judged", ...unknown };
    const works = await again().then(
      () => true,
      () => false
    );
    const expired = works ? (await this.held()).filter(({ expires }) => isExpired(expires, time)) : [];
    if (expired.length > 0) return { kind: "expired", roles: expired };
    return { kind: "refused", reason: messageOf(error) };
  }
};
async function readInitialRoot(from, fetcher) {
  try {
    return "file" in from ? await readFile2(from.file) : await fetcher.downloadBytes(from.url, rootMaxLength);
  } catch (cause) {
    const { code } = cause;
    throw initialRootError(from, fetcher.failure?.reason ?? code ?? messageOf(cause), cause);
  }
}
function initialRootError(from, reason, cause) {
  const place = "file" in from ? from.file : from.url;
  return new TufError("client", `initial root: a client cannot start with ${place}: ${reason}`, {
    hint: "Give a root that clients of this repository are shipped with, as a file or as 1.root.json under the metadata URL.",
    cause
  });
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

export {
  testClientPorts
};
