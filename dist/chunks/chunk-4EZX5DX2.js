import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  basicToken
} from "./chunk-2D5WESGK.js";
import {
  actionsRunner,
  hideSecret
} from "./chunk-QMTZXS6C.js";
import {
  setFailed
} from "./chunk-6KXGPSH4.js";
import {
  eventText,
  readWorkflowRun
} from "./chunk-MBEUUWCZ.js";
import {
  UnsoundError
} from "./chunk-OUWR3K5F.js";
import {
  renderFindings
} from "./chunk-MP3Q6EYL.js";
import {
  clockOf,
  processEnvironment
} from "./chunk-NSMIGRXC.js";
import {
  sigstoreOnDemand
} from "./chunk-NB4CCL6E.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/actions/actions.ts
var actions = {
  "create-signing-events": async () => (await import("./create-signing-events-GFK7BVU4.js")).createSigningEvents,
  "signing-event": async () => (await import("./signing-event-LAZJO4GV.js")).signingEvent,
  verify: async () => (await import("./verify-DFWOC67D.js")).verify,
  "online-sign": async () => (await import("./online-sign-Q6VRRO6A.js")).onlineSign,
  "online-sign-targets": async () => (await import("./online-sign-targets-PSQ7DBP6.js")).onlineSignTargets,
  publish: async () => (await import("./publish-Q36IO2UM.js")).publish,
  deploy: async () => (await import("./deploy-WCPVN5H5.js")).deploy,
  "test-repository": async () => (await import("./test-repository-WXDP3USX.js")).testRepository,
  "test-sigstore": async () => (await import("./test-sigstore-CRULUOFI.js")).testSigstore,
  "update-issue": async () => (await import("./update-issue-WGN2BMB4.js")).updateIssue
};

// src/actions/step.ts
var Step = class {
  run;
  environment;
  runner;
  clock;
  #spec;
  #github;
  #heads;
  #isAnonymous = false;
  constructor(spec, environment, runner) {
    this.#spec = spec;
    this.environment = environment;
    this.runner = runner;
    this.run = readWorkflowRun(environment);
    this.clock = clockOf(environment);
  }
  /** An input, without blanks around it; its default when it is empty. */
  input(name) {
    return this.#given(name) || this.#defaultOf(name);
  }
  /** True only when it is exactly `true` (SPEC A9). */
  flag(name) {
    return (this.#given(name) ?? this.#defaultOf(name)) === "true";
  }
  #given(name) {
    return this.environment.variables[`INPUT_${name.toUpperCase()}`]?.trim();
  }
  /** What the runner has not filled in. */
  #defaultOf(name) {
    const value = this.#spec.inputs[name]?.default ?? "";
    return value.startsWith("${{") ? "" : value;
  }
  get tokens() {
    const workflow = this.input("workflow_token");
    const token = this.input("token") || workflow;
    return { token, workflow, isCustom: workflow !== "" && token !== workflow };
  }
  /** Loaded when it is asked for. */
  github() {
    this.#github ??= import("./repository-LMES5D2C.js").then(
      ({ githubRepository }) => githubRepository(this.run.repository, {
        token: this.tokens.token,
        workflowToken: this.tokens.workflow,
        second: secondOf(this.environment),
        log: (line) => this.runner.say(line)
      })
    );
    return this.#github;
  }
  /** Branches of the repository, asked for once. */
  remoteHeads() {
    this.#heads ??= this.#gitOptions().then(async (options) => {
      const { readRemote } = await import("./check-out-HK4SHKJ6.js");
      return readRemote(this.#remoteUrl, this.run.temporary, options);
    });
    return this.#heads;
  }
  /** SPEC A1, before there is a clone. A branch that has been renamed since the event is not insisted on. */
  async defaultBranch() {
    const { defaultBranch, branches } = await this.remoteHeads();
    const wanted = this.environment.variables["TUF_ON_CI_DEFAULT_BRANCH"];
    if (wanted) return wanted;
    const ofEvent = eventText(this.run, "repository", "default_branch");
    return branches.has(`refs/heads/${ofEvent}`) ? ofEvent : defaultBranch ?? (ofEvent || "main");
  }
  /** Brings a commit with its history, works on it, and closes the repository whatever happens. */
  async inCheckout({ ref, updates = [] }, work) {
    const defaultBranch = await this.defaultBranch();
    const heads = await this.remoteHeads();
    if (!heads.branches.has(`refs/heads/${defaultBranch}`)) {
      throw new TufError("git", `The repository has no branch '${defaultBranch}'`, {
        hint: "Push it first, or name the default branch in the variable TUF_ON_CI_DEFAULT_BRANCH"
      });
    }
    const { checkOut, updatesFor } = await import("./check-out-HK4SHKJ6.js");
    const wanted = updatesFor(ref, heads);
    const main2 = updatesFor(defaultBranch, heads);
    const options = await this.#gitOptions();
    const all = [
      ...new Map([...main2.updates, ...wanted.updates, ...updates].map((update) => [update.source, update])).values()
    ];
    const branch = wanted.revision.replace(/^refs\/remotes\/origin\//, "refs/heads/");
    const place = await checkOut(
      {
        url: this.#remoteUrl,
        updates: all,
        revision: wanted.revision,
        branch: branch.startsWith("refs/heads/") ? branch : void 0,
        depth: "all",
        workspace: this.run.workspace,
        temporary: this.run.temporary
      },
      options
    );
    const { openRepository } = await import("./open-repository-P243PW5B.js");
    const repository = await openRepository(place.folder, options);
    try {
      return await work({ ...await this.#surroundings(repository, branch, defaultBranch), ...place, defaultBranch });
    } finally {
      await repository.close();
    }
  }
  /** The files of a branch, without history, in a folder of the workspace that is empty; and where they are. */
  async bringFiles(branch, folder) {
    const { checkOut, updatesFor } = await import("./check-out-HK4SHKJ6.js");
    const heads = await this.#readableHeads();
    if (!heads.branches.has(`refs/heads/${branch}`)) {
      throw new TufError("git", `The repository has no branch '${branch}' to compare with`, {
        hint: 'The workflow online-sign.yml makes it; set "compare_source: false" for a site that comes from elsewhere'
      });
    }
    const { updates, revision } = updatesFor(branch, heads);
    const place = {
      url: this.#remoteUrl,
      updates,
      revision,
      depth: 1,
      workspace: folder,
      temporary: this.run.temporary
    };
    return (await checkOut(place, await this.#gitOptions())).folder;
  }
  /** A public repository is everybody's to read, also for a token without `contents: read`. */
  async #readableHeads() {
    try {
      return await this.remoteHeads();
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== "no-remote") throw error;
      this.#isAnonymous = true;
      this.#heads = void 0;
      return this.remoteHeads();
    }
  }
  async #surroundings(repository, branch, defaultBranch) {
    const { createSignatureVerifier } = await import("./verify-NFMTLKDA.js");
    const sigstore = sigstoreOnDemand(this.environment);
    const known = branch.startsWith("refs/heads/") ? branch : void 0;
    return {
      // An earlier step may have checked the commit out without its branch.
      repository: { ...repository, currentBranch: async () => await repository.currentBranch() ?? known },
      now: this.clock.now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(this.environment.variables["TUF_ON_CI_NO_VERIFY_KID"]),
      defaultBranchNames: [defaultBranch]
    };
  }
  get #remoteUrl() {
    return `${this.run.serverUrl}/${this.run.repository}`;
  }
  async #gitOptions() {
    const { tokenCredentials } = await import("./token-P276CJDR.js");
    const { variables } = this.environment;
    const second = secondOf(this.environment);
    return {
      env: variables,
      credentials: tokenCredentials(this.run.serverUrl, this.#isAnonymous ? "" : this.tokens.token, variables),
      pauses: [second, 4 * second, 9 * second],
      ...variables["RUNNER_DEBUG"] === "1" && { log: (call) => this.runner.say(terminal`${call}`.text) }
    };
  }
};
function secondOf({ variables }) {
  const text = variables["TUF_ON_CI_SECOND"];
  return text && /^\d{1,4}$/.test(text) ? Number(text) : 1e3;
}

// src/actions/main.ts
function main(load) {
  process.exitCode = 1;
  const surroundings = processEnvironment();
  const runner = actionsRunner(surroundings.variables, surroundings.stdout);
  const say = (text) => runner.say(text.replace(/\n$/, ""));
  const environment = {
    ...surroundings,
    colour: { stdout: false, stderr: false },
    stdout: say,
    stderr: say
  };
  perform(load, environment, runner).then(
    () => endWith(0),
    (error) => {
      report(error, runner);
      endWith(1);
    }
  );
}
async function perform(load, environment, runner) {
  const action = await load();
  const step = new Step(action.spec, environment, runner);
  for (const token of /* @__PURE__ */ new Set([step.tokens.token, step.tokens.workflow])) {
    if (token === "") continue;
    hideSecret(token);
    hideSecret(basicToken(token));
  }
  await action.run(step);
}
function report(error, runner) {
  if (!(error instanceof TufError)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: "" };
    for (const line of (stack ?? "").split("\n")) runner.say(terminal`${line}`.text);
    setFailed(
      `This should not have happened: ${message}. Please report it with the lines above, at the project page of tuf-on-ci.`
    );
    return;
  }
  if (error instanceof UnsoundError) runner.say(renderFindings(error.findings, { colour: false }));
  if (error.cause instanceof Error && process.env["RUNNER_DEBUG"] === "1")
    runner.say(terminal`${error.cause.stack ?? ""}`.text);
  const hint = error.hint === void 0 ? "" : `
${error.hint}`;
  setFailed(`${error.message}${hint}`);
}
function endWith(code) {
  process.stdout.write("", () => process.exit(code));
}

export {
  actions,
  main
};
