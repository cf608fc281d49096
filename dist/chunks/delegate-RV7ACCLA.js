import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  withCompliantKeyids
} from "./chunk-ZYQNJV7N.js";
import {
  asSigner,
  askChoice,
  askFor,
  askNumber,
  askSigningKeyInVain,
  askYesOrNo,
  checkRoleName,
  chooseKey,
  delegationIn,
  editContext,
  invitedRoles,
  keyidIn,
  newRoleConfig,
  newRolePeriods,
  newSigned,
  newTimestampPeriods,
  openWorkspace,
  ownPaths,
  propose,
  publish,
  readOnlineConfig,
  readRoleConfig,
  readSignerOptions,
  rememberKey,
  review,
  rolesOf,
  say,
  sayError,
  sayErrors,
  sayNextSteps,
  sayVoided,
  signRoles,
  signerOptions,
  withDelegation,
  withInvitees,
  withKeyAccepted,
  withPeriodMembers,
  withReplacedKey,
  withRole,
  withRoleIn,
  withSigned,
  withVersionOf
} from "./chunk-GXR7E2TB.js";
import {
  parseGithubUrl
} from "./chunk-H4MQCTU5.js";
import {
  eventContent,
  rootOf,
  withDocuments
} from "./chunk-YYXZP3QA.js";
import "./chunk-4QNJ7YZB.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-BDJKN63C.js";
import "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import {
  isOnlineRole,
  longestPeriod,
  maxPatterns,
  patternProblem
} from "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import {
  metadataPath,
  onlineUri,
  onlineUriField,
  parseUserName
} from "./chunk-KL6IPUUD.js";
import "./chunk-AXXQY237.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-NOYFVHV2.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-I7FKXDV7.js";
import {
  matchesPattern,
  withMembers
} from "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import {
  isTopLevelRole,
  pathPatterns,
  signersOf
} from "./chunk-RL5XKQ36.js";
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
import {
  emptyObject,
  equalJson,
  get,
  names,
  objectOf
} from "./chunk-MJSS5T6T.js";
import "./chunk-DCABR347.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import {
  styled,
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import {
  plural
} from "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/deployment/workflow-key.ts
var githubIssuer = "https://token.actions.githubusercontent.com";
function workflowKey({ owner, repository, defaultBranch }) {
  if (!/^[A-Za-z0-9](-?[A-Za-z0-9_])*$/.test(owner) || !/^[\w.-]+$/.test(repository) || !isBranch(defaultBranch)) {
    throw new TufError("key", `${owner}/${repository} at ${defaultBranch} is no repository of GitHub`, {
      hint: "The pull remote must be a repository on GitHub for its workflow to be the online key."
    });
  }
  const workflow2 = `${owner}/${repository}/.github/workflows/online-sign.yml@refs/heads/${defaultBranch}`;
  return objectOf([
    ["keytype", "sigstore-oidc"],
    ["scheme", "Fulcio"],
    [
      "keyval",
      objectOf([
        ["identity", `https://github.com/${workflow2}`],
        ["issuer", githubIssuer]
      ])
    ],
    [onlineUriField, "sigstore:"]
  ]);
}
function isBranch(name) {
  return /^[^\s~^:?*[\\\p{C}]+$/u.test(name) && !/\.\.|@\{|^\/|\/$|\/\/|\.$/.test(name);
}

// src/signing-event/edit/delegated-role.ts
function readDelegatedPaths(event, role) {
  const delegation = isTopLevelRole(role) ? void 0 : delegationIn(event, role)?.role;
  const paths = delegation && pathPatterns(delegation);
  return paths && { paths, terminating: delegation.terminating };
}
function withDelegatedPaths(event, role, { paths, terminating }, context) {
  const delegation = delegatedRole(event, role);
  const list = [...new Set(paths)];
  checkPaths(event, role, list);
  const { path_hash_prefixes: _, ...members } = delegation.role;
  const byPaths = { ...delegation, role: objectOf(Object.entries(members)) };
  return withDelegation(event, role, byPaths, { paths: list, terminating }, [], context);
}
function checkPaths(event, role, paths) {
  const unsound = paths.find((path) => patternProblem(path) !== void 0);
  if (unsound !== void 0) {
    throw new TufError("usage", `The path "${unsound}" ${patternProblem(unsound)}`, {
      hint: `Paths look like ${role}/*, ${role}/*/*: a * stands for any name`
    });
  }
  if (paths.length === 0 || paths.length > maxPatterns) {
    throw new TufError("usage", `A delegation has between 1 and ${maxPatterns} paths`);
  }
  const signed = event.documents.get(role)?.signed;
  const lost = names(signed?.targets ?? {}).find((file) => !paths.some((pattern) => matchesPattern(pattern, file)));
  if (lost !== void 0) {
    throw new TufError("usage", `These paths do not cover "${lost}", which ${role} lists`, {
      hint: "Add a path for it, or remove the file first"
    });
  }
}
function withoutRole(event, role, context) {
  const { delegator } = delegatedRole(event, role);
  const delegating = withRoleIn(event.documents.get(delegator).signed, role, void 0);
  const changed = withSigned(event, delegator, delegating, context);
  const stillThere = delegatedBelow(changed, "targets");
  const gone = [role, ...delegatedBelow(event, role)].filter((name) => !stillThere.has(name));
  const removed = withDocuments(
    changed,
    gone.map((name) => [name, void 0])
  );
  return gone.reduce((next, name) => withInvitees(next, name, []), removed);
}
function delegatedBelow({ documents }, role) {
  const found = /* @__PURE__ */ new Set();
  for (const delegator of walk(role, found)) {
    const signed = documents.get(delegator)?.signed;
    for (const [name] of signed ? rolesOf(signed) : []) found.add(name);
  }
  return found;
}
function* walk(role, found) {
  yield role;
  yield* found;
}
function delegatedRole(event, role) {
  const delegation = isTopLevelRole(role) ? void 0 : delegationIn(event, role);
  if (delegation) return delegation;
  throw new TufError("usage", `"${role}" is not a delegated role`, {
    hint: "Name one that targets delegates: root, targets, snapshot and timestamp are always there"
  });
}

// src/signing-event/edit/online-roles.ts
function withOnlineRoles(event, config, context) {
  const isSameKey = equalJson(readOnlineConfig(event).key, config.key);
  const root = rootOf(event).signed;
  return withSigned(event, "root", withOnlineMembers(root, config, isSameKey), context);
}
function withOnlineMembers(root, config, keepKeys) {
  const timestamp = withOnlineRole(root, "timestamp", config.key, config.timestamp, keepKeys);
  return withOnlineRole(timestamp, "snapshot", config.key, config.snapshot, keepKeys);
}
function withOnlineRole(root, name, key, periods, keepKeys) {
  const before = get(root.roles, name) ?? { keyids: [], threshold: 1 };
  const keyid = keyidIn(root.keys, key);
  const isKept = keepKeys && signersOf({ role: before, keys: root.keys }).length > 0;
  const signed = isKept ? before : withMembers(before, { keyids: [keyid], threshold: 1 });
  return withRoleIn(root, name, periods ? withPeriodMembers(signed, periods) : signed, isKept ? [] : [[keyid, key]]);
}

// src/signing-event/edit/new-repository.ts
function newRepository(config, context) {
  const empty = { documents: /* @__PURE__ */ new Map(), invites: /* @__PURE__ */ new Map() };
  const nobody = objectOf(Object.entries({ keyids: [], threshold: 1 }));
  const members = {
    consistent_snapshot: true,
    keys: emptyObject(),
    roles: objectOf(["root", "targets"].map((role) => [role, nobody]))
  };
  const root = newSigned("root", members, config.root.periods ?? newRolePeriods);
  const targets = newSigned("targets", { targets: emptyObject() }, config.targets.periods ?? newRolePeriods);
  const withRoot = withVersionOf(empty, "root", withOnlineMembers(root, config.online, false), context);
  const withTargets = withVersionOf(withRoot, "targets", targets, context);
  return withRole(withRole(withTargets, "root", config.root, context), "targets", config.targets, context);
}

// src/signing-event/edit/sign-again.ts
function signedAgain(event, role, context) {
  const document = event.documents.get(role);
  if (document) return withVersionOf(event, role, document.signed, context);
  throw new TufError("usage", `There is no role "${role}" that people sign`, {
    hint: "Name root, targets or a delegated role; timestamp and snapshot are signed by online-sign"
  });
}

// src/operations/signer/prompts/online-key.ts
async function askOnlineKey(terminal2, sources) {
  for (; ; ) {
    say(terminal2, "Where is the online key? It signs without a person, in the GitHub workflow.");
    const ask = await askChoice(
      terminal2,
      [
        { number: 1, label: "Sigstore: the identity of the workflow itself, no key to keep", value: workflow },
        { number: 2, label: "Google Cloud KMS", value: () => askGoogle(terminal2) },
        { number: 3, label: "Azure Key Vault", value: () => askAzure(terminal2) },
        { number: 4, label: "AWS KMS", value: () => askAws(terminal2) },
        { number: 0, label: "A local key file (for tests)", value: () => askFile(terminal2, sources) }
      ],
      1
    );
    const choice = await ask();
    if (choice === "workflow") return choice;
    try {
      return await sources.onlineKeys.import(choice);
    } catch (error) {
      if (!(error instanceof TufError) || error.code === "internal") throw error;
      sayError(terminal2, error);
    }
  }
}
var workflow = async () => "workflow";
var someText = (answer) => answer === "" ? { problem: "There is no default here" } : { value: answer };
async function askGoogle(terminal2) {
  const question = "Key version: projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/1";
  return { kind: "gcpkms", keyVersion: await askFor(terminal2, question, someText) };
}
async function askAzure(terminal2) {
  const vault = await askFor(terminal2, "Name of the vault", someText);
  return { kind: "azurekms", vault, name: await askFor(terminal2, "Name of the key", someText) };
}
var awsSchemes = [
  ...["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ...["rsassa-pss-sha256", "rsassa-pss-sha384", "rsassa-pss-sha512"],
  ...["rsa-pkcs1v15-sha256", "rsa-pkcs1v15-sha384", "rsa-pkcs1v15-sha512"]
];
async function askAws(terminal2) {
  const keyId = await askFor(terminal2, "Key id, alias or ARN", someText);
  terminal2.show("With which algorithm does it sign?\n");
  const entries = awsSchemes.map((scheme, at) => ({ number: at + 1, label: scheme, value: scheme }));
  return { kind: "awskms", keyId, scheme: await askChoice(terminal2, entries, 1) };
}
async function askFile(terminal2, { testKey }) {
  return { kind: "file2", path: testKey || await askFor(terminal2, "Path of the key file", someText) };
}

// src/operations/signer/prompts/delegated-paths.ts
var deepest = 32;
function askPaths(terminal2, role, { paths }) {
  say(
    terminal2,
    `Type patterns with commas between them; * stands for any name. ${role}/*/* is every file in every folder of targets/${role}/. A number N stands for all files of targets/${role}/, N folders deep.`
  );
  return askFor(terminal2, "Patterns", (answer) => parsePaths(role, answer), paths.join(", "));
}
function parsePaths(role, answer) {
  if (/^\d{1,4}$/.test(answer)) {
    const depth = Number(answer);
    if (depth >= 1 && depth <= deepest) return { value: ownPaths(role, depth) };
    return { problem: `Please type a depth from 1 to ${deepest}` };
  }
  const patterns = [...new Set(answer.split(",").map((pattern) => pattern.trim()))].filter((pattern) => pattern !== "");
  const wrong = patterns.find((pattern) => patternProblem(pattern) !== void 0);
  if (wrong !== void 0) return { problem: `"${wrong}" ${patternProblem(wrong)}` };
  return patterns.length > 0 ? { value: patterns } : { problem: "Please type at least one pattern" };
}

// src/operations/signer/prompts/signers.ts
function askSigners(terminal2, role, present) {
  return askFor(terminal2, `Who signs ${role}? Names, with commas between them`, parseSigners, present.join(", "));
}
function parseSigners(answer) {
  const words = answer.replace(/^\s*\[|\]\s*$/g, "").split(/[\s,]+/);
  const users = /* @__PURE__ */ new Set();
  for (const word of words.filter((word2) => word2 !== "")) {
    const user = parseUserName(word);
    if (user === void 0) return { problem: `"${word}" is no user name: letters, digits and hyphens, as on GitHub` };
    users.add(user);
  }
  return users.size > 0 ? { value: [...users] } : { problem: "Please name at least one person" };
}
async function askThreshold(terminal2, signers, present) {
  if (signers < 2) return 1;
  return askNumber(terminal2, `How many of these ${signers} have to sign`, { from: 1, to: signers }, present);
}
async function askPeriods(terminal2, what, present) {
  const expiry = await askNumber(
    terminal2,
    [`Each new version of `, what, ` expires after how many days`],
    { from: 2, to: longestPeriod },
    present?.expiry
  );
  const signing = await askNumber(
    terminal2,
    "How many days before that do signers start to sign the next one",
    { from: 1, to: expiry - 1 },
    present?.signing
  );
  return { expiry, signing };
}

// src/operations/signer/prompts/role-menu.ts
async function askRole(terminal2, input, sources) {
  const { config, paths } = input;
  let answers = { config, paths, signAgain: false, replaceKey: false, remove: false };
  for (; ; ) {
    terminal2.show(renderRole(input.role, answers, terminal2.colour).text);
    const step = await askChoice(terminal2, entriesOf(terminal2, input, sources), 0);
    if (step === "continue") return answers;
    answers = await step(answers);
    if (answers.remove) return answers;
  }
}
function entriesOf(terminal2, { role, user, paths, isNew }, sources) {
  const entries = [
    { number: 0, label: "Continue", value: "continue" },
    {
      number: 1,
      label: "Change who signs it",
      value: async (answers) => {
        const signers = await askWhoSigns(terminal2, role, user, answers.config.signers, sources);
        return { ...answers, config: { ...answers.config, signers } };
      }
    },
    {
      number: 2,
      label: "Change for how long a version is valid",
      value: async (answers) => {
        const periods = await askPeriods(terminal2, role, answers.config.periods);
        return { ...answers, config: { ...answers.config, periods } };
      }
    }
  ];
  if (paths) {
    entries.push(
      {
        number: 3,
        label: "Change which target files it may list",
        value: async (answers) => ({
          ...answers,
          paths: { ...answers.paths ?? paths, paths: await askPaths(terminal2, role, answers.paths ?? paths) }
        })
      },
      {
        number: 4,
        label: "Change whether clients look for its files elsewhere too",
        value: async (answers) => {
          const present = answers.paths ?? paths;
          return { ...answers, paths: { ...present, terminating: !present.terminating } };
        }
      }
    );
  }
  if (isNew) return entries;
  entries.push(
    {
      number: 5,
      label: "Have it signed again now, without a change",
      value: async (answers) => ({ ...answers, signAgain: !answers.signAgain })
    },
    {
      number: 6,
      label: "Replace my own key, in every role that I sign",
      value: async (answers) => ({ ...answers, replaceKey: !answers.replaceKey })
    }
  );
  if (paths) {
    entries.push({
      number: 7,
      label: "Remove this role, with its metadata and its target files",
      value: async (answers) => ({ ...answers, remove: await isSureToRemove(terminal2, role) })
    });
  }
  return entries;
}
async function askWhoSigns(terminal2, role, user, present, sources) {
  if (role !== "root") {
    say(terminal2, `Is ${role} signed by people, or without a person by an online key?`);
    const kind = await askChoice(terminal2, [
      { number: 1, label: "People, each with their own key (offline)", value: "people" },
      { number: 2, label: "An online key", value: "online" }
    ]);
    if (kind === "online") return { kind, key: await askOnlineKey(terminal2, sources) };
  }
  const before = present.kind === "people" ? present : { users: [user], threshold: 1 };
  const users = await askSigners(terminal2, role, before.users);
  return { kind: "people", users, threshold: await askThreshold(terminal2, users.length, before.threshold) };
}
async function isSureToRemove(terminal2, role) {
  if (!terminal2.isInteractive) return true;
  return askYesOrNo(terminal2, terminal`Remove ${role} and everything in targets/${role}/?`);
}
function renderRole(role, answers, colour) {
  const { config, paths, signAgain, replaceKey } = answers;
  const lines = [
    terminal`\n${styled("bold", role, colour)}\n`,
    terminal`  Signed by       ${renderSigners(config.signers)}\n`,
    config.periods ? terminal`  Valid for       ${plural(config.periods.expiry, "day")}; signed again ${plural(config.periods.signing, "day")} before it expires\n` : terminal`  Valid for       not said\n`
  ];
  if (paths) {
    lines.push(terminal`  Target files    ${paths.paths.join(", ")}\n`);
    if (!paths.terminating) lines.push(terminal`                  clients also look for them in later roles\n`);
  }
  if (signAgain) lines.push(terminal`  To be done      signed again now\n`);
  if (replaceKey) lines.push(terminal`  To be done      your key is replaced\n`);
  return terminal`${lines}`;
}
function renderSigners(signers) {
  if (signers.kind === "online") return terminal`the online key ${renderChosenKey(signers.key)}`;
  const { users, threshold } = signers;
  if (users.length === 1) return terminal`${users}`;
  return terminal`${users.join(", ")} (${threshold} of these ${users.length} must sign)`;
}
function renderChosenKey(key) {
  return key === "workflow" ? terminal`sigstore: (this repository's workflow)` : terminal`${onlineUri(key) ?? "without a name"}`;
}

// src/operations/signer/prompts/online-menu.ts
async function askOnlineRoles(terminal2, present, sources) {
  let answers = present;
  const entries = [
    { number: 0, label: "Continue", value: "continue" },
    {
      number: 1,
      label: "Change the online key",
      value: async (answers2) => ({ ...answers2, key: await askOnlineKey(terminal2, sources) })
    },
    {
      number: 2,
      label: "Change for how long a timestamp is valid",
      value: async (answers2) => ({
        ...answers2,
        timestamp: await askPeriods(terminal2, "timestamp", answers2.timestamp)
      })
    },
    {
      number: 3,
      label: "Change for how long a snapshot is valid",
      value: async (answers2) => ({ ...answers2, snapshot: await askPeriods(terminal2, "snapshot", answers2.snapshot) })
    }
  ];
  for (; ; ) {
    terminal2.show(renderOnlineRoles(answers, terminal2.colour).text);
    const step = await askChoice(terminal2, entries, 0);
    if (step === "continue") return answers;
    answers = await step(answers);
  }
}
function renderOnlineRoles({ key, timestamp, snapshot }, colour) {
  return terminal`\n${styled("bold", "timestamp and snapshot", colour)} (made and signed by the GitHub workflow)
  Signed by       the online key ${renderChosenKey(key)}
  timestamp       ${renderPeriods(timestamp)}
  snapshot        ${renderPeriods(snapshot)}
`;
}
function renderPeriods(periods) {
  if (!periods) return "not said";
  return `valid for ${plural(periods.expiry, "day")}; made anew ${plural(periods.signing, "day")} before it expires`;
}

// src/operations/signer/edit-delegation.ts
async function startRepository(session, workspace, { role }) {
  const { terminal: terminal2, user } = session;
  say(
    terminal2,
    "There is no TUF metadata yet: you are about to start a repository. Two of its roles are signed by people:"
  );
  say(terminal2, "root says who signs everything else; its signers can replace each other", void 0, 2);
  say(terminal2, "targets lists the files that are published", void 0, 2);
  if (role !== void 0 && !isTopLevelRole(role)) say(terminal2, `Once it is started, ${role} can be added to it.`);
  const sources = keySources(session);
  const menu = { user, paths: void 0, isNew: true };
  const rootAnswers = await askRole(terminal2, { ...menu, role: "root", config: newRoleConfig(user) }, sources);
  const root = await settled(session, workspace, rootAnswers.config);
  const targetsAnswers = await askRole(terminal2, { ...menu, role: "targets", config: root }, sources);
  const onlineAnswers = await askOnlineRoles(
    terminal2,
    { key: "workflow", timestamp: newTimestampPeriods, snapshot: root.periods },
    sources
  );
  const targets = await settled(session, workspace, targetsAnswers.config);
  const online = await settledOnline(session, workspace, onlineAnswers);
  return {
    event: newRepository({ root, targets, online }, editContext(session, workspace.reading)),
    message: "Initial root and targets",
    isSigner: isAmong(root, user) || isAmong(targets, user),
    replaceKey: false
  };
}
async function editDelegation(session, workspace, options) {
  const event = eventContent(workspace.reading.context.state);
  requireTopLevelFiles(event, workspace);
  const role = options.role ?? await askRoleName(session, event);
  const edit = isOnlineRole(role) ? await editOnlineRoles(session, workspace, event) : await editRole(session, workspace, options, event, role);
  if (!edit || edit.event === event && !edit.replaceKey) return void 0;
  return { ...edit, message: `'${role}' role/delegation change` };
}
function requireTopLevelFiles({ documents }, { event, defaultBranch }) {
  const missing = ["root", "targets"].find((role) => !documents.has(role));
  if (missing === void 0) return;
  throw new TufError("no-metadata", `${metadataPath(missing)} of ${event} is missing or cannot be read`, {
    hint: `Restore it in a commit to ${event}: git checkout ${shellWord(`origin/${defaultBranch}`)} -- ${metadataPath(missing)}`
  });
}
async function editOnlineRoles(session, workspace, event) {
  const answers = await askOnlineRoles(session.terminal, readOnlineConfig(event), keySources(session));
  const config = await settledOnline(session, workspace, answers);
  const edited = withOnlineRoles(event, config, editContext(session, workspace.reading));
  return { event: edited, isSigner: false, replaceKey: false };
}
async function editRole(session, workspace, { forceCompliantKeyids }, event, role) {
  const { terminal: terminal2, user } = session;
  const present = readRoleConfig(event, role);
  const isNew = present === void 0;
  if (isNew) checkRoleName(event, role);
  const paths = isNew ? { paths: ownPaths(role), terminating: true } : readDelegatedPaths(event, role);
  const config = present ?? newRoleConfig(user);
  const answers = await askRole(terminal2, { role, user, config, paths, isNew }, keySources(session));
  const context = editContext(session, workspace.reading);
  if (answers.remove) return { event: withoutRole(event, role, context), isSigner: false, replaceKey: false };
  const chosen = await settled(session, workspace, answers.config);
  let edited = withRole(event, role, chosen, context);
  if (answers.paths && !equalJson({ ...answers.paths }, { ...paths })) {
    edited = withDelegatedPaths(edited, role, answers.paths, context);
  }
  if (forceCompliantKeyids && (role === "root" || role === "targets")) {
    edited = withCompliantKeyids(edited, role, context);
  }
  if (answers.signAgain && edited.documents.get(role) === event.documents.get(role)) {
    edited = signedAgain(edited, role, context);
  }
  return { event: edited, isSigner: isAmong(chosen, user), replaceKey: answers.replaceKey };
}
async function askRoleName({ terminal: terminal2 }, event) {
  const roles = [...event.documents.keys(), "timestamp", "snapshot"];
  say(terminal2, `Roles of this repository: ${roles.join(", ")}. Another name makes a new role.`);
  const parse = (answer) => {
    try {
      if (!roles.includes(answer)) checkRoleName(event, answer);
      return { value: answer };
    } catch (error) {
      if (!(error instanceof TufError)) throw error;
      return { problem: error.message };
    }
  };
  return askFor(terminal2, "Which role do you want to change", parse);
}
function keySources({ onlineKeys, testKey }) {
  return { onlineKeys, testKey };
}
function isAmong({ signers }, user) {
  return signers.kind === "people" && signers.users.includes(user);
}
async function settled(session, workspace, config) {
  const { signers } = config;
  if (signers.kind === "people") return { ...config, signers };
  return { ...config, signers: { kind: "online", key: await settledKey(session, workspace, signers.key) } };
}
async function settledOnline(session, workspace, answers) {
  return { ...answers, key: await settledKey(session, workspace, answers.key) };
}
async function settledKey({ repository, remote }, { defaultBranch }, key) {
  if (key !== "workflow") return key;
  const url = await repository.remoteUrl(remote);
  const github = parseGithubUrl(url);
  if (github) return workflowKey({ owner: github.owner, repository: github.repo, defaultBranch });
  throw new TufError(
    "settings",
    `The remote '${remote}' is no repository on GitHub, so no workflow there can be the online key`,
    {
      hint: "Choose another online key in the menu, or a pull-remote whose URL is one of github.com"
    }
  );
}

// src/operations/signer/delegate.ts
async function delegate(session, options) {
  const workspace = await openWorkspace(session, options);
  const edit = isEmpty(workspace) ? await startRepository(session, workspace, options) : await editExisting(session, workspace, options);
  if (!edit) {
    session.terminal.show("Nothing to do: everything stays as it is\n");
    return "nothing-to-do";
  }
  const { event, message } = edit;
  const planned = await propose(session, workspace, options, { event, message, refusal: "Nothing was changed" });
  await review(session, workspace, planned, options);
  const edited = await withOwnKey(session, workspace, options, edit, planned);
  const signed = await withSignatures(session, workspace, options, edited);
  const commits = signed ? [edited.commit, signed.commit] : [edited.commit];
  const result = await publish(session, options, { workspace, commits, result: signed ?? edited, title: message });
  sayNextSteps(session, options, workspace, result);
  return "done";
}
function editExisting(session, workspace, options) {
  sayErrors(session, workspace.reading, "Unless what you change now mends this, it cannot be signed.");
  return editDelegation(session, workspace, options);
}
function isEmpty({ reading: { context } }) {
  const root = metadataPath("root");
  return !context.state.entries.has(root) && !context.base.entries.has(root);
}
async function withOwnKey(session, workspace, options, { event, message, isSigner, replaceKey }, planned) {
  const { terminal: terminal2, user } = session;
  const isInvited = isSigner && invitedRoles(event, user).length > 0;
  if (!replaceKey && !isInvited) {
    if (isSigner) await askSigningKeyInVain(terminal2);
    return planned;
  }
  const key = await chooseKey(session);
  const accepted = isInvited ? withKeyAccepted(session, workspace.reading, event, key) : event;
  const context = editContext(session, workspace.reading);
  const edited = replaceKey ? withReplacedKey(accepted, user, key.key, context) : accepted;
  const input = { event: edited, message, refusal: "Your key cannot be used" };
  const proposal = await propose(session, workspace, options, input);
  sayVoided(session, proposal, planned.findings);
  await rememberKey(session, proposal.reading, key);
  return proposal;
}
async function withSignatures(session, workspace, options, onto) {
  const { user } = session;
  const { event, made } = await signRoles(session, onto.reading, eventContent(onto.reading.context.state));
  if (made === 0) return void 0;
  const refusal = "What was signed cannot be pushed";
  return propose(session, workspace, options, { event, message: `Signed by ${user}`, refusal, onto });
}

// src/cli/commands/delegate.ts
var delegateCommand = {
  spec: {
    name: "delegate",
    summary: "start a repository, or change who signs a role, with which keys and how often",
    about: "Asks what shall change, shows it, signs it with your key where you are a signer, and pushes it to the signing event. In an empty repository it makes the first metadata. Your branch, index and files are not touched.",
    arguments: [
      { name: "EVENT", about: "The branch of the signing event; it is made when it is not there yet" },
      {
        name: "ROLE",
        about: "root, targets, timestamp, snapshot or a delegated role; asked for when left out",
        optional: true
      }
    ],
    options: [
      ...signerOptions,
      {
        name: "force-compliant-keyids",
        about: "Give keys of an imported repository the keyids that today's TUF asks for (root or targets)"
      }
    ],
    exits: { 0: "changed and pushed, or nothing to do" }
  },
  run: (typed, environment) => asSigner(
    environment,
    typed,
    (session) => delegate(session, {
      ...readSignerOptions(typed),
      role: typed.arguments[1],
      forceCompliantKeyids: typed.options["force-compliant-keyids"] === true
    })
  )
};
export {
  delegateCommand
};
