import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  forkPullRequestUrl,
  parseGithubUrl
} from "./chunk-H4MQCTU5.js";
import {
  changesOf,
  knownVersion,
  planEventMerge,
  planSignatures,
  rootOf,
  withDocuments,
  withSignature
} from "./chunk-YYXZP3QA.js";
import {
  eventStatus,
  targetChanges
} from "./chunk-4QNJ7YZB.js";
import {
  changedRoles,
  invitesDelegatedBy
} from "./chunk-B6ORE7DH.js";
import {
  readEvent
} from "./chunk-IIFFIPQ7.js";
import {
  deviceProgram
} from "./chunk-BDJKN63C.js";
import {
  onlineSigners
} from "./chunk-3NE5GRVE.js";
import {
  cloudLogin,
  remoteKey
} from "./chunk-SOKPPZWF.js";
import {
  foldedName,
  isPlainRoleName,
  judge
} from "./chunk-L3K6LP46.js";
import {
  defaultHsmKeyId,
  formatSignerUri,
  parseSignerUri
} from "./chunk-DWWFIPOT.js";
import {
  arePeriodsSound,
  isOnlineRole,
  parsePeriods,
  periodsHolder
} from "./chunk-BMQL7HQC.js";
import {
  delegationOf,
  expiryPeriodField,
  invitesOf,
  keyOwner,
  keyOwnerField,
  metadataOf,
  onlineUri,
  onlineUriField,
  parseUserName,
  roleOrder,
  signerName,
  signingPeriodField
} from "./chunk-KL6IPUUD.js";
import {
  personLoginOf
} from "./chunk-AXXQY237.js";
import {
  keyFromSpki
} from "./chunk-N3K4RLEY.js";
import {
  openPage
} from "./chunk-NOYFVHV2.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  readBlobs
} from "./chunk-SBSHVBW7.js";
import {
  keyId
} from "./chunk-I7FKXDV7.js";
import {
  unsigned,
  withMembers,
  withNewVersion
} from "./chunk-CMAMZ6TD.js";
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  countSignatures,
  delegationsOf,
  isTopLevelRole,
  pathHashPrefixes,
  pathPatterns,
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  parseJson,
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import {
  entries,
  equalJson,
  get,
  names,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  version
} from "./chunk-DCABR347.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import {
  renderFindings
} from "./chunk-MP3Q6EYL.js";
import {
  inRepository
} from "./chunk-NSMIGRXC.js";
import {
  line,
  wrapped
} from "./chunk-JPAOHPAT.js";
import {
  styled,
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  byteSize,
  dateInWords,
  listInWords,
  plural,
  quoted,
  shortened
} from "./chunk-XRWBEMI4.js";
import {
  parseExpires,
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/npm/newest-version.ts
import { spawn } from "node:child_process";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
var patience = 5e3;
async function newestVersion(question) {
  try {
    if (!await isDue(question)) return void 0;
    const answer = (await ask(question)).trim();
    return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(answer) ? answer : void 0;
  } catch {
    return void 0;
  }
}
async function isDue({ folder, now }) {
  const note = join(folder, "newest-version-asked");
  const last = await stat(note).catch(() => void 0);
  const age = last === void 0 ? secondsPerDay : now - last.mtimeMs / 1e3;
  if (age >= 0 && age < secondsPerDay) return false;
  await mkdir(folder, { recursive: true, mode: 448 });
  await writeFile(note, `${now}
`);
  return true;
}
function ask({ packageName: packageName2, folder, variables, signal }) {
  return new Promise((resolve2, reject) => {
    const isWindows = process.platform === "win32";
    const child = spawn(isWindows ? "npm.cmd" : "npm", ["view", packageName2, "version"], {
      cwd: folder,
      env: { ...variables },
      stdio: ["ignore", "pipe", "ignore"],
      shell: isWindows,
      windowsHide: true,
      signal,
      timeout: patience,
      killSignal: "SIGKILL"
    });
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      if (answer.length < 1e3) answer += text;
    });
    child.on("error", reject);
    child.on("close", (code) => code === 0 ? resolve2(answer) : reject(new Error("npm failed")));
  });
}
function isNewer(version2, than) {
  const [one, other] = [version2, than].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number));
  if (!one || !other) return false;
  const at = one.findIndex((number, i) => number !== other[i]);
  return at >= 0 && one[at] > other[at];
}

// src/cli/newer-version.ts
var packageName = "tuf-on-ci";
function askForNewerVersion({ variables, realTime }, terminal2, folder) {
  if (!terminal2.isInteractive) return { say: async () => {
  }, stop: () => {
  } };
  const stop = new AbortController();
  const asking = newestVersion({ packageName, folder, variables, now: realTime(), signal: stop.signal });
  return {
    stop: () => stop.abort(),
    async say() {
      stop.abort();
      const newest = await asking;
      if (newest === void 0 || !isNewer(newest, version)) return;
      terminal2.show(terminal`\nVersion ${newest} is out, this is ${version}: npm install -g ${packageName}\n`.text);
    }
  };
}

// src/operations/import-online-key.ts
function onlineKeys(ports) {
  async function read(uri) {
    const text = formatSignerUri(uri);
    const reading = parseSignerUri(text);
    if (reading.ok && reading.uri.kind === uri.kind) return ports.readPublicHalf(reading.uri);
    throw new TufError("usage", `${text} names no key: ${reading.ok ? "it is ambiguous" : reading.problem}`);
  }
  return {
    async import(choice) {
      const uri = await uriOf(choice, ports);
      const { spki, schemes } = await read(uri);
      const scheme = choice.kind === "awskms" ? choice.scheme : schemes[0];
      if (scheme === void 0 || !schemes.includes(scheme)) {
        throw new TufError("key", `${formatSignerUri(uri)} does not sign with ${scheme}`, {
          hint: `It signs with ${schemes.join(", ")}.`
        });
      }
      return keyFromSpki(spki, objectOf([[onlineUriField, formatSignerUri(uri)]]), scheme);
    },
    schemesOf: async (keyId2) => (await read(awsKey(keyId2))).schemes
  };
}
async function uriOf(choice, ports) {
  switch (choice.kind) {
    case "file2":
      return { kind: "file2", path: choice.path };
    case "gcpkms":
      return {
        kind: "gcpkms",
        keyVersion: choice.keyVersion.trim().replace(/^(gcpkms:|\/\/cloudkms\.googleapis\.com\/)/, "")
      };
    case "awskms":
      return awsKey(choice.keyId);
    case "azurekms":
      return newestAzureKey(choice, ports);
    case "hv": {
      const name = choice.name.trim().replace(/^hv:/, "");
      requireName(/^[\w-][\w.-]*$/, name, "a key in Vault");
      return { kind: "hv", name, version: choice.version ?? await ports.newestVaultVersion(name) };
    }
  }
}
function awsKey(keyId2) {
  return { kind: "awskms", keyId: keyId2.trim().replace(/^awskms:/, "") };
}
async function newestAzureKey(choice, ports) {
  const typed = choice.vault.trim().replace(/^https:\/\//i, "").replace(/\/$/, "").toLowerCase();
  const vault = typed.includes(".") ? typed : `${typed}.vault.azure.net`;
  const name = choice.name.trim();
  requireName(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, vault, "a key vault");
  requireName(/^[a-z0-9-]+$/i, name, "a key in a key vault");
  return { kind: "azurekms", vault, name, version: await ports.newestAzureVersion({ vault, name }) };
}
function requireName(form, name, what) {
  if (!form.test(name)) throw new TufError("usage", `"${name}" is no name of ${what}`);
}

// src/cli/online-keys.ts
function onlineKeysOf({ variables }) {
  const login = cloudLogin(variables);
  async function readPublicHalf2(uri) {
    if (uri.kind === "file2") {
      const { filePathOf, readPublicHalfOfFile } = await import("./file-X5OZL7MC.js");
      return readPublicHalfOfFile(filePathOf(formatSignerUri(uri), variables["CRYPTO_SIGNER_PATH_PREFIX"]));
    }
    const remote = await remoteKey(uri, login);
    if (remote) return remote.readPublicHalf();
    throw new TufError("usage", `${formatSignerUri(uri)} has no public key to import`);
  }
  return onlineKeys({
    readPublicHalf: readPublicHalf2,
    newestAzureVersion: async (name) => (await import("./kms-GTMUZ5OJ.js")).newestAzureVersion(name, login),
    newestVaultVersion: async (name) => (await import("./transit-MI2E7W3L.js")).newestVaultVersion(name, login)
  });
}

// src/cli/own-keys.ts
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// src/operations/signer/prompts/say.ts
function say(terminal2, sentence, style, indent = 0) {
  const line2 = { indent, text: sentence, ...style && { style } };
  terminal2.show(terminalLines(wrapped(line2, terminal2)).text);
}
function sayError(terminal2, { message, hint }) {
  say(terminal2, message, "magenta");
  if (hint !== void 0) say(terminal2, hint, void 0, 2);
}

// src/operations/own-keys/devices.ts
import { hash } from "node:crypto";

// src/operations/signer/prompts/question.ts
async function askFor(terminal2, question, parse, present) {
  const shown = present === void 0 ? "" : terminal` [${styled("dim", present, terminal2.colour)}]`;
  for (; ; ) {
    const typed = (await terminal2.ask(terminal`${styled("bold", question, terminal2.colour)}${shown}: `.text)).trim();
    const answer = parse(typed === "" ? present ?? "" : typed);
    if ("value" in answer) return answer.value;
    say(terminal2, answer.problem, "magenta");
  }
}
async function askForEnter(terminal2, question) {
  await terminal2.ask(terminal`${styled("bold", question, terminal2.colour)}: `.text);
}
function askYesOrNo(terminal2, question) {
  const parse = (answer) => {
    if (/^(y|yes)$/i.test(answer)) return { value: true };
    return /^(n|no)?$/i.test(answer) ? { value: false } : { problem: "Please answer y or n" };
  };
  return askFor(terminal2, terminal`${question} (y/N)`, parse);
}
function askChoice(terminal2, entries2, preset) {
  for (const { number, label } of entries2) {
    const isPreset = number === preset ? " (enter)" : "";
    terminal2.show(terminal`  ${styled("bold", number, terminal2.colour)}  ${label}${isPreset}\n`.text);
  }
  const numbers = entries2.map(({ number }) => number);
  const parse = (answer) => {
    const entry = /^\d+$/.test(answer) ? entries2.find(({ number }) => number === Number(answer)) : void 0;
    return entry ? { value: entry.value } : { problem: `Please type one of the numbers ${numbers.join(", ")}` };
  };
  return askFor(terminal2, "Your choice", parse, preset === void 0 ? void 0 : String(preset));
}
function askNumber(terminal2, question, range, present) {
  const parse = (answer) => {
    const value = Number(answer);
    const fits = /^\d{1,9}$/.test(answer) && value >= range.from && value <= range.to;
    if (fits) return { value };
    const allowed = range.from === range.to ? `${range.from}` : `a number from ${range.from} to ${range.to}`;
    return { problem: `Please type ${allowed}${answer === "" ? "" : `; ${answer} does not fit`}` };
  };
  return askFor(terminal2, question, parse, present === void 0 ? void 0 : String(present));
}

// src/operations/own-keys/device-sentences.ts
function nameOfToken({ label, model, serial }) {
  const known = [model && quoted(model).slice(1, -1), serial && `serial ${quoted(serial).slice(1, -1)}`].filter(
    Boolean
  );
  const name = label === "" ? "a device without a label" : quoted(label);
  return known.length === 0 ? name : `${name} (${known.join(", ")})`;
}
function nameOfPlace(keyId2) {
  return keyId2 === 2 ? "key id 2 (PIV slot 9c)" : `key id ${keyId2}`;
}
var install = "Install it (Debian and Ubuntu: apt install ykcs11; Fedora: dnf install yubico-piv-tool; macOS: brew install yubico-piv-tool; Windows: the Yubico PIV Tool), or set PYKCS11LIB to the PKCS#11 module of your device.";
var wrongModule = "Set PYKCS11LIB (or pykcs11lib in your settings file) to the PKCS#11 module of your device, such as libykcs11 or opensc-pkcs11.";
var again = "Pull it out, insert it again, and try again.";
var sayings = {
  "no-module": {
    says: () => "The PKCS#11 module for YubiKeys (libykcs11) is not installed on this machine.",
    hint: install
  },
  "module-missing": { says: (_, path) => `There is no PKCS#11 module at ${quoted(path)}.`, hint: wrongModule },
  "module-unusable": {
    says: (_, detail) => `The PKCS#11 module cannot be used: ${quoted(detail)}.`,
    hint: wrongModule
  },
  "no-ffi": {
    says: (_, detail) => `Hardware keys cannot be used on this machine: ${quoted(detail)}.`,
    hint: "Install tuf-on-ci again without --omit=optional; or sign with exec: and a helper program (docs/exec-signer.md)."
  },
  hung: {
    says: (name, detail) => `${name} did not answer within ${detail}.`,
    hint: "Pull it out and insert it again; if it still does not answer, restart the smart card service (pcscd)."
  },
  crashed: {
    says: (name, detail) => `The PKCS#11 module crashed while it talked to ${name} (${detail}).`,
    hint: "Nothing was signed. Try again; if it stays so, update the module."
  },
  removed: { says: (name) => `${name} is not there any more.`, hint: "Insert it again, and try again." },
  "no-key": {
    says: (name) => `${name} has the public key but not its private key.`,
    hint: "Use the device that the key was made on."
  },
  "pin-wrong": { says: (name) => `The PIN is not that of ${name}.`, hint: "Try again with the right PIN." },
  "pin-locked": {
    says: (name) => `The PIN of ${name} is locked after too many wrong tries.`,
    hint: "Unlock it with its PUK (YubiKey: ykman piv access unblock-pin); the key is still there."
  },
  "pin-not-set": {
    says: (name) => `${name} has no PIN yet.`,
    hint: "Set one with the tool of the device (YubiKey: ykman piv access change-pin)."
  },
  "pin-length": {
    says: (name) => `The PIN does not have a length that ${name} accepts.`,
    hint: "Try again with the right PIN."
  },
  "pin-expired": {
    says: (name) => `The PIN of ${name} has expired.`,
    hint: "Change it with the tool of the device, and try again."
  },
  "no-touch": {
    says: (name) => `${name} waited in vain: it was not touched, or the request was dismissed.`,
    hint: "Try again, and touch it when it blinks."
  },
  busy: {
    says: (name) => `${name} is in use by another program.`,
    hint: "Close what else may use it (a browser, gpg-agent, another tuf-on-ci), and try again."
  },
  "not-allowed": {
    says: (name, detail) => `${name} does not let this key sign (${detail}).`,
    hint: "The key must be an EC key for signing; on a YubiKey, one in PIV slot 9c."
  },
  refused: { says: (name, detail) => `${name} refused (${detail}).`, hint: again }
};
var triesLeft = {
  enough: "",
  low: " Few tries are left before it locks.",
  last: " One try is left: after another wrong PIN it locks.",
  locked: " It is now locked."
};
function deviceError({ problem, detail, pin }, token) {
  const name = token ? nameOfToken(token) : "the device";
  const { says, hint } = sayings[problem];
  const tries = problem.startsWith("pin-") && problem !== "pin-locked" ? triesLeft[pin?.tries ?? "enough"] : "";
  return new TufError("signer", `${capitalised(says(name, detail))}${tries}`, { hint });
}
var capitalised = (sentence) => `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
function noDeviceError(tokens, uri) {
  const wanted = uri.label === void 0 ? "your device" : quoted(uri.label);
  const labelled = tokens.find(({ label, isInitialised }) => isInitialised && label === uri.label);
  if (labelled) return wrongKeyError(labelled, uri.keyId);
  const usable = tokens.filter(({ isInitialised }) => isInitialised);
  if (uri.label === void 0 && usable.length === 1) return wrongKeyError(usable[0], uri.keyId);
  const there = usable.length > 0 ? `found ${usable.map(nameOfToken).join(", ")}` : whyNone(tokens);
  return new TufError("signer", `No device with your key is plugged in: ${there}.`, {
    hint: `Insert ${wanted}, and try again.`
  });
}
function whyNone(tokens) {
  if (tokens.length === 0) return "no device was found";
  return `${tokens.map(nameOfToken).join(", ")} was never set up`;
}
function wrongKeyError(token, keyId2) {
  if (token.failure) return deviceError(token.failure, token);
  const what = token.spki ? "holds another key" : "has no P-256 or P-384 key";
  return new TufError(
    "signer",
    `${nameOfToken(token)} ${what} at ${nameOfPlace(keyId2)}: it cannot make this signature.`,
    {
      hint: "Insert the device that this key was made on. If it is lost, replace the key with tuf-on-ci-delegate."
    }
  );
}
function noNewKeyError(tokens, keyId2) {
  const usable = tokens.filter(({ isInitialised }) => isInitialised);
  if (usable.length === 0) {
    return new TufError("signer", `${capitalised(whyNone(tokens))}.`, {
      hint: "Put it in, wait a second, and press enter."
    });
  }
  const broken = usable.find(({ failure }) => failure);
  if (broken?.failure) return deviceError(broken.failure, broken);
  return new TufError(
    "signer",
    `${usable.map(nameOfToken).join(", ")}: no P-256 or P-384 key at ${nameOfPlace(keyId2)}.`,
    {
      hint: 'Make one on a YubiKey with: ykman piv keys generate --algorithm ECCP256 9c key.pem && ykman piv certificates generate --subject "CN=tuf" 9c key.pem'
    }
  );
}
function uriOfToken({ label }, keyId2) {
  return formatSignerUri({ kind: "hsm", keyId: keyId2, ...label !== "" && { label } });
}

// src/operations/own-keys/device-pin.ts
var refusedPinKey = ({ label, serial }) => JSON.stringify([label, serial]);
async function askPin(terminal2, name) {
  for (; ; ) {
    const pin = await terminal2.askSecret(terminal`${styled("bold", `PIN of ${name}`, terminal2.colour)}: `.text);
    if (pin !== "") return pin;
    say(terminal2, "That is no PIN.", "magenta");
  }
}
async function checkTries(terminal2, token) {
  if (!token.pin.isSet) throw deviceError({ problem: "pin-not-set", detail: "" }, token);
  if (token.pin.tries === "locked") throw deviceError({ problem: "pin-locked", detail: "" }, token);
  const name = nameOfToken(token);
  if (token.pin.tries === "low") say(terminal2, `${name}: few tries are left before its PIN locks.`, "magenta");
  if (token.pin.tries !== "last") return;
  const dangerous = new TufError("signer", `${name} has one try left: a wrong PIN locks it.`, {
    hint: "Run this in a terminal to use the last try, or reset the counter with the PUK (YubiKey: ykman piv access unblock-pin)."
  });
  if (!terminal2.isInteractive) throw dangerous;
  say(terminal2, `${name} has one try left: after a wrong PIN it is locked.`, "red");
  const answer = await terminal2.ask('Type "last try" to use it: ');
  if (answer.trim().toLowerCase() !== "last try") throw dangerous;
}
async function fittingPin(terminal2, token, refused, typed) {
  let pin = typed ?? await askPin(terminal2, nameOfToken(token));
  for (; ; ) {
    const objection = objectionTo(pin, token, refused);
    if (objection === void 0) return pin;
    say(terminal2, objection, "magenta");
    pin = await askPin(terminal2, nameOfToken(token));
  }
}
function objectionTo(pin, token, refused) {
  if (refused.get(refusedPinKey(token)) === pin) return "The device has just refused this PIN; it is not tried again.";
  const { length } = token.pin;
  const bytes = Buffer.byteLength(pin);
  if (!length || bytes >= length.min && bytes <= length.max) return void 0;
  return `The PIN of this device has ${length.min} to ${length.max} characters; nothing was tried.`;
}

// src/operations/own-keys/remember-place.ts
async function rememberPlace({ keyStore, terminal: terminal2 }, keyid, uri) {
  if (keyStore.uriOf(keyid) === uri) return;
  await keyStore.remember(keyid, uri).catch((error) => {
    if (!(error instanceof TufError)) throw error;
    say(terminal2, `Where this key is could not be written down: ${error.message}`, "magenta");
  });
}

// src/operations/own-keys/devices.ts
function keyOf({ spki }) {
  try {
    return spki && keyFromSpki(spki, objectOf([]));
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
function materialOf(token) {
  const key = keyOf(token);
  const reading = key && readPublicKey(key);
  return reading?.ok ? reading.key.material : void 0;
}
var hopeless = /* @__PURE__ */ new Set(["no-module", "module-missing", "module-unusable", "no-ffi"]);
async function newDeviceKey({ terminal: terminal2, tokens }) {
  for (; ; ) {
    await askForEnter(terminal2, "Put in your device (a YubiKey or another PKCS#11 token) and press enter");
    const token = await chooseToken(terminal2, await tokens.list(defaultHsmKeyId));
    const key = token && keyOf(token);
    if (key) {
      say(terminal2, `Using ${nameOfToken(token)}`);
      return { key, uri: uriOfToken(token, defaultHsmKeyId) };
    }
  }
}
async function chooseToken(terminal2, answer) {
  if (!answer.ok) {
    const error = deviceError(answer.failure);
    if (hopeless.has(answer.failure.problem)) throw error;
    sayError(terminal2, error);
    return void 0;
  }
  const usable = answer.value.filter((token) => keyOf(token) !== void 0);
  if (usable.length === 0) sayError(terminal2, noNewKeyError(answer.value, defaultHsmKeyId));
  if (usable.length <= 1) return usable[0];
  if (!terminal2.isInteractive) {
    say(terminal2, "Several devices have a key: leave one in.");
    return void 0;
  }
  const entries2 = usable.map((token, at) => ({ number: at + 1, label: nameOfToken(token), value: token }));
  return askChoice(terminal2, entries2);
}
async function signWithDevice(ports, request, uri, refused) {
  const { terminal: terminal2, tokens } = ports;
  const publicKey = ecdsaKey(request.key);
  say(terminal2, `Signing ${request.role} with the key on ${uri.label ?? "your device"}`);
  const typed = terminal2.isInteractive ? void 0 : await askPin(terminal2, uri.label ?? "your device");
  const answer = await tokens.list(uri.keyId);
  if (!answer.ok) throw deviceError(answer.failure);
  const token = tokenWith(answer.value, publicKey, uri.label);
  if (!token) throw noDeviceError(answer.value, uri);
  await checkTries(terminal2, token);
  const pin = token.pin.atDevice ? void 0 : await fittingPin(terminal2, token, refused, typed);
  say(terminal2, pin === void 0 ? "Type the PIN at the device." : "If the device blinks, touch it.");
  const digest = hash(publicKey.scheme.digest, request.payload, "buffer");
  const signed = await tokens.sign({ token, keyId: uri.keyId, pin, digest });
  if (!signed.ok) {
    if (signed.failure.problem === "pin-wrong" && pin !== void 0) refused.set(refusedPinKey(token), pin);
    throw deviceError(signed.failure, token);
  }
  if (!publicKey.verify(payloadOf(request.payload), signed.value)) throw badSignature(token);
  refused.delete(refusedPinKey(token));
  await rememberPlace(ports, request.keyid, uriOfToken(token, uri.keyId));
  return { sig: Buffer.from(signed.value).toString("hex") };
}
function ecdsaKey(key) {
  const reading = readPublicKey(key);
  if (reading.ok && reading.key.kind === "raw" && reading.key.scheme.family === "ecdsa") return reading.key;
  throw new TufError("signer", "A hardware key signs for P-256 and P-384 keys, and this key is of another kind.", {
    hint: "Write where the key is into section [signing-keys] of your settings, or replace the key with tuf-on-ci-delegate."
  });
}
function tokenWith(tokens, key, label) {
  const holders = tokens.filter((token) => materialOf(token) === key.material);
  const rank = (token) => Number(token.label === label) * 2 + Number(token.pin.tries !== "locked");
  return holders.sort((a, b) => rank(b) - rank(a))[0];
}
function badSignature(token) {
  return new TufError(
    "signer",
    `${nameOfToken(token)} made a signature that does not verify with its own public key.`,
    {
      hint: "Nothing was written. Try again; if it stays so, its private key is not the one of the public key it shows."
    }
  );
}

// src/operations/own-keys/own-keys.ts
var browserLogin = "sigstore:?ambient=false";
function ownKeys(ports) {
  const refused = /* @__PURE__ */ new Map();
  return {
    newKey: (choice) => newKey(ports, choice),
    sign: (request) => signUntilDone(ports, request, refused)
  };
}
async function newKey(ports, choice) {
  if (choice === "hardware") return newDeviceKey(ports);
  if (choice === "sigstore") {
    const { identity, issuer } = await ports.personLogin.identify();
    return { key: sigstoreKey(identity, issuer), uri: browserLogin };
  }
  const { spki, schemes } = await ports.readPublicHalf(signerUri(choice.uri));
  return { key: keyFromSpki(spki, objectOf([]), schemes[0]), uri: choice.uri };
}
function sigstoreKey(identity, issuer) {
  const keyval = objectOf([
    ["identity", identity],
    ["issuer", issuer]
  ]);
  return objectOf([
    ["keytype", "sigstore-oidc"],
    ["scheme", "Fulcio"],
    ["keyval", keyval]
  ]);
}
async function signUntilDone(ports, request, refused) {
  const { terminal: terminal2 } = ports;
  for (; ; ) {
    try {
      return await signOnce(ports, request, refused);
    } catch (error) {
      if (!(error instanceof TufError) || error.code === "aborted" || error.code === "internal") throw error;
      say(terminal2, `${request.role} is not signed yet`, "magenta");
      sayError(terminal2, error);
    }
    const question = styled("bold", 'Press enter to try again, or type "skip" to go on without it', terminal2.colour);
    const answer = await terminal2.ask(terminal`${question}: `.text);
    if (answer.trim().toLowerCase() === "skip") return void 0;
  }
}
async function signOnce(ports, request, refused) {
  const { key, keyid, payload } = request;
  const stored = ports.keyStore.uriOf(keyid) ?? usualUri(key);
  const uri = signerUri(stored);
  switch (uri.kind) {
    case "hsm":
      return signWithDevice(ports, request, uri, refused);
    case "tkey":
      throw new TufError("signer", "Signing with a TKey is not supported yet.", {
        hint: "A helper program can do it: write exec:<program> for this key (docs/exec-signer.md)."
      });
    case "sigstore":
      if (!uri.ambient) return signAsPerson(ports, request);
  }
  return (await ports.signerFor(stored, key)).sign(payload);
}
var usualUri = ({ keytype }) => keytype === "sigstore-oidc" ? browserLogin : "hsm:";
function signerUri(uri) {
  const reading = parseSignerUri(uri);
  if (reading.ok) return reading.uri;
  throw new TufError("settings", `${uri} names no signer: ${reading.problem}.`, {
    hint: "Correct it in section [signing-keys] of your settings: hsm:, sigstore:?ambient=false, file2:<path> or exec:<program>."
  });
}
async function signAsPerson(ports, { role, key, payload }) {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== "sigstore") {
    throw new TufError("settings", "The settings say that this key is a Sigstore login, and it is not.", {
      hint: "Correct its line in section [signing-keys] of your settings, or remove it."
    });
  }
  const { identity, issuer } = reading.key;
  say(ports.terminal, `Signing ${role} as ${identity}`);
  return ports.personLogin.sign(payload, { identity, issuer });
}

// src/cli/own-keys.ts
function ownKeysOf(environment, clock, input) {
  const { terminal: terminal2, keyStore, pykcs11lib } = input;
  return ownKeys({
    terminal: terminal2,
    keyStore,
    tokens: tokensOf(environment, pykcs11lib),
    personLogin: personLoginOf(environment, terminal2),
    signerFor: personSigners(environment, clock),
    readPublicHalf: (uri) => readPublicHalf(uri, environment)
  });
}
function tokensOf({ cwd, variables }, pykcs11lib) {
  const load = async () => {
    const [{ deviceProcess }, { findModule }] = await Promise.all([
      import("./device-process-N2NBSODP.js"),
      import("./known-places-OYBFSR2L.js")
    ]);
    const named = variables["PYKCS11LIB"] || pykcs11lib;
    const module = named ? modulePath(named, cwd) : findModule(process.platform);
    return deviceProcess({ program: fileURLToPath(deviceProgram), module, variables });
  };
  return {
    list: async (keyId2) => (await load()).list(keyId2),
    sign: async (request) => (await load()).sign(request)
  };
}
var modulePath = (path, cwd) => isAbsolute(path) || !/[/\\]/.test(path) ? path : resolve(cwd, path);
function personSigners(environment, clock) {
  const others = onlineSigners(environment, clock);
  return async (text, key) => {
    const reading = parseSignerUri(text);
    if (!reading.ok || reading.uri.kind !== "exec") return others(text, key);
    const { execSigner } = await import("./exec-S4IURCQK.js");
    return execSigner(reading.uri.program, key, environment);
  };
}
async function readPublicHalf(uri, { variables }) {
  if (uri.kind === "exec") {
    const { readPublicHalfOfProgram } = await import("./exec-S4IURCQK.js");
    return readPublicHalfOfProgram(uri.program, { variables });
  }
  if (uri.kind === "file2") {
    const { filePathOf, readPublicHalfOfFile } = await import("./file-X5OZL7MC.js");
    return readPublicHalfOfFile(filePathOf(formatSignerUri(uri), variables["CRYPTO_SIGNER_PATH_PREFIX"]));
  }
  throw new TufError("usage", "A key file is file2:<path>, a program exec:<program>");
}

// src/cli/signer-settings.ts
import { homedir } from "node:os";
import { join as join4 } from "node:path";

// src/adapters/settings/clone-settings.ts
import { join as join2 } from "node:path";

// src/adapters/settings/ini.ts
var defaultSection = "DEFAULT";
var Malformed = class {
  line;
  problem;
  constructor(at, problem) {
    this.line = at + 1;
    this.problem = problem;
  }
};
function parseIni(text) {
  try {
    return { ok: true, ini: parseLines(text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) };
  } catch (problem) {
    if (problem instanceof Malformed) return { ok: false, line: problem.line, problem: problem.problem };
    throw problem;
  }
}
function parseLines(lines2) {
  const sections = [];
  const options = [];
  const seen = /* @__PURE__ */ new Set();
  let section;
  let open2;
  let indent = 0;
  for (const [at, line2] of lines2.entries()) {
    const text = line2.trim();
    if (text.startsWith("#") || text.startsWith(";")) continue;
    if (text === "") {
      open2?.value.push("");
      continue;
    }
    const depth = indentOf(line2);
    if (open2 && depth > indent) {
      open2.value.push(text);
      open2.to = at + 1;
      continue;
    }
    indent = depth;
    const header = /^\[(.+)\]/.exec(text)?.[1];
    if (header !== void 0) {
      if (header !== defaultSection && sections.some(({ name }) => name === header)) {
        throw new Malformed(at, `the section [${header}] stands twice`);
      }
      sections.push({ name: header, at });
      section = header;
      open2 = void 0;
      continue;
    }
    if (section === void 0) throw new Malformed(at, "there is no [section] above it");
    open2 = optionOf(text, section, at);
    const key = `${section}
${open2.name}`;
    if (seen.has(key)) throw new Malformed(at, `"${open2.name}" stands twice in [${section}]`);
    seen.add(key);
    options.push(open2);
  }
  return {
    lines: lines2,
    sections,
    options: options.map(({ value, ...option }) => ({ ...option, value: value.join("\n").trimEnd() }))
  };
}
function optionOf(text, section, at) {
  const [, name = "", value = ""] = /^(.*?)\s*[=:]\s*(.*)$/.exec(text) ?? [];
  if (name === "") throw new Malformed(at, 'it is no "name = value"');
  return { section, name: name.toLowerCase(), from: at, to: at + 1, value: [value] };
}
function indentOf(line2) {
  return blanksOf(line2).length;
}
function blanksOf(line2 = "") {
  return line2.slice(0, line2.length - line2.trimStart().length);
}
function iniValue({ options }, section, name) {
  const named = options.filter((option) => option.name === name.toLowerCase());
  const find = (wanted) => named.find((option) => option.section === wanted)?.value;
  return find(section) ?? find(defaultSection);
}
function withIniOption(ini, section, name, value) {
  const { lines: lines2, options, sections } = ini;
  const own = options.filter((option) => option.section === section);
  const present = own.find((option) => option.name === name.toLowerCase());
  const put = (at) => `${blanksOf(lines2[at])}${name} = ${value}`;
  if (present) return withLines(lines2, present.from, present.to, [put(present.from)]);
  const last = own.at(-1);
  if (last) return withLines(lines2, last.to, last.to, [put(last.from)]);
  const place = sections.findIndex((candidate) => candidate.name === section);
  const header = sections[place];
  if (header) {
    return withLines(lines2, header.at + 1, header.at + 1, [put(sections[place + 1]?.at ?? header.at)]);
  }
  const end = lines2.findLastIndex((line2) => line2.trim() !== "") + 1;
  const gap = end === 0 ? [] : [""];
  return withLines(lines2, end, lines2.length, [...gap, `[${section}]`, `${name} = ${value}`, ""]);
}
function withLines(lines2, from, to, put) {
  const all = [...lines2.slice(0, from), ...put, ...lines2.slice(to)];
  const text = all.join("\n");
  return text.endsWith("\n") ? text : `${text}
`;
}

// src/adapters/settings/read-ini.ts
import { readFile } from "node:fs/promises";
async function readIni(file) {
  const text = await readText(file);
  if (text === void 0) return void 0;
  const reading = parseIni(text);
  if (reading.ok) return reading.ini;
  throw new TufError("settings", `Line ${reading.line} of ${file} cannot be read: ${reading.problem}`, {
    hint: 'Each line is [section], "name = value", or a comment that begins with #; lines that go on with a value are indented'
  });
}
async function readText(file) {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause.code === "ENOENT") return void 0;
    throw new TufError("settings", `${file} cannot be read`, { hint: "Look at its permissions", cause });
  }
}

// src/adapters/settings/clone-settings.ts
var settingsFileName = ".tuf-on-ci-sign.ini";
var signingKeys = "signing-keys";
var settings = "settings";
async function readCloneSettings({ top, isTracked, storeFile }) {
  const file = join2(top, settingsFileName);
  const ini = await readIni(file);
  if (!ini) throw new TufError("settings", `There is no ${settingsFileName} in ${top}`, { hint: howTo(file, []) });
  const missing = ["user-name", "pull-remote", "push-remote"].filter((name) => !iniValue(ini, settings, name));
  if (missing.length > 0) {
    throw new TufError("settings", `${file} does not say ${missing.join(" and ")} in its section [${settings}]`, {
      hint: howTo(file, missing)
    });
  }
  const value = (name) => iniValue(ini, settings, name) ?? "";
  const uris = urisOf(ini);
  refuseOthersPrograms(file, { isTracked, storeFile, uris, pykcs11lib: value("pykcs11lib") });
  if (isTracked && value("default-branch")) {
    throw new TufError(
      "settings",
      `${file} is tracked by git and names a default-branch: others could choose what an event is compared with`,
      { hint: "Remove that line, and name the branch in the environment variable TUF_ON_CI_DEFAULT_BRANCH instead" }
    );
  }
  return {
    file,
    userName: value("user-name"),
    pullRemote: value("pull-remote"),
    pushRemote: value("push-remote"),
    pykcs11lib: value("pykcs11lib") || void 0,
    defaultBranch: value("default-branch") || void 0,
    uris
  };
}
function urisOf(ini) {
  const own = ini?.options.filter(({ section, value }) => section === signingKeys && value !== "") ?? [];
  return new Map(own.map(({ name, value }) => [name, value]));
}
function refuseOthersPrograms(file, said) {
  if (said.isTracked && said.pykcs11lib) {
    throw new TufError(
      "settings",
      `${file} is tracked by git and names a pykcs11lib: others could choose what runs here`,
      {
        hint: "Remove that line, and name the module in the environment variable PYKCS11LIB instead"
      }
    );
  }
  const program2 = [...said.uris].find(([, uri]) => /^\s*exec:/i.test(uri));
  if (program2) {
    throw new TufError("settings", `${file} names a program (exec:) for the key ${program2[0]}`, {
      hint: `A program is only taken from your own store: move the line to the section [${signingKeys}] of ${said.storeFile}`
    });
  }
}
var examples = {
  "user-name": "@your-github-name",
  "pull-remote": "origin",
  "push-remote": "origin"
};
function howTo(file, missing) {
  const names2 = missing.length > 0 ? missing : Object.keys(examples);
  const lines2 = names2.map((name) => `${name} = ${examples[name]}`);
  return `Write into ${file}: [${settings}] and below it, a line each: ${lines2.join(", ")}`;
}

// src/adapters/settings/data-folder.ts
import { posix, win32 } from "node:path";
var program = "tuf-on-ci-sign";
function dataFolder({ platform, home, variables }) {
  if (platform === "win32") {
    const local2 = variables["LOCALAPPDATA"] || win32.join(home, "AppData", "Local");
    return win32.join(local2, program, program);
  }
  const given = variables["XDG_DATA_HOME"];
  if (given && posix.isAbsolute(given)) return posix.join(given, program);
  if (!posix.isAbsolute(home)) {
    throw new TufError("settings", "Your home folder is not known, so there is no place for the key store", {
      hint: "Set the environment variable HOME, or XDG_DATA_HOME"
    });
  }
  const local = platform === "darwin" ? ["Library", "Application Support"] : [".local", "share"];
  return posix.join(home, ...local, program);
}

// src/adapters/settings/key-store.ts
import { randomBytes } from "node:crypto";
import { mkdir as mkdir2, open, realpath, rename, rm } from "node:fs/promises";
import { dirname, join as join3 } from "node:path";
async function openKeyStore(file, cloneUris) {
  const stored = new Map(urisOf(await readIni(file)));
  return {
    uriOf: (keyid) => cloneUris.get(keyid.toLowerCase()) ?? stored.get(keyid.toLowerCase()),
    async remember(keyid, uri) {
      const name = keyid.toLowerCase();
      if (stored.get(name) === uri) return;
      stored.set(name, uri);
      await writeStore(file, name, uri);
    }
  };
}
async function writeStore(file, keyid, uri) {
  if (!/^[\w.-]+$/.test(keyid) || /[\r\n]/.test(uri)) {
    throw new TufError("settings", `The key ${keyid} cannot be written into the key store`);
  }
  const present = await readIni(file) ?? emptyIni();
  try {
    await mkdir2(dirname(file), { recursive: true, mode: 448 });
    await replace(file, withIniOption(present, signingKeys, keyid, uri));
  } catch (cause) {
    throw new TufError("settings", `The key store ${file} cannot be written`, {
      hint: "Look at the permissions of the folder: the tool keeps there which device holds which of your keys",
      cause
    });
  }
}
function emptyIni() {
  const reading = parseIni("");
  if (!reading.ok) throw new TufError("internal", "an empty ini file is malformed");
  return reading.ini;
}
async function replace(file, text) {
  const target = await realpath(file).catch(() => file);
  const beside = join3(dirname(target), `.signing-keys-${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(beside, "wx", 384);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

// src/cli/signer-settings.ts
async function readSignerSettings(repository, { variables }) {
  const { top } = repository;
  if (top === void 0) {
    throw new TufError("no-repository", "This is a bare repository, and the settings are at the top of a clone", {
      hint: "Run the command inside a clone of the TUF repository"
    });
  }
  const home = variables["HOME"] || variables["USERPROFILE"] || homedir();
  const folder = dataFolder({ platform: process.platform, home, variables });
  const storeFile = join4(folder, "signing-keys.ini");
  const isTracked = await repository.isTracked(settingsFileName);
  const { userName, ...settings2 } = await readCloneSettings({ top, isTracked, storeFile });
  const user = parseUserName(userName);
  if (user === void 0) {
    throw new TufError("settings", `"${userName}" in ${settings2.file} is no user name`, {
      hint: "Write your name on GitHub: user-name = @your-github-name"
    });
  }
  return { ...settings2, user, folder, keyStore: await openKeyStore(storeFile, settings2.uris) };
}

// src/cli/signer-session.ts
var signerOptions = [
  {
    name: "push",
    negatable: true,
    about: "Push the result (the default); --no-push makes it a local branch of the same name, to look at"
  },
  { name: "yes", short: "y", about: "Do not ask whether what is shown is what you want: for scripts" },
  {
    name: "sign-despite-errors",
    about: "Sign and push although the verifier has found errors; the result may be refused by everybody else"
  }
];
function readSignerOptions({ arguments: [event = ""], options }) {
  return {
    event,
    push: options["push"] !== false,
    yes: options["yes"] === true,
    signDespiteErrors: options["sign-despite-errors"] === true
  };
}
async function asSigner(environment, typed, work) {
  const terminal2 = await openTerminalOf(environment);
  const workWithSettings = async (opened) => {
    const settings2 = await readSignerSettings(opened.repository, environment);
    const newer = askForNewerVersion(environment, terminal2, settings2.folder);
    try {
      await work(sessionOf(environment, opened, terminal2, settings2));
      await newer.say();
    } finally {
      newer.stop();
    }
  };
  try {
    await inRepository(environment, typed, workWithSettings, environment.cwd, terminal2.isInteractive);
    return 0;
  } finally {
    terminal2.close();
  }
}
function sessionOf(environment, opened, terminal2, { keyStore, user, pykcs11lib, pullRemote, pushRemote, defaultBranch }) {
  const { variables } = environment;
  return {
    ...opened,
    defaultBranchNames: [variables["TUF_ON_CI_DEFAULT_BRANCH"], defaultBranch, ...opened.defaultBranchNames],
    remote: pullRemote,
    pushRemote,
    user,
    terminal: terminal2,
    keyStore,
    ownKeys: ownKeysOf(environment, opened.clock, { terminal: terminal2, keyStore, pykcs11lib }),
    onlineKeys: onlineKeysOf(environment),
    testKey: variables["TUF_ON_CI_TEST_KEY"],
    openPage
  };
}
async function openTerminalOf({ streams, variables }) {
  if (!streams) throw new TufError("internal", "a command that asks questions was started without standard input");
  const { openTerminal } = await import("./terminal-BHC4ZY5L.js");
  return openTerminal(streams(), variables);
}

// src/signing-event/edit/delegation.ts
function delegationIn(event, role) {
  const delegators = isTopLevelRole(role) ? ["root"] : ["targets", ...event.documents.keys()];
  for (const delegator of delegators) {
    const signed = event.documents.get(delegator)?.signed;
    const found = signed && rolesOf(signed).find(([name]) => name === role);
    if (found) return { delegator, role: found[1], keys: keysOf(signed) };
  }
  return void 0;
}
function rolesOf(signed) {
  if (signed._type === "root") return entries(signed.roles);
  return (delegationsOf(signed)?.roles ?? []).map((role) => [role.name, role]);
}
function keysOf(signed) {
  if (signed._type === "root") return signed.keys;
  return delegationsOf(signed)?.keys ?? objectOf([]);
}
function withRoleIn(signed, name, role, newKeys = []) {
  const known = rolesOf(signed);
  const before = known.find(([other]) => other === name)?.[1];
  if (role && before && equalJson(role, before)) return signed;
  const others = known.filter(([other]) => other !== name);
  const stillUsed = /* @__PURE__ */ new Set([...others.flatMap(([, { keyids }]) => keyids), ...role?.keyids ?? []]);
  const dropped = new Set(before?.keyids.filter((keyid) => !stillUsed.has(keyid)));
  const kept2 = entries(keysOf(signed)).filter(([keyid]) => !dropped.has(keyid));
  const keys = objectOf([...kept2, ...newKeys]);
  if (signed._type === "root") {
    const roles = objectOf([...others, ...role ? [[name, role]] : []]);
    return withMembers(signed, { keys, roles });
  }
  return withDelegations(signed, { keys, roles: replaced(delegationsOf(signed)?.roles ?? [], name, role) });
}
function replaced(roles, name, role) {
  const list = role ? [role] : [];
  const place = roles.findIndex((other) => other.name === name);
  if (place < 0) return [...roles, ...list];
  return [...roles.slice(0, place), ...list, ...roles.slice(place + 1)];
}
function withDelegations(signed, members) {
  const delegations = withMembers(delegationsOf(signed) ?? objectOf([]), members);
  const isEmpty = members.roles.length === 0 && names(members.keys).length === 0 && names(delegations).length === 2;
  if (!isEmpty) return withMembers(signed, { delegations });
  return objectOf(entries(signed).filter(([name]) => name !== "delegations"));
}
function keyidIn(keys, key) {
  return names(keys).find((keyid) => equalJson(get(keys, keyid), key)) ?? keyId(key);
}

// src/signing-event/edit/invites.ts
function withInvitees(event, role, users) {
  const invited = new Set(users);
  const invites = /* @__PURE__ */ new Map();
  for (const [user, roles] of event.invites) {
    const kept2 = invited.has(user) ? roles : roles.filter((other) => other !== role);
    if (kept2.length > 0) invites.set(user, kept2);
  }
  for (const user of users) {
    const roles = invites.get(user) ?? [];
    if (!roles.includes(role)) invites.set(user, [...roles, role]);
  }
  return same(invites, event.invites) ? event : { ...event, invites };
}
function withoutInvitesOf(event, user) {
  if (!event.invites.has(user)) return event;
  return { ...event, invites: new Map([...event.invites].filter(([other]) => other !== user)) };
}
function same(one, other) {
  if (one.size !== other.size) return false;
  return [...one].every(([user, roles]) => {
    const others = other.get(user);
    return others?.length === roles.length && roles.every((role, i) => role === others[i]);
  });
}

// src/signing-event/edit/role-config.ts
var newRolePeriods = { expiry: 365, signing: 60 };
var newTimestampPeriods = { expiry: 2, signing: 1 };
function newRoleConfig(user) {
  return { signers: { kind: "people", users: [user], threshold: 1 }, periods: newRolePeriods };
}
function readRoleConfig(event, role) {
  const delegation = delegationIn(event, role);
  if (!delegation) return void 0;
  const keys = signersOf(delegation).map(({ key }) => key);
  const signed = event.documents.get(role)?.signed;
  const periods = signed && parsePeriods(signed);
  const [first] = keys;
  if (first && keys.every((key) => onlineUri(key) !== void 0))
    return { signers: { kind: "online", key: first }, periods };
  const users = /* @__PURE__ */ new Set([...inviteesOf(event, role), ...keys.flatMap((key) => keyOwner(key) ?? [])]);
  return { signers: { kind: "people", users: [...users], threshold: delegation.role.threshold }, periods };
}
function areSameSigners(one, other) {
  if (one.kind === "online" || other.kind === "online") {
    return one.kind === "online" && other.kind === "online" && equalJson(one.key, other.key);
  }
  const [users, others] = [new Set(one.users), new Set(other.users)];
  const isSame2 = users.size === others.size && [...users].every((user) => others.has(user));
  return isSame2 && one.threshold === other.threshold;
}
function inviteesOf({ invites }, role) {
  return [...invites].flatMap(([user, roles]) => roles.includes(role) ? [user] : []);
}
function readOnlineConfig(event) {
  const root = rootOf(event)?.signed;
  const timestamp = delegationIn(event, "timestamp");
  const key = timestamp && signersOf(timestamp)[0]?.key;
  if (!root || !key) {
    throw new TufError("no-metadata", "root does not say which online key signs timestamp and snapshot", {
      hint: "Start a repository with tuf-on-ci-delegate EVENT, or restore metadata/root.json"
    });
  }
  const periodsOf = (role) => {
    const holder = periodsHolder(role, void 0, root);
    return holder && parsePeriods(holder);
  };
  return { key, timestamp: periodsOf("timestamp"), snapshot: periodsOf("snapshot") };
}

// src/signing-event/edit/new-version.ts
function withSigned(event, role, signed, context) {
  const before = event.documents.get(role);
  if (before && equalJson(before.signed, signed)) return event;
  return withVersionOf(event, role, signed, context);
}
function withVersionOf(event, role, signed, context) {
  const version2 = knownVersion(role, context) + 1;
  const periods = parsePeriods(signed);
  const next = periods && arePeriodsSound(periods) ? withNewVersion(signed, version2, context.now, periods.expiry) : withMembers(signed, { version: version2 });
  const document = event.documents.get(role) ?? objectOf([]);
  const changed = withDocuments(event, [[role, withMembers(document, { signed: next, signatures: [] })]]);
  return withDocuments(changed, [[role, unsigned(document, next, eligibleKeyids(changed, role, context))]]);
}
function eligibleKeyids(event, role, { knownGood }) {
  const before = role === "root" ? delegationOf(knownGood, "root")?.role.keyids : void 0;
  return [...before ?? [], ...delegationIn(event, role)?.role.keyids ?? []];
}
function withVersionDue(event, role, context, acceptors = /* @__PURE__ */ new Set()) {
  const document = event.documents.get(role);
  const delegation = delegationIn(event, role);
  if (role === "root" || !document || !delegation) return event;
  if (document.signed.version !== knownVersion(role, context)) return withEmptyEntries(event, role, context);
  const payload = payloadOf(canonicalJson(document.signed));
  const counted = countSignatures(document, payload, delegation, context.verifier);
  const coming = signersOf(delegation).filter(({ keyid }) => acceptors.has(keyid));
  const signers = new Set([...counted.signed, ...coming].map(({ keyid }) => keyid)).size;
  const isMet = signers + inviteesOf(event, role).length >= delegation.role.threshold;
  return isMet ? event : withVersionOf(event, role, document.signed, context);
}
function withEmptyEntries(event, role, context) {
  const document = event.documents.get(role);
  if (document.signatures.some(({ sig }) => sig !== "")) return event;
  const empty = unsigned(document, document.signed, eligibleKeyids(event, role, context));
  return equalJson(empty, document) ? event : withDocuments(event, [[role, empty]]);
}

// src/signing-event/edit/role.ts
function withRole(event, role, config, context) {
  const isNew = !delegationIn(event, role);
  const delegated = isNew ? withNewRole(event, role, config.periods ?? newRolePeriods, context) : event;
  const signed = withSigners(delegated, role, config.signers, context);
  const dated = isNew ? signed : withPeriods(signed, role, config.periods, context);
  return dated === event ? event : withVersionDue(dated, role, context);
}
function withSigners(event, role, signers, context) {
  const delegation = delegationIn(event, role);
  if (areSameSigners(readRoleConfig(event, role).signers, signers)) return event;
  if (signers.kind === "online") {
    const keyid = keyidIn(delegation.keys, signers.key);
    const online = { keyids: [keyid], threshold: 1 };
    const changed = withDelegation(event, role, delegation, online, [[keyid, signers.key]], context);
    return withInvitees(changed, role, []);
  }
  checkPeople(role, signers);
  const users = new Set(signers.users);
  const kept2 = signersOf(delegation).filter(({ key }) => {
    const owner = keyOwner(key);
    return owner === void 0 ? onlineUri(key) === void 0 : users.has(owner);
  });
  const holders = new Set(kept2.map(({ key }) => keyOwner(key)));
  const invited = new Set(inviteesOf(event, role));
  const invitees = [...users].filter((user) => invited.has(user) || !holders.has(user));
  const people = { keyids: kept2.map(({ keyid }) => keyid), threshold: signers.threshold };
  return withInvitees(withDelegation(event, role, delegation, people, [], context), role, invitees);
}
function checkPeople(role, { users, threshold }) {
  const count = new Set(users).size;
  if (count === 0) throw new TufError("usage", `${role} needs at least one signer`);
  if (!Number.isSafeInteger(threshold) || threshold < 1) {
    throw new TufError("usage", `A threshold of ${threshold} cannot be`, { hint: "Give a whole number of at least 1" });
  }
}
function withDelegation(event, role, { delegator, role: before }, members, newKeys, context) {
  const { signed } = event.documents.get(delegator);
  const changed = withRoleIn(signed, role, withMembers(before, members), newKeys);
  return withSigned(event, delegator, changed, context);
}
function withPeriods(event, role, periods, context) {
  const signed = event.documents.get(role)?.signed;
  if (!periods || !signed) return event;
  return withSigned(event, role, withPeriodMembers(signed, periods), context);
}
function withPeriodMembers(holder, periods) {
  const before = parsePeriods(holder);
  if (before?.expiry === periods.expiry && before.signing === periods.signing) return holder;
  return withMembers(holder, { [expiryPeriodField]: periods.expiry, [signingPeriodField]: periods.signing });
}
function ownPaths(role, depth = 4) {
  return Array.from({ length: depth }, (_, i) => `${role}${"/*".repeat(i + 1)}`);
}
function withNewRole(event, role, periods, context) {
  const targets = event.documents.get("targets")?.signed;
  if (isTopLevelRole(role) || !targets) {
    throw new TufError(
      "no-metadata",
      `Without metadata/${isTopLevelRole(role) ? "root" : "targets"}.json there is no ${role}`
    );
  }
  checkRoleName(event, role);
  const delegation = { keyids: [], threshold: 1, name: role, paths: ownPaths(role), terminating: true };
  const delegating = withRoleIn(targets, role, objectOf(Object.entries(delegation)));
  const delegated = withSigned(event, "targets", delegating, context);
  if (delegated.documents.has(role)) return delegated;
  return withVersionOf(delegated, role, newSigned("targets", { targets: objectOf([]) }, periods), context);
}
function newSigned(type, members, periods) {
  const first = { _type: type, spec_version: "1.0.31", ...members };
  return withPeriodMembers(objectOf(Object.entries(first)), periods);
}
function checkRoleName(event, role) {
  if (!isPlainRoleName(role)) {
    throw new TufError("usage", `"${role}" cannot be the name of a role`, {
      hint: "Use letters of one script, digits, - and _: it becomes a file name and a folder"
    });
  }
  const folded = foldedName(role);
  const twin = [...event.documents.keys(), "timestamp", "snapshot"].find((name) => foldedName(name) === folded);
  if (twin !== void 0 && twin !== role) {
    throw new TufError("usage", `"${role}" and the role "${twin}" differ by letter case alone`, {
      hint: "Choose a name that no disk takes for the other"
    });
  }
}

// src/signing-event/edit/keys.ts
function invitedRoles(event, user) {
  return event.invites.get(user) ?? [];
}
function withAcceptedInvites(event, user, key, context) {
  return withKeyOf(withoutInvitesOf(event, user), user, key, invitedRoles(event, user), context);
}
function rolesOfUser({ documents }, user) {
  return [...documents.values()].flatMap(({ signed }) => {
    const owns = (keyid) => {
      const key = get(keysOf(signed), keyid);
      return key !== void 0 && keyOwner(key) === user;
    };
    return rolesOf(signed).flatMap(([role, { keyids }]) => keyids.some(owns) ? [role] : []);
  });
}
function withReplacedKey(event, user, key, context) {
  const roles = rolesOfUser(event, user);
  if (roles.length === 0) {
    throw new TufError("usage", `${user} has no key in any role that could be replaced`, {
      hint: "Keys come into roles by invites: tuf-on-ci-delegate EVENT <role>"
    });
  }
  return withKeyOf(event, user, key, roles, context);
}
function withKeyOf(event, user, key, roles, context) {
  const owned = withMembers(key, { [keyOwnerField]: user });
  const changed = roles.reduce((next, role) => withSigner(next, role, user, owned, context), event);
  return roles.reduce((next, role) => {
    const delegation = delegationIn(next, role);
    const acceptors = new Set(delegation ? [keyidIn(delegation.keys, owned)] : []);
    return withVersionDue(next, role, context, acceptors);
  }, changed);
}
function withSigner(event, role, user, key, context) {
  const delegation = delegationIn(event, role);
  if (!delegation) return withSigner(withNewRole(event, role, newRolePeriods, context), role, user, key, context);
  const keyid = keyidIn(delegation.keys, key);
  if (delegation.role.keyids.includes(keyid)) return event;
  const replaced2 = new Set(
    signersOf(delegation).flatMap((signer) => keyOwner(signer.key) === user ? [signer.keyid] : [])
  );
  const keyids = [...delegation.role.keyids.filter((other) => !replaced2.has(other)), keyid];
  return withDelegation(event, role, delegation, { keyids }, [[keyid, key]], context);
}

// src/operations/signer/next-steps.ts
function sayNextSteps({ terminal: terminal2, remote, pushRemote }, { push }, { event }, { judgement, reading }) {
  const { context, head, knownGood } = reading;
  const status = eventStatus({ event, head, knownGood, context, judgement });
  if (status.complete) {
    const isThere = push && remote === pushRemote;
    say(
      terminal2,
      isThere ? "The event is complete: once its checks on GitHub are green it can be merged." : "With it the event is complete."
    );
    return;
  }
  const command = `tuf-on-ci-sign ${shellWord(event)}`;
  for (const role of ["root", "targets"]) {
    const users = [...invitesDelegatedBy(context.state, role).keys()];
    if (users.length === 0) continue;
    say(terminal2, `${listInWords(users)} must accept the invitation first, then ${role} can be signed: ${command}`);
  }
  for (const { role, people, keys } of missingSigners(status)) {
    if (people.length > 0) say(terminal2, `${role} waits for ${listInWords(people)}: ${command}`);
    if (keys.length > 0)
      say(terminal2, `${role} waits for its online key ${listInWords(keys)}: a workflow signs with it.`);
  }
}
function missingSigners({ roles }) {
  return roles.flatMap(({ role, complete, invites, missing, knownGoodRoot }) => {
    const names2 = [.../* @__PURE__ */ new Set([...missing, ...knownGoodRoot?.missing ?? []])];
    if (complete || isOnlineRole(role) || invites.length > 0) return [];
    const isPerson = (name) => name.startsWith("@");
    return [{ role, people: names2.filter(isPerson), keys: names2.filter((name) => !isPerson(name)) }];
  });
}

// src/operations/signer/verdict.ts
function judgeForSigner({ context }) {
  return judge({ ...context, door: "sign" });
}
function sayErrors({ terminal: terminal2 }, reading, meaning) {
  const errors = judgeForSigner(reading).findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  terminal2.show(renderFindings(errors, terminal2));
  say(terminal2, meaning, "magenta");
}
function requireSoundEvent(refusal, reading, { signDespiteErrors }, { findings } = judgeForSigner(reading)) {
  return signDespiteErrors ? findings : requireSound(refusal, findings);
}

// src/operations/signer/workspace.ts
async function openWorkspace(session, { event, push }) {
  const { repository, remote, pushRemote } = session;
  if (!repository.isBranchName(event)) {
    throw new TufError("usage", `"${event}" cannot be the name of a branch`, {
      hint: "Name the event sign/<something>"
    });
  }
  for (const name of /* @__PURE__ */ new Set([remote, pushRemote])) await repository.remoteUrl(name);
  await repository.user();
  if (!push) await refuseExisting(session, event);
  const workspace = await fetchEvent(session, event);
  if (workspace.isNew && !event.startsWith("sign/")) {
    say(
      session.terminal,
      `The workflows look at branches named sign/… only, so nothing will happen to ${event}.`,
      "magenta"
    );
  }
  return workspace;
}
async function refuseExisting({ repository }, event) {
  const branches = await repository.refs("refs/heads");
  refuseBeside(event, branches.keys());
  if (!branches.has(`refs/heads/${event}`)) return;
  throw new TufError("git", `There is a local branch "${event}" already`, {
    hint: `With --no-push the result becomes that branch: remove it (git branch -D ${shellWord(event)}), or push`
  });
}
function refuseBeside(event, branches) {
  const own = `refs/heads/${event}`;
  const other = [...branches].find((ref) => ref.startsWith(`${own}/`) || own.startsWith(`${ref}/`));
  if (other === void 0) return;
  throw new TufError("usage", `git cannot have a branch "${event}" beside "${other.slice("refs/heads/".length)}"`, {
    hint: "Choose another name for the event"
  });
}
async function fetchEvent(session, event) {
  const { repository, remote } = session;
  const main = await nameOfDefaultBranch(session);
  if (event === main || event === "publish") {
    throw new TufError("usage", `${event} is no signing event`, { hint: "Name the event sign/<something>" });
  }
  const branches = await repository.remoteBranches(remote);
  if (!branches.has(`refs/heads/${main}`)) {
    throw new TufError("git", `The remote '${remote}' has no branch '${main}'`, {
      hint: "Push a first commit to it, or name the default branch in the settings: default-branch = NAME"
    });
  }
  const tip = branches.get(`refs/heads/${event}`);
  if (tip === void 0) refuseBeside(event, branches.keys());
  const tracking = `refs/remotes/${remote}/${main}`;
  await repository.fetch(remote, [
    { source: `refs/heads/${main}`, target: tracking, force: true },
    // The objects alone are enough: no ref of the user's moves for it.
    ...tip === void 0 ? [] : [{ source: `refs/heads/${event}` }]
  ]);
  const head = await repository.resolve(tip ?? tracking);
  if (head === void 0) {
    throw new TufError("git", `The branch '${event}' of '${remote}' moved while it was read`, {
      hint: "Run the command again"
    });
  }
  const reading = await readAt(session, main, head);
  return {
    event,
    defaultBranch: main,
    head,
    main: branches.get(`refs/heads/${main}`),
    isNew: tip === void 0,
    reading
  };
}
async function nameOfDefaultBranch({ repository, remote, defaultBranchNames }) {
  const given = defaultBranchNames.find((name) => name !== void 0 && name !== "");
  return given ?? await repository.remoteHead(remote) ?? "main";
}
function readAt(session, defaultBranch, head, after) {
  const surroundings = { ...session, defaultBranchNames: [defaultBranch] };
  return readEvent(surroundings, head, { digests: true, ...after && { after } });
}
function readCommit(session, { defaultBranch, reading }, commit) {
  return readAt(session, defaultBranch, commit, reading);
}
async function commitFor({ repository, now }, parent, message, changes) {
  const author = await repository.user();
  const oid = await repository.commit(changes, { parents: [parent], message, author, now });
  return { oid, parent, message };
}

// src/operations/signer/proposal.ts
async function propose(session, workspace, options, { event, message, refusal, onto }) {
  const before = (onto?.reading ?? workspace.reading).context.state;
  const parent = onto?.commit.oid ?? workspace.head;
  const commit = await commitFor(session, parent, message, changesOf(before, event));
  const reading = await readCommit(session, workspace, commit.oid);
  const judgement = judgeForSigner(reading);
  const findings = requireSoundEvent(refusal, reading, options, judgement);
  return { event, commit, reading, judgement, findings };
}

// src/operations/signer/publish.ts
var attempts = 5;
async function publish(session, options, publication) {
  const { repository, terminal: terminal2, pushRemote } = session;
  const { event } = publication.workspace;
  if (!options.push) {
    await repository.createBranch(`refs/heads/${event}`, tipOf(publication.commits));
    say2(
      session,
      terminal`Nothing was pushed: the result is the local branch ${event}. To push it:\n  git push ${shellWord(pushRemote)} ${shellWord(event)}`.text
    );
    return publication.result;
  }
  await askForEnter(terminal2, terminal`Press enter to push to ${event} of ${pushRemote}`);
  const isFork = pushRemote !== session.remote;
  if (isFork) {
    await pushOnce(session, publication, true);
    say2(session, terminal`Pushed to ${event} of ${pushRemote}`.text);
    if (publication.pullRequest !== false) await openPullRequest(session, publication);
    return publication.result;
  }
  const { result } = await pushWithOthers(session, options, publication);
  say2(session, terminal`Pushed to ${event} of ${pushRemote}`.text);
  return result;
}
async function pushWithOthers(session, options, publication) {
  let current = await onMovedDefaultBranch(session, options, publication);
  for (let attempt = 1; current.commits.length > 0; attempt++) {
    try {
      await pushOnce(session, current, false);
      break;
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== "push-rejected" || attempt === attempts) throw error;
      current = await replayed(
        session,
        options,
        current,
        await fetchEvent(session, publication.workspace.event),
        error
      );
    }
  }
  return current;
}
async function onMovedDefaultBranch(session, options, publication) {
  const { workspace } = publication;
  const main = await tipOfDefaultBranch(session, workspace);
  if (main === void 0 || main === workspace.main) return publication;
  const theirs = await fetchEvent(session, workspace.event);
  return isSameGround(workspace, theirs) ? publication : replayed(session, options, publication, theirs);
}
async function tipOfDefaultBranch({ repository, remote }, { defaultBranch }) {
  try {
    return (await repository.remoteBranches(remote)).get(`refs/heads/${defaultBranch}`);
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
function isSameGround(one, other) {
  return one.head === other.head && one.reading.knownGood === other.reading.knownGood;
}
async function pushOnce(session, { workspace, commits }, force) {
  const { repository, pushRemote } = session;
  const { event, head, isNew } = workspace;
  const source = tipOf(commits);
  const target = `refs/heads/${event}`;
  try {
    await repository.push(pushRemote, [{ source, target, ...force ? { force } : !isNew && { expected: head } }]);
  } catch (error) {
    if (!(error instanceof TufError) || error.code === "push-rejected") throw error;
    throw new TufError(error.code, error.message, {
      hint: `Nothing is lost, your signatures are in this clone. To push them later: git push ${shellWord(pushRemote)} ${source}:${shellWord(target)}`,
      cause: error
    });
  }
}
async function replayed(session, options, { workspace, commits, ...rest }, theirs, rejection) {
  if (theirs.isNew && !workspace.isNew) {
    throw new TufError(
      "push-rejected",
      `The event ${workspace.event} is not there any more: it was merged or given up`,
      {
        hint: "If it was not yet complete, ask who removed the branch; what you made was not pushed",
        ...rejection && { cause: rejection }
      }
    );
  }
  if (rejection && isSameGround(workspace, theirs)) throw rejection;
  session.terminal.show("Somebody else has pushed meanwhile: bringing your work and theirs together\n");
  const made = [];
  let base = workspace.reading.context.state;
  let onto = theirs.reading;
  for (const commit of commits) {
    const ours = (await readCommit(session, workspace, commit.oid)).context.state;
    const merge = planEventMerge({ base, ours, theirs: onto.context.state }, session.verifier);
    if (merge.kind === "conflict") {
      const [first] = merge.conflicts;
      throw new TufError(
        "push-rejected",
        `Somebody else has changed ${first?.path} meanwhile (${first?.reason}), so what you made does not fit any more`,
        {
          hint: "Run the same command again: it starts from their work, and asks for your signature on that",
          ...rejection && { cause: rejection }
        }
      );
    }
    if (merge.changes.length > 0) {
      const next = await commitFor(session, onto.head, commit.message, merge.changes);
      made.push(next);
      onto = await readCommit(session, theirs, next.oid);
    }
    base = ours;
  }
  const judgement = judgeForSigner(onto);
  requireSoundEvent("Together with what was pushed meanwhile this cannot be pushed", onto, options, judgement);
  return { ...rest, workspace: theirs, commits: made, result: { reading: onto, judgement } };
}
function tipOf(commits) {
  const tip = commits.at(-1);
  if (!tip) throw new TufError("internal", "there is no commit to publish");
  return tip.oid;
}
async function openPullRequest(session, { workspace, title }) {
  const { repository, terminal: terminal2, remote, pushRemote } = session;
  const [upstream, fork] = await Promise.all(
    [remote, pushRemote].map(async (name) => parseGithubUrl(await repository.remoteUrl(name)))
  );
  if (!upstream || !fork) {
    say2(session, terminal`Now ask for your branch to be merged into ${workspace.event} of ${remote}`.text);
    return;
  }
  const url = forkPullRequestUrl({ upstream, fork, event: workspace.event, title });
  say2(session, terminal`Open a pull request to hand it over:\n  ${url}`.text);
  if (workspace.isNew) {
    terminal2.show(
      terminal`The event has no branch in ${remote} yet: a maintainer has to make ${workspace.event} there first\n`.text
    );
  }
  if (terminal2.isInteractive) await session.openPage(url);
}
function say2({ terminal: terminal2 }, sentence) {
  terminal2.show(`${styled("green", "✓", terminal2.colour).text} ${sentence}
`);
}

// src/render/signer-summary-members.ts
function memberText({ name, before, now }) {
  const value = (json) => shortened(JSON.stringify(json), 200);
  if (before === void 0) return `${name} is new: ${value(now)}`;
  return now === void 0 ? `${name} is removed; it was ${value(before)}` : `${name}: ${value(before)} becomes ${value(now)}`;
}

// src/render/signer-summary-delegations.ts
function delegationLines(change2) {
  return [
    line(2, headline(change2), "bold"),
    ...change2.kind === "removed" ? [] : [line(4, thresholdText(change2), isOther(change2.threshold) ? "magenta" : void 0)],
    ...change2.keysAdded.flatMap((key) => keyLines("+", key, "green")),
    ...change2.keysRemoved.flatMap((key) => keyLines("-", key, "red")),
    ...change2.keysChanged.flatMap((key) => keyLines("~", key, "magenta")),
    ...kept(change2),
    ...change2.invited.map((user) => line(4, `? ${user} is invited and has not accepted yet`, "magenta")),
    ...periodLines(change2),
    ...pathLines(change2),
    ...change2.members.map((member) => line(4, `~ ${memberText(member)}`, "magenta"))
  ];
}
function headline({ name, kind }) {
  if (kind === "added") return `Who may sign ${name} (new)`;
  return kind === "removed" ? `${name} is removed: nobody signs it any more` : `Who may sign ${name}`;
}
function thresholdText({ threshold, keys }) {
  if (threshold.now === void 0) return "Nobody yet";
  const count = keys.now ?? 0;
  const text = count < threshold.now ? `${plural(threshold.now, "signature")} needed, ${plural(count, "key")} so far` : `${threshold.now} of ${plural(count, "key")} must sign`;
  const isSame2 = threshold.before === threshold.now && keys.before === keys.now;
  return threshold.before === void 0 || isSame2 ? text : `${text}; until now ${threshold.before} of ${keys.before}`;
}
function keyLines(mark, key, style) {
  const who = key.signer === key.keyid ? "A key without an owner" : key.signer;
  const how = key.identity ? `Sigstore login ${key.identity.identity} at ${key.identity.issuer}` : key.scheme;
  const also = key.otherMembers.length > 0 ? `, with ${listInWords(key.otherMembers)}` : "";
  const what = mark === "~" ? ": the same key id stands for another key" : "";
  return [line(4, `${mark} ${who} (${how}${also})${what}`, style), line(6, `key ${key.keyid}`, "dim")];
}
function kept({ keysKept }) {
  if (keysKept.length === 0) return [];
  return [
    line(4, `= ${listInWords(keysKept.map(({ signer }) => signer))} ${keysKept.length === 1 ? "stays" : "stay"}`)
  ];
}
function periodLines({ name, periods: { before, now } }) {
  if (!now || before?.expiry === now.expiry && before.signing === now.signing) return [];
  const was = before ? `; until now ${plural(before.expiry, "day")} and ${before.signing}` : "";
  const text = `${name} is signed by machine: good for ${plural(now.expiry, "day")}, renewed ${now.signing} before it ends${was}`;
  return [line(4, before ? `~ ${text}` : text, before && "magenta")];
}
function pathLines({ paths, terminating }) {
  const known = new Set(paths.before);
  const present = new Set(paths.now);
  const ends = (isTerminating) => isTerminating ? "no later role is asked for these paths" : "later roles are asked for these paths too";
  return [
    ...[...present].filter((path) => !known.has(path)).map((path) => line(4, `+ may list files ${path}`, "green")),
    ...[...known].filter((path) => !present.has(path)).map((path) => line(4, `- may no longer list files ${path}`, "red")),
    ...terminating.now !== void 0 && isOther(terminating) ? [line(4, `~ ${ends(terminating.now)} (terminating ${terminating.now})`, "magenta")] : []
  ];
}
function isOther({ before, now }) {
  return before !== void 0 && now !== void 0 && before !== now;
}

// node_modules/diff/libesm/diff/base.js
var Diff = class {
  diff(oldStr, newStr, options = {}) {
    let callback;
    if (typeof options === "function") {
      callback = options;
      options = {};
    } else if ("callback" in options) {
      callback = options.callback;
    }
    const oldString = this.castInput(oldStr, options);
    const newString = this.castInput(newStr, options);
    const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
    const newTokens = this.removeEmpty(this.tokenize(newString, options));
    return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
  }
  diffWithOptionsObj(oldTokens, newTokens, options, callback) {
    var _a;
    const done = (value) => {
      value = this.postProcess(value, options);
      if (callback) {
        setTimeout(function() {
          callback(value);
        }, 0);
        return void 0;
      } else {
        return value;
      }
    };
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let editLength = 1;
    let maxEditLength = newLen + oldLen;
    if (options.maxEditLength != null) {
      maxEditLength = Math.min(maxEditLength, options.maxEditLength);
    }
    const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
    const abortAfterTimestamp = Date.now() + maxExecutionTime;
    const bestPath = [{ oldPos: -1, lastComponent: void 0 }];
    let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
    if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
      return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
    }
    let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
    const execEditLength = () => {
      for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
        let basePath;
        const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
        if (removePath) {
          bestPath[diagonalPath - 1] = void 0;
        }
        let canAdd = false;
        if (addPath) {
          const addPathNewPos = addPath.oldPos - diagonalPath;
          canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
        }
        const canRemove = removePath && removePath.oldPos + 1 < oldLen;
        if (!canAdd && !canRemove) {
          bestPath[diagonalPath] = void 0;
          continue;
        }
        if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) {
          basePath = this.addToPath(addPath, true, false, 0, options);
        } else {
          basePath = this.addToPath(removePath, false, true, 1, options);
        }
        newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
        if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
          return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
        } else {
          bestPath[diagonalPath] = basePath;
          if (basePath.oldPos + 1 >= oldLen) {
            maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
          }
          if (newPos + 1 >= newLen) {
            minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
          }
        }
      }
      editLength++;
    };
    if (callback) {
      (function exec() {
        setTimeout(function() {
          if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) {
            return callback(void 0);
          }
          if (!execEditLength()) {
            exec();
          }
        }, 0);
      })();
    } else {
      while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
        const ret = execEditLength();
        if (ret) {
          return ret;
        }
      }
    }
  }
  addToPath(path, added, removed, oldPosInc, options) {
    const last = path.lastComponent;
    if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: last.count + 1, added, removed, previousComponent: last.previousComponent }
      };
    } else {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: 1, added, removed, previousComponent: last }
      };
    }
  }
  extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
    while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
      newPos++;
      oldPos++;
      commonCount++;
      if (options.oneChangePerToken) {
        basePath.lastComponent = { count: 1, previousComponent: basePath.lastComponent, added: false, removed: false };
      }
    }
    if (commonCount && !options.oneChangePerToken) {
      basePath.lastComponent = { count: commonCount, previousComponent: basePath.lastComponent, added: false, removed: false };
    }
    basePath.oldPos = oldPos;
    return newPos;
  }
  equals(left, right, options) {
    if (options.comparator) {
      return options.comparator(left, right);
    } else {
      return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
    }
  }
  removeEmpty(array) {
    const ret = [];
    for (let i = 0; i < array.length; i++) {
      if (array[i]) {
        ret.push(array[i]);
      }
    }
    return ret;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  castInput(value, options) {
    return value;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  tokenize(value, options) {
    return Array.from(value);
  }
  join(chars) {
    return chars.join("");
  }
  postProcess(changeObjects, options) {
    return changeObjects;
  }
  get useLongestToken() {
    return false;
  }
  buildValues(lastComponent, newTokens, oldTokens) {
    const components = [];
    let nextComponent;
    while (lastComponent) {
      components.push(lastComponent);
      nextComponent = lastComponent.previousComponent;
      delete lastComponent.previousComponent;
      lastComponent = nextComponent;
    }
    components.reverse();
    const componentLen = components.length;
    let componentPos = 0, newPos = 0, oldPos = 0;
    for (; componentPos < componentLen; componentPos++) {
      const component = components[componentPos];
      if (!component.removed) {
        if (!component.added && this.useLongestToken) {
          let value = newTokens.slice(newPos, newPos + component.count);
          value = value.map(function(value2, i) {
            const oldValue = oldTokens[oldPos + i];
            return oldValue.length > value2.length ? oldValue : value2;
          });
          component.value = this.join(value);
        } else {
          component.value = this.join(newTokens.slice(newPos, newPos + component.count));
        }
        newPos += component.count;
        if (!component.added) {
          oldPos += component.count;
        }
      } else {
        component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
        oldPos += component.count;
      }
    }
    return components;
  }
};

// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
  constructor() {
    super(...arguments);
    this.tokenize = tokenize;
  }
  equals(left, right, options) {
    if (options.ignoreWhitespace) {
      if (!options.newlineIsToken || !left.includes("\n")) {
        left = left.trim();
      }
      if (!options.newlineIsToken || !right.includes("\n")) {
        right = right.trim();
      }
    } else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
      if (left.endsWith("\n")) {
        left = left.slice(0, -1);
      }
      if (right.endsWith("\n")) {
        right = right.slice(0, -1);
      }
    }
    return super.equals(left, right, options);
  }
};
var lineDiff = new LineDiff();
function diffLines(oldStr, newStr, options) {
  return lineDiff.diff(oldStr, newStr, options);
}
function tokenize(value, options) {
  if (options.stripTrailingCr) {
    value = value.replace(/\r\n/g, "\n");
  }
  const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
  if (!linesAndNewlines[linesAndNewlines.length - 1]) {
    linesAndNewlines.pop();
  }
  for (let i = 0; i < linesAndNewlines.length; i++) {
    const line2 = linesAndNewlines[i];
    if (i % 2 && !options.newlineIsToken) {
      retLines[retLines.length - 1] += line2;
    } else {
      retLines.push(line2);
    }
  }
  return retLines;
}

// node_modules/diff/libesm/patch/create.js
function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
  let optionsObj;
  if (!options) {
    optionsObj = {};
  } else if (typeof options === "function") {
    optionsObj = { callback: options };
  } else {
    optionsObj = options;
  }
  if (typeof optionsObj.context === "undefined") {
    optionsObj.context = 4;
  }
  const context = optionsObj.context;
  if (optionsObj.newlineIsToken) {
    throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
  }
  if (!optionsObj.callback) {
    return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
  } else {
    const { callback } = optionsObj;
    diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
      const patch = diffLinesResultToPatch(diff);
      callback(patch);
    } }));
  }
  function diffLinesResultToPatch(diff) {
    if (!diff) {
      return;
    }
    diff.push({ value: "", lines: [] });
    function contextLines(lines2) {
      return lines2.map(function(entry) {
        return " " + entry;
      });
    }
    const hunks = [];
    let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
    for (let i = 0; i < diff.length; i++) {
      const current = diff[i], lines2 = current.lines || splitLines(current.value);
      current.lines = lines2;
      if (current.added || current.removed) {
        if (!oldRangeStart) {
          const prev = diff[i - 1];
          oldRangeStart = oldLine;
          newRangeStart = newLine;
          if (prev) {
            curRange = context > 0 ? contextLines(prev.lines.slice(-context)) : [];
            oldRangeStart -= curRange.length;
            newRangeStart -= curRange.length;
          }
        }
        for (const line2 of lines2) {
          curRange.push((current.added ? "+" : "-") + line2);
        }
        if (current.added) {
          newLine += lines2.length;
        } else {
          oldLine += lines2.length;
        }
      } else {
        if (oldRangeStart) {
          if (lines2.length <= context * 2 && i < diff.length - 2) {
            for (const line2 of contextLines(lines2)) {
              curRange.push(line2);
            }
          } else {
            const contextSize = Math.min(lines2.length, context);
            for (const line2 of contextLines(lines2.slice(0, contextSize))) {
              curRange.push(line2);
            }
            const hunk = {
              oldStart: oldRangeStart,
              oldLines: oldLine - oldRangeStart + contextSize,
              newStart: newRangeStart,
              newLines: newLine - newRangeStart + contextSize,
              lines: curRange
            };
            hunks.push(hunk);
            oldRangeStart = 0;
            newRangeStart = 0;
            curRange = [];
          }
        }
        oldLine += lines2.length;
        newLine += lines2.length;
      }
    }
    for (const hunk of hunks) {
      for (let i = 0; i < hunk.lines.length; i++) {
        if (hunk.lines[i].endsWith("\n")) {
          hunk.lines[i] = hunk.lines[i].slice(0, -1);
        } else {
          hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
          i++;
        }
      }
    }
    return {
      oldFileName,
      newFileName,
      oldHeader,
      newHeader,
      hunks
    };
  }
}
function splitLines(text) {
  const hasTrailingNl = text.endsWith("\n");
  const result = text.split("\n").map((line2) => line2 + "\n");
  if (hasTrailingNl) {
    result.pop();
  } else {
    result.push(result.pop().slice(0, -1));
  }
  return result;
}

// src/signing-event/change-summary-members.ts
function otherMembers({ before, now }, told) {
  const all = sortedByCodePoint(/* @__PURE__ */ new Set([...names(before ?? {}), ...names(now ?? {})]));
  return all.flatMap((name) => {
    const step = { before: before && get(before, name), now: now && get(now, name) };
    const isSame2 = step.before !== void 0 && step.now !== void 0 && equalJson(step.before, step.now);
    return told.has(name) || isSame2 ? [] : [{ name, ...step }];
  });
}

// src/render/signer-summary-files.ts
function targetFileLines(files, limit) {
  if (files.length === 0) return [];
  const more = files.length - limit;
  return [
    line(2, `Published files: ${countsOf(files)}`, "bold"),
    ...files.slice(0, limit).flatMap(fileLines),
    ...more > 0 ? [line(4, `… and ${plural(more, "more file")}`, "magenta")] : []
  ];
}
var verbs = { added: "added", modified: "changed", removed: "removed" };
function countsOf(files) {
  const counts = Object.entries(verbs).flatMap(([kind, verb]) => {
    const count = files.filter(({ change: change2 }) => change2 === kind).length;
    return count === 0 ? [] : [`${plural(count, "file")} ${verb}`];
  });
  return listInWords(counts);
}
var marks = { added: ["+", "green"], modified: ["~", "magenta"], removed: ["-", "red"] };
function fileLines(file) {
  const { path, change: change2, before, now } = file;
  const [mark, style] = marks[change2];
  const size = [before, now].flatMap((entry) => entry ? [byteSize(entry.length)] : []);
  const sizes = [...new Set(size)].join(" becomes ");
  const hashes = now ? hashesOf(now).map((text) => line(6, text, "dim")) : [];
  return [line(4, `${mark} ${shortened(path, 300)}, ${sizes}`, style), ...hashes, ...otherLines(file)];
}
function hashesOf(file) {
  return entries(file.hashes).map(([algorithm, digest]) => `${algorithm} ${String(digest)}`);
}
function otherLines({ before, now }) {
  if (!now) return [];
  return otherMembers({ before, now }, /* @__PURE__ */ new Set(["length", "hashes"])).map(
    (member) => line(6, memberText(member), "magenta")
  );
}
var longestText = 65536;
function textsOf(before, now) {
  const texts = [before, now].map((bytes) => bytes ? textOf(bytes) : "");
  if (!texts.every((text) => text !== void 0)) return void 0;
  const formatted = [before, now].map((bytes) => bytes ? formattedJson(bytes) : "");
  const isOneLine = texts.some((text) => text.length > 80 && !text.trimEnd().includes("\n"));
  return isOneLine && formatted.every((text) => text !== void 0) ? formatted : texts;
}
function textOf(bytes) {
  if (bytes.length > longestText) return void 0;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? void 0 : text;
  } catch {
    return void 0;
  }
}
function formattedJson(bytes) {
  try {
    return new TextDecoder().decode(writeJson(parseJson(bytes)));
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
var diffStyles = { "+": "green", "-": "red", "@": "magenta" };
function renderTargetDiff(path, before, now, { colour }) {
  const texts = textsOf(before, now);
  if (!texts) return void 0;
  const patch = structuredPatch(path, path, texts[0], texts[1], "", "", { context: 3, maxEditLength: 2e3 });
  if (!patch) return void 0;
  const lines2 = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: lines3 }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines3
  ]);
  const head = styled("bold", terminal`${path}`, colour);
  return terminalLines([
    head,
    ...lines2.map((text) => {
      const style = diffStyles[text[0] ?? ""];
      return style ? styled(style, shortened(text, 500), colour) : terminal`${shortened(text, 500)}`;
    })
  ]).text;
}

// src/render/signer-summary.ts
function renderSignerSummary(summary, options) {
  const blocks = summary.roles.map((role) => roleLines(role, options));
  const lines2 = blocks.length === 0 ? [line(0, "This event changes nothing yet.")] : blocks.flat();
  return terminalLines(lines2.flatMap((one) => wrapped(one, options))).text;
}
function roleLines(role, options) {
  return [
    line(0, `${role.role}: ${versionText(role)}`, "bold"),
    line(2, purposeOf(role.role), "dim"),
    ...expiryLines(role, options.now),
    ...periodLines2(role),
    ...signatureLines(role),
    ...role.delegations.flatMap(delegationLines),
    ...targetFileLines(role.targetFiles, options.filesShown ?? 100),
    ...role.members.map((member) => line(2, `~ ${memberText(member)}`, "magenta")),
    line(0, "")
  ];
}
function versionText({ version: { before, now } }) {
  if (now === void 0) return before === void 0 ? "has no metadata" : `removed (it was version ${before})`;
  if (before === void 0) return `new, version ${now}`;
  return before === now ? `version ${now} as before; its signers change` : `version ${before} becomes ${now}`;
}
function purposeOf(role) {
  if (role === "root") return "root says who may sign what; every client starts from it";
  if (role === "targets") return "targets lists the published files, and says who may sign for which folder";
  return `${role} lists the published files of its part, usually the folder targets/${role}/`;
}
function expiryLines({ expires: { before, now } }, time) {
  if (now === void 0) return [];
  const text = `Good until ${dateInWords(now)} (${daysLeft(now, time)})`;
  if (before === void 0 || before === now) return [line(2, text)];
  return [line(2, `${text}; until now ${dateInWords(before)}`)];
}
function daysLeft(expires, now) {
  const seconds = parseExpires(expires) - now;
  const days = Math.floor(Math.abs(seconds) / secondsPerDay);
  if (seconds <= 0) return days === 0 ? "EXPIRED" : `EXPIRED ${plural(days, "day")} ago`;
  return days === 0 ? "within a day" : `in ${plural(days, "day")}`;
}
function periodLines2({ periods: { before, now } }) {
  if (!now || before && before.expiry === now.expiry && before.signing === now.signing) return [];
  const was = before ? ` (until now ${before.expiry} and ${before.signing})` : "";
  const text = `Good for ${plural(now.expiry, "day")}; people are asked to sign again ${plural(now.signing, "day")} before the end${was}`;
  return [line(2, `${before ? "~ " : ""}${text}`, before && "magenta")];
}
function signatureLines({ version: version2, knownGoodRoot, ...own }) {
  if (version2.now === void 0 || own.threshold === 0) return [];
  const lines2 = [line(2, countsText(own))];
  const isOther2 = knownGoodRoot && countsText(knownGoodRoot) !== countsText(own);
  return isOther2 ? [...lines2, line(2, `By the signers of version ${version2.before}: ${countsText(knownGoodRoot)}`)] : lines2;
}
function countsText({ signed, missing, threshold }) {
  const open2 = missing.length === 0 ? "" : `; not yet by ${listInWords(missing)}`;
  const text = signed.length === 0 ? `Nobody has signed it yet${open2}` : `Signed by ${listInWords(signed)}${open2}`;
  return `${text} (${plural(threshold, "signature")} needed)`;
}

// src/signing-event/change-summary-delegations.ts
function delegationChanges(delegator, state, knownGood) {
  const invited = /* @__PURE__ */ new Map();
  const invites = delegator === "root" || delegator === "targets" ? invitesDelegatedBy(state, delegator) : /* @__PURE__ */ new Map();
  for (const [user, roles] of invites) {
    for (const role of roles) invited.set(role, [...invited.get(role) ?? [], user]);
  }
  const named = [state, knownGood].flatMap(
    ({ graph }) => [...graph.byName.values()].flatMap((delegation) => delegation.delegator === delegator ? [delegation.name] : [])
  );
  const all = [.../* @__PURE__ */ new Set([...named, ...invited.keys()])].sort(roleOrder);
  return all.flatMap((name) => {
    const step = { before: by(delegator, name, knownGood), now: by(delegator, name, state) };
    const people = invited.get(name) ?? [];
    return people.length === 0 && isSame(step) ? [] : [change(name, step, people)];
  });
}
function by(delegator, name, state) {
  const delegation = delegationOf(state, name);
  return delegation?.delegator === delegator ? delegation : void 0;
}
function isSame({ before, now }) {
  if (!before || !now) return before === now;
  return equalJson(before.role, now.role) && now.role.keyids.every((keyid) => equalJson(get(before.keys, keyid) ?? null, get(now.keys, keyid) ?? null));
}
var toldElsewhere = /* @__PURE__ */ new Set([
  "name",
  "keyids",
  "threshold",
  "paths",
  "path_hash_prefixes",
  "terminating",
  expiryPeriodField,
  signingPeriodField
]);
function change(name, delegations, invited) {
  const { before, now } = delegations;
  const step = (of) => ({
    before: before && of(before),
    now: now && of(now)
  });
  const known = new Set(before?.role.keyids);
  const present = new Set(now?.role.keyids);
  const isKept = (keyid) => equalJson(get(before.keys, keyid) ?? null, get(now.keys, keyid) ?? null);
  const kept2 = [...present].filter((keyid) => known.has(keyid));
  return {
    name,
    kind: !before && now ? "added" : before && !now ? "removed" : "modified",
    threshold: step(({ role }) => role.threshold),
    keys: { before: before && known.size, now: now && present.size },
    keysAdded: lines(
      now,
      [...present].filter((keyid) => !known.has(keyid))
    ),
    keysRemoved: lines(
      before,
      [...known].filter((keyid) => !present.has(keyid))
    ),
    keysChanged: lines(
      now,
      kept2.filter((keyid) => !isKept(keyid))
    ),
    keysKept: lines(now, kept2.filter(isKept)),
    invited,
    paths: step(({ role }) => pathPatterns(role) ?? pathHashPrefixes(role)),
    terminating: step(({ role }) => role.terminating),
    periods: step(({ role }) => isTopLevelRole(name) ? parsePeriods(role) : void 0),
    members: otherMembers(
      step(({ role }) => role),
      toldElsewhere
    )
  };
}
function lines(delegation, keyids) {
  return keyids.map((keyid) => {
    const key = delegation && get(delegation.keys, keyid);
    return key ? keyLine(keyid, key) : { keyid, signer: keyid, scheme: "no key", identity: void 0, otherMembers: [] };
  });
}
var knownKeyMembers = /* @__PURE__ */ new Set(["keytype", "scheme", "keyval", keyOwnerField, onlineUriField]);
function keyLine(keyid, key) {
  const [identity, issuer] = [get(key.keyval, "identity"), get(key.keyval, "issuer")];
  return {
    keyid,
    signer: signerName(keyid, key),
    scheme: key.scheme,
    identity: typeof identity === "string" && typeof issuer === "string" ? { identity, issuer } : void 0,
    otherMembers: sortedByCodePoint(names(key)).filter((name) => !knownKeyMembers.has(name))
  };
}

// src/signing-event/change-summary.ts
function changeSummary(state, knownGood, verifier) {
  const roles = changedRoles(state, knownGood).filter((role) => !isOnlineRole(role));
  return { roles: roles.map((role) => roleChange(role, state, knownGood, verifier)), invites: invitesOf(state) };
}
function roleChange(role, state, knownGood, verifier) {
  const step = (of) => {
    const [now, before] = [state, knownGood].map((from) => metadataOf(from, role)?.signed);
    return { before: before && of(before), now: now && of(now) };
  };
  const knownGoodSigners = role === "root" ? delegationOf(knownGood, role) : void 0;
  return {
    role,
    version: step(({ version: version2 }) => version2),
    expires: step(({ expires }) => expires),
    periods: step((signed) => parsePeriods(periodsHolder(role, signed, void 0))),
    delegations: delegationChanges(role, state, knownGood),
    targetFiles: targetFileSteps(step((signed) => signed._type === "targets" ? signed : void 0)),
    members: memberChanges(step((signed) => signed)),
    ...signatures(role, state, verifier),
    knownGoodRoot: knownGoodSigners && signatures(role, state, verifier, knownGoodSigners)
  };
}
function targetFileSteps({ before, now }) {
  const entry = (targets, path) => targets && get(targets.targets, path);
  return targetChanges(now, before).map(({ path, change: change2 }) => ({
    path,
    change: change2,
    before: entry(before, path),
    now: entry(now, path)
  }));
}
var toldElsewhere2 = /* @__PURE__ */ new Set([
  "_type",
  "version",
  "expires",
  "targets",
  "keys",
  "roles",
  "delegations",
  expiryPeriodField,
  signingPeriodField
]);
var toldOfNew = /* @__PURE__ */ new Set([...toldElsewhere2, "spec_version", "consistent_snapshot"]);
function memberChanges({ before, now }) {
  const delegations = (signed) => signed?._type === "targets" ? get(signed, "delegations") : void 0;
  const inDelegations = otherMembers(
    { before: delegations(before), now: delegations(now) },
    /* @__PURE__ */ new Set(["keys", "roles"])
  );
  return [
    ...otherMembers({ before, now }, before ? toldElsewhere2 : toldOfNew),
    ...inDelegations.map((change2) => ({ ...change2, name: `delegations.${change2.name}` }))
  ];
}
function signatures(role, state, verifier, signers = delegationOf(state, role)) {
  const metadata = metadataOf(state, role);
  if (!metadata || !signers) return { signed: [], missing: [], threshold: signers?.role.threshold ?? 0 };
  const counted = countSignatures(metadata, state.roles.get(role).document.payload, signers, verifier);
  const namesOf = (list) => sortedByCodePoint(new Set(list.map(({ keyid, key }) => signerName(keyid, key))));
  return { signed: namesOf(counted.signed), missing: namesOf(counted.missing), threshold: signers.role.threshold };
}

// src/operations/signer/review.ts
var voidedRule = "signatures/voided";
async function review(session, { event }, { reading, findings }, { yes }) {
  const { terminal: terminal2, verifier, now } = session;
  const { state, base } = reading.context;
  const summary = changeSummary(state, base, verifier);
  const { colour, columns } = terminal2;
  terminal2.show(terminal`\n${styled("bold", terminal`What ${event} changes`, colour)}\n\n`.text);
  terminal2.show(renderSignerSummary(summary, { colour, columns, now }));
  const shown = findings.filter(({ severity, rule }) => severity !== "note" || rule === voidedRule);
  if (shown.length > 0) terminal2.show(`${renderFindings(shown, terminal2)}
`);
  if (terminal2.isInteractive && !yes) await confirm(session, summary, reading);
}
function sayVoided({ terminal: terminal2 }, { findings }, before) {
  const known = new Set(before.map(({ message }) => message));
  for (const { rule, message } of findings) {
    if (rule === voidedRule && !known.has(message)) say(terminal2, message, "magenta");
  }
}
async function confirm(session, summary, { context }) {
  const { terminal: terminal2 } = session;
  const files = summary.roles.flatMap(({ targetFiles }) => targetFiles);
  const parse = (answer) => {
    if (/^(y|yes)$/i.test(answer)) return { value: "yes" };
    if (/^s(how)?$/i.test(answer) && files.length > 0) return { value: "show" };
    return /^(n|no)?$/i.test(answer) ? { value: "no" } : { problem: "Please answer y or n" };
  };
  const more = files.length > 0 ? ", s shows the text of the files" : "";
  for (; ; ) {
    const answer = await askFor(terminal2, `Is this what you want to sign? (y = yes, enter = no${more})`, parse);
    if (answer === "yes") return;
    if (answer === "no") throw new TufError("aborted", "Stopped by you", { hint: "Nothing was committed or pushed" });
    await showFiles(session, files, context);
  }
}
var filesShown = 50;
var longestFile = 65536;
async function showFiles({ terminal: terminal2 }, files, { state, base }) {
  for (const { path } of files.slice(0, filesShown)) {
    const [before, now] = [await contentOf(base, path), await contentOf(state, path)];
    const readable = before !== "long" && now !== "long" ? renderTargetDiff(path, before, now, terminal2) : void 0;
    terminal2.show(
      readable ?? terminal`${styled("bold", path, terminal2.colour)}\n  no text, or too long to be shown\n`.text
    );
  }
  const left = files.length - filesShown;
  if (left > 0) terminal2.show(`… and ${plural(left, "more file")}: look into the branch itself
`);
}
async function contentOf(state, path) {
  const entry = state.targetFiles.get(path);
  if (!entry || entry.mode === "160000") return void 0;
  const content = await readBlobs(state.tree, [entry.oid], longestFile);
  return content.get(entry.oid) ?? "long";
}

// src/operations/signer/prompts/signing-key.ts
async function askSigningKey(terminal2, ownKeys2) {
  for (; ; ) {
    const choice = await askKind(terminal2);
    try {
      return await ownKeys2.newKey(choice === "uri" ? { uri: await askUri(terminal2) } : choice);
    } catch (error) {
      if (!(error instanceof TufError) || !["signer", "login", "key", "usage"].includes(error.code)) throw error;
      sayError(terminal2, error);
    }
  }
}
async function askSigningKeyInVain(terminal2) {
  if (terminal2.isInteractive) return;
  const choice = await askKind(terminal2);
  if (choice === "hardware") await terminal2.ask("Enter: ");
  if (choice === "uri") await askUri(terminal2);
}
async function askKind(terminal2) {
  terminal2.show("\nWhich key do you want to sign with?\n");
  for (; ; ) {
    const choice = await askChoice(
      terminal2,
      [
        { number: 1, label: "Sigstore: you log in with your browser each time you sign", value: "sigstore" },
        { number: 2, label: "A hardware key: a YubiKey or another PKCS#11 token", value: "hardware" },
        { number: 3, label: "A Tillitis TKey (not supported yet)", value: "tkey" },
        { number: 4, label: "A program or key file of yours (exec:, file2:)", value: "uri" }
      ],
      1
    );
    if (choice !== "tkey") return choice;
    say(terminal2, "Signing with a TKey is not supported yet: please choose another key", "magenta");
  }
}
function askUri(terminal2) {
  const parse = (answer) => /^(exec|file2):./.test(answer) ? { value: answer } : { problem: "It begins with exec: and the path of a program, or with file2: and the path of a key file" };
  return askFor(terminal2, "exec:<program> or file2:<key file>", parse);
}

// src/operations/signer/signing.ts
function editContext({ now, verifier }, { context: { base } }) {
  return { knownGood: base, now, verifier };
}
async function signRoles(session, reading, event) {
  const { user, verifier, ownKeys: ownKeys2, terminal: terminal2 } = session;
  const { state, base } = reading.context;
  let signed = event;
  let [made, missing] = [0, 0];
  for (const due of planSignatures(state, base, user, verifier)) {
    if (due.key.keytype === "sigstore-oidc") await session.prepareSigstore();
    const payload = state.roles.get(due.role)?.document.payload.bytes;
    const fields = payload && await ownKeys2.sign({ ...due, payload });
    if (fields) {
      if (fields.bundle) await session.prepareSigstore();
      signed = withSignature(signed, state, due, fields, verifier);
      made += 1;
      say(terminal2, `✓ Signed ${due.role}`, "green");
    } else missing += 1;
  }
  return { event: signed, made, missing };
}
function chooseKey(session) {
  return askSigningKey(session.terminal, session.ownKeys);
}
function withKeyAccepted(session, reading, event, { key }) {
  return withAcceptedInvites(event, session.user, key, editContext(session, reading));
}
async function rememberKey(session, reading, { key, uri }) {
  if (uri.startsWith("sigstore:")) return;
  const owned = withMembers(key, { [keyOwnerField]: session.user });
  const keyids = /* @__PURE__ */ new Set();
  for (const { keys } of reading.context.state.graph.all) {
    for (const [keyid, listed] of Object.entries(keys)) if (equalJson(listed, owned)) keyids.add(keyid);
  }
  for (const keyid of keyids) await rememberPlace(session, keyid, uri);
}
function requireSignature({ made, missing }) {
  if (made > 0 || missing === 0) return;
  throw new TufError("signer", "Nothing was signed, so there is nothing to push", {
    hint: "Run the command again when you have your signing device"
  });
}

export {
  delegationIn,
  rolesOf,
  keysOf,
  withRoleIn,
  keyidIn,
  withInvitees,
  newRolePeriods,
  newTimestampPeriods,
  newRoleConfig,
  readRoleConfig,
  readOnlineConfig,
  withSigned,
  withVersionOf,
  withRole,
  withDelegation,
  withPeriodMembers,
  ownPaths,
  newSigned,
  checkRoleName,
  invitedRoles,
  withReplacedKey,
  say,
  sayError,
  sayNextSteps,
  sayErrors,
  requireSoundEvent,
  openWorkspace,
  propose,
  askFor,
  askYesOrNo,
  askChoice,
  askNumber,
  publish,
  review,
  sayVoided,
  askSigningKeyInVain,
  editContext,
  signRoles,
  chooseKey,
  withKeyAccepted,
  rememberKey,
  requireSignature,
  signerOptions,
  readSignerOptions,
  asSigner
};
