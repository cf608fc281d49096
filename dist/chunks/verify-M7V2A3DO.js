import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readDefaultLine,
  renderVerified,
  verifiedAsJson
} from "./chunk-VQCVWMTK.js";
import {
  readEvent
} from "./chunk-IIFFIPQ7.js";
import {
  beginSecondOpinion,
  planPublication,
  requireAgreement,
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import {
  contextAtDoor,
  readKnownGood
} from "./chunk-IXXR3K4P.js";
import {
  isSound,
  judge
} from "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-ARO56RJJ.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-MP3Q6EYL.js";
import {
  inRepository
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
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

// src/cli/commands/verify.ts
import { statSync } from "node:fs";
import { resolve as resolve2 } from "node:path";

// src/operations/verify.ts
async function verify(surroundings, { revision, base }, secondOpinion2) {
  const { repository } = surroundings;
  const commit = await resolve(repository, revision);
  if (base !== void 0) {
    return verifyEvent(surroundings, commit, { name: base, commit: await resolve(repository, base) });
  }
  const line = await readDefaultLine(surroundings);
  return await hasCommit(repository, line.commit, commit) ? verifyPublished(surroundings, commit, secondOpinion2) : verifyEvent(surroundings, commit, line);
}
async function hasCommit(repository, branch, commit) {
  try {
    return await repository.mergeBase(branch, commit) === commit;
  } catch (error) {
    if (error instanceof TufError && error.code === "no-common-ancestor") return false;
    throw error;
  }
}
async function resolve(repository, revision) {
  const commit = await repository.resolve(revision);
  if (commit) return commit;
  throw new TufError("usage", `'${revision}' is neither a folder nor a commit here`, {
    hint: "Name a checkout, a bare repository, or a branch, tag or commit of this one"
  });
}
async function verifyEvent(surroundings, commit, line) {
  const defaultBranch = () => Promise.resolve({ ...line, ref: line.name });
  const repository = { ...surroundings.repository, defaultBranch };
  const reading = await readEvent({ ...surroundings, repository }, commit, { digests: true, judgeUnrelated: true });
  const { context, knownGood } = reading;
  requireMetadata(context.state.roles.size + context.base.roles.size);
  const judged = { commit, against: knownGood === "" ? null : knownGood, door: "event" };
  return outcome(judged, context, judge(context).findings, line.name);
}
async function verifyPublished(surroundings, commit, secondOpinion2) {
  const { repository, commitOf } = remembering(surroundings.repository);
  const documents = new Documents();
  let opinion;
  const metadataRead = (read) => {
    opinion = beginSecondOpinion(surroundings, read, planPublication(read, { cleanSignatures: false }), secondOpinion2);
    return void 0;
  };
  try {
    const tree = repository.tree(commit);
    const state = await readJudgedState(surroundings, tree, documents, { digests: true, metadataRead });
    requireMetadata(state.roles.size);
    const base = await readKnownGood({ ...surroundings, repository }, commit, documents);
    const context = contextAtDoor(surroundings, "publish", state, base);
    const { findings } = judge(context);
    const others = isSound(findings) ? await secondFindings(opinion, findings) : [];
    const against = (base && commitOf.get(base.tree)) ?? null;
    return outcome({ commit, against, door: "publish" }, context, [...others, ...findings]);
  } finally {
    opinion?.cancel();
  }
}
function requireMetadata(roles) {
  if (roles > 0) return;
  throw new TufError("no-metadata", "There is no metadata to judge", {
    hint: "Start a repository with: tuf-on-ci-delegate sign/initial"
  });
}
function outcome(judged, context, findings, mergeBaseWith) {
  return { judged, context, findings, mergeBaseWith, sound: isSound(findings) };
}
function remembering(repository) {
  const commitOf = /* @__PURE__ */ new WeakMap();
  const tree = (commit) => {
    const tree2 = repository.tree(commit);
    commitOf.set(tree2, commit);
    return tree2;
  };
  return { repository: { ...repository, tree }, commitOf };
}
async function secondFindings(opinion, known) {
  try {
    return await requireAgreement(opinion, known);
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== "second-opinion") throw error;
    const finding = { rule: "clients/second-opinion", severity: "error", message: error.message, address: "" };
    return [{ ...finding, remedy: error.hint ?? "" }];
  }
}

// src/cli/warn-uncommitted.ts
async function warnUncommitted(repository, { stderr }) {
  const [first, ...others] = await repository.uncommittedPaths();
  if (first === void 0) return;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  stderr(terminal`warning: not judged, as it is not committed: ${first}${more}\n`.text);
}

// src/cli/commands/verify.ts
var verifyCommand = {
  spec: {
    name: "verify",
    summary: "judge a checkout, a bare repository or a revision",
    about: "Runs every rule on a commit and prints what it finds. A commit that the default branch has is judged as it would be published, against the newest one before it that could be. Any other, such as a sign/ branch, is judged as a signing event, against its merge base with the default branch; whether all have signed is told by status.",
    arguments: [
      {
        name: "PATH",
        optional: true,
        about: "A checkout or bare repository (its HEAD is judged), or a branch, tag or commit of this one; default: this folder"
      }
    ],
    options: [
      { name: "json", about: "Print the findings as JSON" },
      { name: "base", value: "REV", about: "Judge the step from the merge base with REV, as a signing event" },
      { name: "clients", about: "Show which TUF clients can use the repository" }
    ],
    exits: { 0: "no finding is an error", 1: "there are findings that are errors" }
  },
  async run(typed, environment) {
    const path = typed.arguments[0] ?? ".";
    const folder = resolve2(environment.cwd, path);
    const isRepository = isFolder(folder);
    return inRepository(
      environment,
      typed,
      async (opened) => {
        const { repository } = opened;
        if (isRepository) await warnUncommitted(repository, environment);
        const base = typed.options["base"];
        const input = { revision: isRepository ? "HEAD" : path, ...typeof base === "string" && { base } };
        const outcome2 = await verify(opened, input, secondOpinion);
        if (outcome2.judged.against === null && await repository.isShallow()) {
          environment.stderr("warning: this clone is shallow: what is known good may be in the part that it lacks\n");
        }
        const clients = typed.options["clients"] ? await judgeClients(outcome2.context) : void 0;
        const branch = (await repository.currentBranch())?.replace(/^refs\/heads\//, "");
        environment.stdout(
          typed.options["json"] ? `${JSON.stringify(verifiedAsJson(outcome2, clients), null, 2)}
` : renderVerified(outcome2, {
            name: isRepository ? branch ?? "HEAD" : path,
            clients,
            colour: environment.colour.stdout
          })
        );
        return outcome2.sound ? 0 : 1;
      },
      isRepository ? folder : environment.cwd
    );
  }
};
async function judgeClients({ state, verifier }) {
  const clients = await import("./clients-AYEPPKFD.js");
  return clients.judgeClients(state, verifier);
}
function isFolder(path) {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
export {
  verifyCommand
};
