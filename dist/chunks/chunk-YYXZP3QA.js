import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  changedRoles,
  invitesDelegatedBy
} from "./chunk-B6ORE7DH.js";
import {
  listedVersion,
  materialOf
} from "./chunk-L3K6LP46.js";
import {
  eligibleKeys,
  entryIn,
  entryOf,
  samePayload,
  signersOfRole,
  verifies
} from "./chunk-RPGOALWW.js";
import {
  isOnlineRole
} from "./chunk-BMQL7HQC.js";
import {
  delegationOf,
  eventStatePath,
  invitesOf,
  keyOwner,
  metadataOf,
  metadataPath,
  owningRole,
  placeOf,
  roleOrder,
  rootHistoryPath,
  signerName,
  targetFilePath,
  writeEventState
} from "./chunk-KL6IPUUD.js";
import {
  attachSignature,
  withMembers
} from "./chunk-CMAMZ6TD.js";
import {
  signersOf,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  equalJson,
  get,
  names
} from "./chunk-MJSS5T6T.js";
import {
  listInWords
} from "./chunk-XRWBEMI4.js";

// src/signing-event/edit/event-content.ts
function eventContent(state) {
  const documents = /* @__PURE__ */ new Map();
  for (const role of [...state.roles.keys()].sort(roleOrder)) {
    const metadata = isOnlineRole(role) ? void 0 : metadataOf(state, role);
    if (metadata) documents.set(role, metadata);
  }
  return { documents, invites: invitesOf(state) };
}
function rootOf({ documents }) {
  return documents.get("root");
}
function withDocuments(event, changes) {
  const documents = new Map(event.documents);
  let isInOrder = true;
  for (const [role, document] of changes) {
    if (!document) documents.delete(role);
    else {
      isInOrder &&= documents.has(role);
      documents.set(role, document);
    }
  }
  if (isInOrder) return { ...event, documents };
  return { ...event, documents: new Map([...documents].sort(([a], [b]) => roleOrder(a, b))) };
}
function knownVersion(role, { knownGood }) {
  const metadata = metadataOf(knownGood, role);
  return metadata?.signed.version ?? listedVersion(knownGood, `${role}.json`) ?? 0;
}
function changesOf(state, event) {
  const before = eventContent(state);
  const changes = [];
  for (const [role, document] of event.documents) {
    if (document === before.documents.get(role)) continue;
    const content = writeJson(document);
    changes.push({ path: metadataPath(role), content });
    if (role === "root") changes.push({ path: rootHistoryPath(document.signed.version), content });
  }
  for (const role of before.documents.keys()) if (!event.documents.has(role)) changes.push(...removalOf(state, role));
  return event.invites === before.invites ? changes : [...changes, ...invitesChange(state, event)];
}
function removalOf(state, role) {
  const own = [...state.targetFiles.keys()].filter((path) => owningRole(path) === role);
  return [metadataPath(role), ...own.map(targetFilePath)].map((path) => ({ path, content: null }));
}
function invitesChange(state, { invites }) {
  const content = writeEventState(invites);
  return content || state.entries.has(eventStatePath) ? [{ path: eventStatePath, content }] : [];
}

// src/signing-event/signature-plan.ts
function planSignatures(state, knownGood, user, verifier) {
  return changedRoles(state, knownGood).filter((role) => !isOnlineRole(role) && !awaitsInvitees(state, role)).flatMap(
    (role) => keysOfUser(state, knownGood, role, user).filter(({ keyid, key }) => {
      const entry = entryOf(state, role, keyid);
      return state.roles.has(role) && !(entry && verifies(entry, [key], verifier));
    }).map(({ keyid, key }) => ({ role, keyid, key }))
  );
}
function awaitsInvitees(state, role) {
  return invitesDelegatedBy(state, role).size > 0;
}
function keysOfUser(state, knownGood, role, user) {
  const delegation = delegationOf(state, role);
  const present = delegation ? signersOf(delegation).filter(({ key }) => keyOwner(key) === user) : [];
  const known = role === "root" ? delegationOf(knownGood, "root") : void 0;
  const materials = new Set(present.map(({ key }) => materialOf(key)));
  const former = known ? signersOf(known).filter(({ key }) => keyOwner(key) === user || isUnderOldKeyid(key, materials)) : [];
  return [...new Map([...former, ...present].map((signer) => [signer.keyid, signer])).values()].sort(
    (a, b) => rank(a, present) - rank(b, present)
  );
}
function isUnderOldKeyid(key, materials) {
  const material = keyOwner(key) === void 0 ? materialOf(key) : void 0;
  return material !== void 0 && materials.has(material);
}
function rank(signer, present) {
  const place = present.indexOf(signer);
  return place < 0 ? present.length : place;
}
function withSignature(event, state, { role, keyid, key }, fields, verifier) {
  const document = event.documents.get(role);
  const { payload } = state.roles.get(role).document;
  const signed = attachSignature(document, payload, keyid, key, fields, verifier);
  const order = signatureOrder(state, role);
  return withDocuments(event, [[role, withMembers(signed, { signatures: inOrder(signed.signatures, order) })]]);
}
function signatureOrder(state, role) {
  const [own, before] = signersOfRole(state, role);
  return [.../* @__PURE__ */ new Set([...before?.role.keyids ?? [], ...own?.role.keyids ?? []])];
}
function inOrder(entries, keyids) {
  const byKeyid = new Map(entries.map((entry) => [entry.keyid, entry]).reverse());
  return keyids.flatMap((keyid) => byKeyid.get(keyid) ?? []);
}

// src/signing-event/merge-signatures.ts
function mergeSignatures(state, ours, theirs, verifier) {
  const { role } = theirs;
  const [metadata, other] = [theirs, ours].map(
    ({ document }) => document.metadata(typeOfRole(role))
  );
  if (!metadata || !other) return { kind: "differs", reason: "one of the two cannot be read" };
  if (!samePayload(ours.document, theirs.document)) return { kind: "differs", reason: differenceOf(metadata, other) };
  const eligible = eligibleKeys(state, role) ?? /* @__PURE__ */ new Map();
  const chosen = [];
  const added = [];
  for (const keyid of signatureOrder(state, role)) {
    const keys = eligible.get(keyid) ?? [];
    const [own, known] = [ours, theirs].map(({ document }) => entryIn(document, role, keyid));
    const isAdded = own !== void 0 && verifies(own, keys, verifier) && !(known && verifies(known, keys, verifier));
    if (isAdded) added.push({ role, keyid, signer: keys[0] ? signerName(keyid, keys[0]) : keyid });
    const entry = isAdded ? own.entry : (known ?? own)?.entry;
    if (entry) chosen.push(entry);
  }
  return { kind: "merged", metadata: withMembers(metadata, { signatures: chosen }), added };
}
function differenceOf({ signed: one }, { signed: other }) {
  const members = [.../* @__PURE__ */ new Set([...names(one), ...names(other)])].sort(byCodePoint);
  const differing = members.filter((name) => !equalJson(get(one, name) ?? null, get(other, name) ?? null));
  return `what is to be signed differs: ${listInWords(differing)}`;
}
function planEventMerge({ base, ours, theirs }, verifier) {
  const changes = [];
  const conflicts = [];
  for (const path of pathsOf(base, ours)) {
    const [before, own, other] = [base, ours, theirs].map((state) => state.entries.get(path)?.oid);
    if (own === before || own === other) continue;
    if (other === before) changes.push({ path, content: contentOf(ours, path) });
    else {
      const merged = mergeFile(path, ours, theirs, verifier);
      if (typeof merged === "string") conflicts.push({ path, reason: merged });
      else if (merged) changes.push({ path, content: merged });
    }
  }
  return conflicts.length > 0 ? { kind: "conflict", conflicts } : { kind: "merged", changes };
}
function pathsOf(...states) {
  return [...new Set(states.flatMap(({ entries }) => [...entries.keys()]))].sort(byCodePoint);
}
function mergeFile(path, ours, theirs, verifier) {
  const [own, other] = [ours, theirs].map((state) => roleFileAt(state, path));
  if (!own || !other) return own || other ? "one side has removed it" : "both sides have changed it";
  const merge = mergeSignatures(theirs, own, other, verifier);
  if (merge.kind === "differs") return merge.reason;
  return merge.added.length > 0 ? writeJson(merge.metadata) : void 0;
}
function roleFileAt({ roles, rootHistory }, path) {
  const place = placeOf(path);
  if (place.kind === "metadata") return roles.get(place.role);
  return place.kind === "root-history" ? rootHistory.get(place.version) : void 0;
}
function contentOf(state, path) {
  const document = roleFileAt(state, path)?.document;
  if (document) return document.bytes;
  return path === eventStatePath ? writeEventState(invitesOf(state)) : null;
}

export {
  eventContent,
  rootOf,
  withDocuments,
  knownVersion,
  changesOf,
  planSignatures,
  withSignature,
  mergeSignatures,
  planEventMerge,
  roleFileAt
};
