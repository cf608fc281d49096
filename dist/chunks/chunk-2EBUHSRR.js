import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  beginSecondOpinion,
  planPublication,
  requireAgreement
} from "./chunk-AYN44ZZX.js";
import {
  contextAtDoor,
  readKnownGood,
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  isOnlineRoleSigned,
  isSnapshotCurrent,
  isTimestampCurrent,
  judge,
  planSnapshot,
  planTimestamp
} from "./chunk-L3K6LP46.js";
import {
  commitOn,
  pushHead,
  pushLeftOver,
  readCleanHead
} from "./chunk-HK3S7BO6.js";
import {
  treeWith
} from "./chunk-QYOOV4U5.js";
import {
  isInSigningPeriod,
  parsePeriods,
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  onlineUri
} from "./chunk-KL6IPUUD.js";
import {
  attachSignature,
  unsigned
} from "./chunk-CMAMZ6TD.js";
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  get,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/online-sign.ts
async function onlineSign(surroundings, { signerFor, secondOpinion }, { push, githubRef }) {
  const { repository, now } = surroundings;
  const documents = new Documents();
  const { head, reading: state } = await readCleanHead(
    repository,
    (commit) => readJudgedState(surroundings, repository.tree(commit), documents, { digests: true })
  );
  if (!state.roles.has("root")) {
    throw new TufError("no-metadata", "There is no metadata/root.json to sign for", {
      hint: "Start a repository with: tuf-on-ci-delegate sign/initial"
    });
  }
  const base = await readKnownGood(surroundings, head, documents);
  const before = judge(contextAtDoor(surroundings, "online-sign", state, base));
  requireSound("Nothing was signed", before.findings);
  const signing = new Signing(surroundings, signerFor, state, base);
  const changes = await signing.changes();
  if (changes.length === 0) {
    const pushedLeftOver = push && await pushLeftOver(repository, head, githubRef);
    return { signed: [], findings: before.findings, pushedLeftOver, head };
  }
  const next = await readJudgedState(surroundings, treeWith(state.tree, changes), documents, { digests: false });
  const after = { ...next, digests: state.digests };
  const opinion = beginSecondOpinion(surroundings, after, planPublication(after, plain), secondOpinion);
  let findings;
  let tip;
  try {
    const judged = judge(contextAtDoor(surroundings, "publish", after, base)).findings;
    requireSound("Nothing was signed", judged);
    const message = `Online sign (${changes.length === 2 ? "snapshot & timestamp" : "timestamp"})`;
    tip = await commitOn(repository, head, [{ message, changes }], now);
    findings = [...judged, ...await requireAgreement(opinion, judged)];
  } finally {
    opinion.cancel();
  }
  await repository.advance(head, tip);
  if (push) await pushHead(repository, tip, githubRef);
  return { signed: signing.signed, findings, pushedLeftOver: false, head: tip };
}
var plain = { cleanSignatures: false };
var Signing = class {
  signed = [];
  #surroundings;
  #signerFor;
  #state;
  #base;
  constructor(surroundings, signerFor, state, base) {
    this.#surroundings = surroundings;
    this.#signerFor = signerFor;
    this.#state = state;
    this.#base = base;
  }
  /** The files to write, signed; none when nothing is due. */
  async changes() {
    const changes = [];
    let snapshot = metadataOf(this.#state, "snapshot");
    const roleVersions = this.#roleVersions();
    if (!snapshot || this.#isDue("snapshot") || !isSnapshotCurrent(snapshot.signed, roleVersions)) {
      const previous = this.#previous("snapshot");
      snapshot = await this.#sign(
        "snapshot",
        previous,
        planSnapshot({ previous, roleVersions, ...this.#expiry("snapshot") })
      );
      changes.push({ path: metadataPath("snapshot"), content: writeJson(snapshot) });
    }
    const snapshotVersion = snapshot.signed.version;
    const timestamp = metadataOf(this.#state, "timestamp");
    if (!timestamp || this.#isDue("timestamp") || !isTimestampCurrent(timestamp.signed, snapshotVersion)) {
      const previous = this.#previous("timestamp");
      const planned = planTimestamp({ previous, snapshotVersion, ...this.#expiry("timestamp") });
      const signed = await this.#sign("timestamp", previous, planned);
      changes.push({ path: metadataPath("timestamp"), content: writeJson(signed) });
    }
    return changes;
  }
  #roleVersions() {
    return new Map(targetsRoles(this.#state).map((role) => [role, metadataOf(this.#state, role).signed.version]));
  }
  /** In its signing period, or not validly signed. */
  #isDue(role) {
    const metadata = metadataOf(this.#state, role);
    if (!metadata || !isOnlineRoleSigned(this.#state, role, this.#surroundings.verifier)) return true;
    const periods = parsePeriods(this.#holder(role));
    return !periods || isInSigningPeriod(metadata.signed.expires, periods, this.#surroundings.now);
  }
  #holder(role) {
    return get(metadataOf(this.#state, "root").signed.roles, role);
  }
  #expiry(role) {
    const periods = parsePeriods(this.#holder(role));
    if (!periods) {
      throw new TufError("form", `root does not say for how many days ${role} is signed`, {
        hint: `Set its expiry period: tuf-on-ci-delegate EVENT ${role}`
      });
    }
    return { now: this.#surroundings.now, expiryDays: periods.expiry };
  }
  /**
   * What clients may have seen last: the newest that is validly signed. An unsigned file on the default branch must not
   * lead to a version that nobody can follow; only where nothing is known good it has to do.
   */
  #previous(role) {
    const here = metadataOf(this.#state, role);
    const known = this.#base && metadataOf(this.#base, role);
    const isTrusted = !known || isOnlineRoleSigned(this.#state, role, this.#surroundings.verifier);
    const newest = [known, isTrusted ? here : void 0].filter((metadata) => metadata !== void 0).sort((a, b) => b.signed.version - a.signed.version)[0];
    return newest;
  }
  async #sign(role, previous, signed) {
    const signers = signersOf(delegationOf(this.#state, role));
    const payload = payloadOf(canonicalJson(signed));
    const empty = objectOf([]);
    let metadata = unsigned(
      previous ?? empty,
      signed,
      signers.map(({ keyid }) => keyid)
    );
    for (const { keyid, key } of signers) {
      const uri = onlineUri(key);
      if (uri === void 0) continue;
      const signer = await this.#signerFor(uri, key);
      const fields = await signer.sign(payload.bytes);
      if (fields.bundle) await this.#surroundings.prepareSigstore();
      metadata = attachSignature(metadata, payload, keyid, key, fields, this.#surroundings.verifier);
    }
    this.signed.push({ role, version: signed.version });
    return metadata;
  }
};

export {
  onlineSign
};
