import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renamedKeyids,
  withKeyids
} from "./chunk-ZYQNJV7N.js";
import {
  asSigner,
  editContext,
  keysOf,
  openWorkspace,
  propose,
  publish,
  readSignerOptions,
  review,
  rolesOf,
  sayNextSteps,
  signRoles,
  signerOptions,
  withPeriodMembers,
  withVersionOf
} from "./chunk-GXR7E2TB.js";
import "./chunk-H4MQCTU5.js";
import {
  eventContent,
  withDocuments
} from "./chunk-YYXZP3QA.js";
import {
  jsonOutput
} from "./chunk-EZC7QH7U.js";
import "./chunk-4QNJ7YZB.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-BDJKN63C.js";
import {
  onlineSigners
} from "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import {
  isOnlineSigner,
  parseSignerUri
} from "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import {
  arePeriodsSound,
  isOnlineRole,
  longestPeriod,
  parsePeriods
} from "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import {
  expiryPeriodField,
  keyOwner,
  keyOwnerField,
  onlineUri,
  onlineUriField,
  parseUserName,
  roleOrder,
  signingPeriodField
} from "./chunk-KL6IPUUD.js";
import "./chunk-AXXQY237.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-NOYFVHV2.js";
import "./chunk-LDCVTGOJ.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-I7FKXDV7.js";
import {
  withMembers
} from "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import {
  delegationsOf
} from "./chunk-RL5XKQ36.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import {
  entries,
  equalJson,
  get,
  has,
  isObject,
  objectOf
} from "./chunk-MJSS5T6T.js";
import "./chunk-DCABR347.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import {
  readClock
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import {
  fitted
} from "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/import-repo.ts
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

// src/signing-event/import-file.ts
var undefinedPeriod = -1;
var undefinedHolder = "UNDEFINED ONLINE_URI OR KEYOWNER";
function parseImportFile(bytes) {
  const document = readJson(bytes);
  if (!isObject(document)) throw wrong("the file", "an object with a member for each role");
  return new Map(entries(document).map(([role, members]) => [role, parseRole(role, members)]));
}
function readJson(bytes) {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (!(error instanceof TufError)) throw error;
    throw new TufError("usage", `The import file cannot be read: ${error.message}`, { cause: error });
  }
}
function parseRole(role, members) {
  if (!isObject(members)) throw wrong(role, "an object with periods and keyids");
  const holders = /* @__PURE__ */ new Map();
  for (const [name, value] of entries(members)) {
    if (name === expiryPeriodField || name === signingPeriodField || value === undefinedHolder) continue;
    holders.set(name, parseHolder(`${role}: ${name}`, value));
  }
  return { periods: parseDays(role, members), holders };
}
function parseDays(role, members) {
  const [expiry, signing] = [expiryPeriodField, signingPeriodField].map((name) => get(members, name));
  if (expiry === void 0 && signing === void 0) return void 0;
  if (expiry === undefinedPeriod || signing === undefinedPeriod) return void 0;
  const periods = { expiry, signing };
  const areDays = typeof expiry === "number" && typeof signing === "number";
  if (areDays && arePeriodsSound(periods)) return periods;
  throw wrong(
    `${role}: ${expiryPeriodField} and ${signingPeriodField}`,
    `days, 1 or more, the signing period shorter than the expiry period of at most ${longestPeriod}`
  );
}
function parseHolder(where, value) {
  if (typeof value === "string") {
    const owner = value.startsWith("@") ? parseUserName(value) : void 0;
    if (owner !== void 0) return { owner };
    const reading = parseSignerUri(value);
    if (reading.ok && isOnlineSigner(reading.uri)) return { uri: value };
  }
  throw wrong(
    where,
    "a @user or the URI of an online key (gcpkms:…, awskms:…, azurekms://…, hv:…, sigstore:, file2:…)"
  );
}
function wrong(where, expected) {
  return new TufError("usage", `In the import file, ${where} should be ${expected}`, {
    hint: "Without a file the command prints one that only has to be filled in"
  });
}

// src/signing-event/import-key.ts
import { createPublicKey } from "node:crypto";
function heldBy(key, holder) {
  const others = entries(key).filter(([name]) => name !== keyOwnerField && name !== onlineUriField);
  const field = "owner" in holder ? [keyOwnerField, holder.owner] : [onlineUriField, holder.uri];
  return objectOf([...others, field]);
}
function withoutHexPoint(key) {
  const text = get(key.keyval, "public");
  if (typeof text !== "string" || !/^[0-9A-Fa-f]+$/.test(text)) return key;
  const reading = readPublicKey(key);
  const point = reading.ok ? /^(P-\d+):04([0-9a-f]+)$/.exec(reading.key.material) : null;
  if (!point) return key;
  const [, crv, coordinates] = point;
  const half = coordinates.length / 2;
  const [x, y] = [coordinates.slice(0, half), coordinates.slice(half)].map(
    (hex) => Buffer.from(hex, "hex").toString("base64url")
  );
  const jwk = { kty: "EC", crv, x, y };
  const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
  return withMembers(key, { keyval: withMembers(key.keyval, { public: pem }) });
}

// src/signing-event/import-plan.ts
function planImport(event, file, context) {
  if (!event.documents.has("root") || !event.documents.has("targets")) {
    throw new TufError(
      "no-metadata",
      "There is no TUF repository to import: metadata/root.json or targets.json is missing",
      {
        hint: "Put the metadata of the repository, file names without version, into metadata/ of the default branch first"
      }
    );
  }
  const missing = missingFrom(event, file);
  if (missing) return { kind: "missing", missing };
  const imported = [...event.documents].map(
    ([role, { signed }]) => [role, importedSigned(signed, file.get(role))]
  );
  if (imported.every(([role, signed]) => equalJson(signed, event.documents.get(role).signed))) {
    return { kind: "nothing" };
  }
  const said = withDocuments(
    event,
    imported.map(([role, signed]) => [role, withMembers(event.documents.get(role), { signed })])
  );
  return {
    kind: "import",
    event: imported.reduce((next, [role, signed]) => withVersionOf(next, role, signed, context), said)
  };
}
function missingFrom({ documents }, file) {
  const roles = [...documents].flatMap(([role, { signed }]) => {
    const said = file.get(role);
    const own = converted(signed);
    const periods = said?.periods || parsePeriods(own) ? [] : [expiryPeriodField, signingPeriodField].map((name) => [name, undefinedPeriod]);
    const holders = usedKeys(signed).filter(([keyid, key]) => !said?.holders.has(keyid) && !isNamed(converted(key))).map(([keyid]) => [keyid, undefinedHolder]);
    return periods.length + holders.length > 0 ? [[role, objectOf([...periods, ...holders])]] : [];
  });
  return roles.length > 0 ? objectOf(roles.sort(([a], [b]) => roleOrder(a, b))) : void 0;
}
function isNamed(key) {
  return keyOwner(key) !== void 0 || onlineUri(key) !== void 0;
}
var oldPrefix = "x-playground-";
var newPrefix = "x-tuf-on-ci-";
function converted(object) {
  const members = entries(object).flatMap(([name, value]) => {
    if (!name.startsWith(oldPrefix)) return [[name, value]];
    const today = `${newPrefix}${name.slice(oldPrefix.length)}`;
    return has(object, today) ? [] : [[today, value]];
  });
  return objectOf(members);
}
function usedKeys(signed) {
  const used = new Set(rolesOf(signed).flatMap(([, { keyids }]) => keyids));
  return entries(keysOf(signed)).filter(([keyid]) => used.has(keyid));
}
function importedSigned(signed, said) {
  const own = converted(signed);
  const periods = said?.periods ?? parsePeriods(own);
  const dated = withPeriodMembers(own, periods);
  const keys = objectOf(usedKeys(signed).map(([keyid, key]) => [keyid, named(converted(key), keyid, said)]));
  const delegating = dated._type === "root" ? importedRoot(dated, keys) : importedTargets(dated, keys);
  return withKeyids(delegating, renamedKeyids(delegating));
}
function named(key, keyid, said) {
  const holder = said?.holders.get(keyid);
  return withoutHexPoint(holder ? heldBy(key, holder) : key);
}
function importedRoot(root, keys) {
  const periods = parsePeriods(root);
  const roles = objectOf(
    rolesOf(root).map(([name, role]) => {
      const own = converted(role);
      return [name, isOnlineRole(name) ? withPeriodMembers(own, parsePeriods(own) ?? periods) : own];
    })
  );
  return withMembers(root, { keys, roles, consistent_snapshot: true });
}
function importedTargets(signed, keys) {
  const delegations = delegationsOf(signed);
  if (!delegations) return signed;
  const roles = delegations.roles.map((role) => converted(role));
  return withMembers(signed, { delegations: withMembers(converted(delegations), { keys, roles }) });
}
function onlineKeysOf({ documents }) {
  const found = [...documents.values()].flatMap(
    ({ signed }) => entries(keysOf(signed)).flatMap(
      ([keyid, key]) => typeof get(key, onlineUriField) === "string" ? [[keyid, key]] : []
    )
  );
  return new Map(found);
}

// src/operations/import-repository.ts
async function importRepository(session, options, signerFor) {
  const workspace = await openWorkspace(session, options);
  const { state } = workspace.reading.context;
  const plan = planImport(eventContent(state), options.file, editContext(session, workspace.reading));
  if (plan.kind === "missing") return plan;
  if (plan.kind === "nothing") {
    session.terminal.show("Nothing to do: this repository has been imported already\n");
    return { kind: "nothing-to-do" };
  }
  const message = `Repo import by ${session.user}`;
  const refusal = "The repository cannot be imported as it is";
  const planned = await propose(session, workspace, options, { event: plan.event, message, refusal });
  await review(session, workspace, planned, options);
  if (options.testOnlineKeys) await tryOnlineKeys(session, onlineKeysOf(plan.event), signerFor);
  const { event, made } = await signRoles(session, planned.reading, eventContent(planned.reading.context.state));
  const input = { event, message: `Signed by ${session.user}`, refusal: "What was signed cannot be pushed" };
  const signed = made > 0 ? await propose(session, workspace, options, { ...input, onto: planned }) : void 0;
  const commits = signed ? [planned.commit, signed.commit] : [planned.commit];
  const publication = { workspace, commits, result: signed ?? planned, title: message, pullRequest: false };
  sayNextSteps(session, options, workspace, await publish(session, options, publication));
  return { kind: "done" };
}
async function tryOnlineKeys({ terminal: terminal2, verifier }, keys, signerFor) {
  for (const [keyid, key] of keys) {
    const uri = onlineUri(key);
    if (uri === "sigstore:" || uri === "sigstore:?ambient=true") {
      terminal2.show(terminal`The online key ${uri} signs in the workflow only, so it is not tried here\n`.text);
      continue;
    }
    const payload = payloadOf(
      new TextEncoder().encode(`tuf-on-ci import: a test signature of the online key ${keyid}`)
    );
    const fields = await (await signerFor(uri, key)).sign(payload.bytes);
    if (!verifier.verify(key, payload, { keyid, ...fields })) {
      throw new TufError("signer", `The online key ${uri} makes signatures that its public key does not verify`, {
        hint: `Check in the import file which URI belongs to the key ${keyid}`
      });
    }
    terminal2.show(terminal`The online key ${uri} works\n`.text);
  }
}

// src/cli/commands/import-repo.ts
var importRepo = {
  spec: {
    name: "import-repo",
    summary: "bring an existing TUF repository into the form that tuf-on-ci maintains",
    about: "Reads the metadata that is in the signing event or on the default branch. Where nothing says who holds a key or how often a role is to be signed, it prints a file to be filled in; with the file it writes new versions of root and all targets roles, tries the online keys, signs with your key and pushes.",
    arguments: [
      { name: "EVENT", about: "The branch of the signing event; it is made when it is not there yet" },
      {
        name: "FILE",
        about: "The filled-in file: periods by role, and by keyid a @user or the URI of an online key",
        optional: true
      }
    ],
    options: [
      ...signerOptions,
      {
        name: "skip-online-keys",
        about: "Do not let the online keys make a test signature first: when you have no access to them"
      }
    ],
    exits: { 0: "imported and pushed, nothing to do, or the file to be filled in is printed" }
  },
  async run(typed, environment) {
    const file = await readImportFile(typed.arguments[1], environment);
    let outcome;
    const code = await asSigner(environment, typed, async (session) => {
      const testOnlineKeys = typed.options["skip-online-keys"] !== true;
      const clock = readClock(environment.variables["TUF_ON_CI_NOW"], environment.realTime);
      const options = { ...readSignerOptions(typed), file, testOnlineKeys };
      outcome = await importRepository(session, options, onlineSigners(environment, clock));
    });
    if (outcome?.kind === "missing") sayMissing(outcome.missing, environment);
    return code;
  }
};
function sayMissing(missing, { stdout, stderr, columns }) {
  const sentence = "The repository does not say everything that is needed. Save what follows in a file, fill it in, and run the command again with that file:\n";
  stderr(fitted(sentence, columns?.()));
  stdout(jsonOutput(missing));
}
async function readImportFile(path, { cwd }) {
  if (path === void 0) return /* @__PURE__ */ new Map();
  try {
    return parseImportFile(await readFile(resolve(cwd, path)));
  } catch (error) {
    if (error instanceof TufError) throw error;
    throw new TufError("io", `The import file ${path} cannot be read: ${error.message}`, { cause: error });
  }
}
export {
  importRepo
};
