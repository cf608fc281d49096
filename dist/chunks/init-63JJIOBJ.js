import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  parseGithubUrl
} from "./chunk-H4MQCTU5.js";
import {
  usage
} from "./chunk-UKOGAKRI.js";
import {
  version
} from "./chunk-DCABR347.js";
import "./chunk-UFDM235Z.js";
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

// src/operations/init.ts
var plainValue = /^[\w./:@=+,-]{1,512}$/;
var forms = {
  "the owner": /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/,
  "the default branch": /^[\w.-]+(?:\/[\w.-]+)*$/,
  "the actions' repository": /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]+$/,
  "the actions' commit": /^[0-9a-f]{40}$/,
  "the actions' version": /^[\w.-]{1,64}$/,
  "the bucket": /^(?:gs|s3|azblob):\/\/[\w./-]+$/
};
function renderDeployment(templates, deployment) {
  const values = placeholders(deployment);
  const files = /* @__PURE__ */ new Map();
  for (const [path, text] of templates) {
    if (path.startsWith(".github/")) files.set(path, text);
  }
  for (const [path, text] of templates) {
    if (deployment.bucket !== void 0 && path.startsWith("bucket/")) files.set(path.slice("bucket/".length), text);
  }
  const clouds = new Set(deployment.clouds.map(({ cloud }) => cloud));
  for (const [path, text] of files) files.set(path, filledIn(withSections(text, clouds), values));
  return files;
}
function planFiles(files, existing, replace) {
  return [...files].map(([path, content]) => {
    const there = existing.get(path);
    if (there === void 0) return { path, content, fate: "new" };
    if (there === content) return { path, content, fate: "unchanged" };
    return { path, content, fate: replace ? "replaced" : "kept" };
  });
}
function withSections(text, wanted) {
  let section;
  const lines = text.split("\n").filter((line) => {
    const mark = /^ *# \[([a-z]+|\/)\]$/.exec(line)?.[1];
    if (mark !== void 0) section = mark === "/" ? void 0 : mark;
    return mark === void 0 && (section === void 0 || wanted.has(section));
  });
  return lines.join("\n");
}
function filledIn(text, values) {
  const names = [...values.keys()].map((name) => name.replaceAll("/", "\\/")).join("|");
  return text.replaceAll(new RegExp(names, "g"), (name) => values.get(name));
}
function placeholders({ owner, defaultBranch, actions, clouds, bucket }) {
  const values = /* @__PURE__ */ new Map([
    ["DEPLOYMENT_OWNER", checked("the owner", owner)],
    ["DEFAULT_BRANCH", checked("the default branch", defaultBranch)],
    ["OWNER/REPO", checked("the actions' repository", actions.repository)],
    ["0".repeat(40), checked("the actions' commit", actions.commit)],
    ["# VERSION", `# ${checked("the actions' version", actions.version)}`]
  ]);
  if (bucket !== void 0) values.set("DESTINATION", checked("the bucket", bucket));
  for (const identity of clouds)
    for (const [name, value] of identityValues(identity)) values.set(name, plain(name, value));
  return values;
}
function identityValues(identity) {
  switch (identity.cloud) {
    case "google":
      return [
        ["GOOGLE_PROVIDER", identity.provider],
        ["GOOGLE_ACCOUNT", identity.account]
      ];
    case "aws":
      return [
        ["AWS_REGION", identity.region],
        ["AWS_ROLE", identity.role]
      ];
    case "azure":
      return [
        ["AZURE_CLIENT", identity.client],
        ["AZURE_TENANT", identity.tenant],
        ["AZURE_SUBSCRIPTION", identity.subscription]
      ];
  }
}
function checked(what, value) {
  if (forms[what].test(value)) return value;
  throw new TufError("usage", `"${value}" cannot be ${what}`, { hint: "Nothing was written" });
}
function plain(name, value) {
  if (plainValue.test(value)) return value;
  const what = name.toLowerCase().replace("_", " ");
  throw new TufError("usage", `"${value}" cannot be the ${what}`, { hint: "Nothing was written" });
}

// src/cli/commands/init.ts
var spec = {
  name: "init",
  summary: "write the workflow files of a deployment on GitHub",
  about: "Writes .github/workflows and what belongs to them into this clone. What is not given as an option is asked on a terminal. A file that is there and differs stays as it is, and is named. Nothing is committed.",
  arguments: [],
  options: [
    {
      name: "actions",
      value: "OWNER/REPO@COMMIT",
      about: "Where the actions come from: a repository and 40 digits (required)"
    },
    {
      name: "owner",
      value: "NAME",
      about: "Account that this repository belongs to; default: as the remote origin says"
    },
    { name: "default-branch", value: "NAME", about: "Default: origin's" },
    {
      name: "google",
      value: "PROVIDER,ACCOUNT",
      about: "Log in to Google Cloud: workload identity provider, service account"
    },
    { name: "aws", value: "REGION,ROLE", about: "Log in to AWS: region, ARN of the role" },
    { name: "azure", value: "CLIENT,TENANT,SUBSCRIPTION", about: "Log in to Azure: their ids" },
    { name: "destination", value: "PLACE", about: "pages (the default), or a bucket: gs://…, s3://…, azblob://…" },
    { name: "dry-run", about: "Only say what would be written" },
    { name: "force", about: "Replace files that differ" }
  ],
  exits: { 0: "done" }
};
var initCommand = {
  spec,
  run: (typed, environment) => inRepository(environment, typed, async ({ repository, defaultBranchNames }) => {
    const { top } = repository;
    if (top === void 0)
      throw new TufError("no-repository", "A bare repository has no place for files", {
        hint: "Run init in a clone"
      });
    const deployment = await readDeployment(environment, typed, repository, defaultBranchNames);
    const { readExisting, readTemplates, writeFile } = await import("./deployment-files-WIPKRTZD.js");
    const files = renderDeployment(readTemplates(), deployment);
    const plan = planFiles(files, readExisting(top, files.keys()), typed.options["force"] === true);
    const isRehearsal = typed.options["dry-run"] === true;
    for (const { path, content, fate } of plan) {
      if (!isRehearsal && (fate === "new" || fate === "replaced")) writeFile(top, path, content);
      environment.stdout(terminal`${said[fate]} ${path}\n`.text);
    }
    if (plan.some(({ fate }) => fate === "kept")) environment.stdout(kept);
    environment.stdout(isRehearsal ? "Nothing was written (--dry-run)\n" : afterwards);
    return 0;
  })
};
async function readDeployment(environment, typed, repository, names) {
  const answers = await asking(environment, typed);
  try {
    return {
      actions: parseActions(await answers.required("actions", "Where do the actions come from (OWNER/REPO@COMMIT)?")),
      owner: await answers.text("owner", "Which account does this repository belong to?", await ownerOf(repository)),
      defaultBranch: await answers.text("default-branch", "Default branch?", await branchOf(repository, names)),
      clouds: await readClouds(answers),
      bucket: bucketOf(await answers.text("destination", "Served from (pages, gs://…, s3://…, azblob://…)?", "pages"))
    };
  } finally {
    answers.close();
  }
}
var said = {
  new: "new       ",
  unchanged: "unchanged ",
  replaced: "replaced  ",
  kept: "KEPT      "
};
var kept = "KEPT files were there and differ; look at them, or replace them with --force\n";
var afterwards = `
Commit the files, push them, and set on GitHub:
  Settings, Actions, General: "Allow GitHub Actions to create and approve pull requests"
  Settings, Pages: source "GitHub Actions"; Environments, github-pages: branch "publish" alone
  Settings, Rules: the default branch requires the check "tuf-on-ci/signing-event"
  A repository without metadata begins with: tuf-on-ci-delegate sign/initial
`;
async function asking(environment, typed) {
  const person = await openPerson(environment);
  const given = (name) => typed.options[name];
  return {
    async text(name, question, usual) {
      const value = given(name);
      if (value !== void 0 || !person) return value ?? usual;
      return (await person.ask(terminal`${question} [${usual}] `.text)).trim() || usual;
    },
    async required(name, question) {
      const value = given(name) ?? (person ? (await person.ask(terminal`${question} `.text)).trim() : "");
      if (value !== "") return value;
      throw usage(spec, `--${name} is missing`);
    },
    close: () => person?.close()
  };
}
async function openPerson({ streams, variables }) {
  if (!streams?.().stdin.isTTY) return void 0;
  const { openTerminal } = await import("./terminal-BHC4ZY5L.js");
  return openTerminal(streams(), variables);
}
function parseActions(text) {
  const [repository = "", commit = ""] = text.split("@");
  return { repository, commit, version: `v${version}` };
}
async function ownerOf(repository) {
  const url = await repository.remoteUrl("origin").catch(() => "");
  return parseGithubUrl(url)?.owner ?? "";
}
async function branchOf(repository, names) {
  try {
    return (await repository.defaultBranch({ names })).ref.replace(/^refs\/(?:remotes\/[^/]+|heads)\//, "");
  } catch {
    return "main";
  }
}
async function readClouds({ text }) {
  const parts = async (name, cloud, ...fields) => {
    const answer = await text(name, `Login to ${cloud} (${fields.join(",")}; none)?`, "none");
    const values = answer.split(",").map((value) => value.trim());
    if (answer === "none" || values.length === fields.length) return answer === "none" ? void 0 : values;
    throw usage(spec, `--${name} takes ${fields.length} values with commas between`);
  };
  const google = await parts("google", "Google Cloud", "PROVIDER", "ACCOUNT");
  const aws = await parts("aws", "AWS", "REGION", "ROLE");
  const azure = await parts("azure", "Azure", "CLIENT", "TENANT", "SUBSCRIPTION");
  return [
    ...google ? [{ cloud: "google", provider: google[0], account: google[1] }] : [],
    ...aws ? [{ cloud: "aws", region: aws[0], role: aws[1] }] : [],
    ...azure ? [{ cloud: "azure", client: azure[0], tenant: azure[1], subscription: azure[2] }] : []
  ];
}
function bucketOf(destination) {
  return destination === "pages" ? void 0 : destination;
}
export {
  initCommand
};
