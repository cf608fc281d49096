import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  parseCommandLine
} from "./chunk-UKOGAKRI.js";
import {
  version
} from "./chunk-DCABR347.js";
import {
  everyCommand
} from "./chunk-UFDM235Z.js";
import {
  UnsoundError
} from "./chunk-OUWR3K5F.js";
import {
  renderFindings
} from "./chunk-MP3Q6EYL.js";
import {
  processEnvironment
} from "./chunk-NSMIGRXC.js";
import {
  fitted
} from "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import {
  TufError,
  exitStatus
} from "./chunk-5E52G6QN.js";

// src/cli/commands.ts
var commands = {
  sign: async () => (await import("./sign-O4RJPCQ6.js")).sign,
  delegate: async () => (await import("./delegate-RV7ACCLA.js")).delegateCommand,
  "import-repo": async () => (await import("./import-repo-PMPTWSVH.js")).importRepo,
  status: async () => (await import("./status-B5XVPKMU.js")).status,
  "update-targets": async () => (await import("./update-targets-G2WFGASM.js")).updateTargetsCommand,
  "online-sign-targets": async () => (await import("./online-sign-targets-Y7HBEVTJ.js")).onlineSignTargetsCommand,
  "online-sign": async () => (await import("./online-sign-WOKEWLZ5.js")).onlineSignCommand,
  "create-signing-events": async () => (await import("./create-signing-events-C3735ZGR.js")).createSigningEventsCommand,
  "build-repository": async () => (await import("./build-repository-XTR2EJEP.js")).buildRepositoryCommand,
  deploy: async () => (await import("./deploy-4PI37L3I.js")).deployCommand,
  verify: async () => (await import("./verify-M7V2A3DO.js")).verifyCommand,
  audit: async () => (await import("./audit-HW3RBROF.js")).auditCommand,
  doctor: async () => (await import("./doctor-BXB6NBZZ.js")).doctorCommand,
  "test-client": async () => (await import("./test-client-OH5SEGKJ.js")).testClientCommand,
  init: async () => (await import("./init-63JJIOBJ.js")).initCommand
};

// src/cli/help.ts
function renderHelp(spec) {
  const lines = [`${usageLine(spec)}`, "", ...wrap(spec.about, 80), ""];
  if (spec.arguments.length > 0)
    lines.push("Arguments:", ...table(spec.arguments.map(({ name, about }) => [name, about])), "");
  lines.push(
    "Options:",
    ...table([...spec.options, ...everyCommand].map((option) => [optionText(option), option.about])),
    ""
  );
  const exits = [...Object.entries(spec.exits), ["2", "an error; nothing was pushed or published"]];
  lines.push("Exit codes:", ...table(exits), "");
  return lines.join("\n");
}
function renderCommandList(specs, version2) {
  return [
    `tuf-on-ci ${version2}: a TUF repository run from a git repository`,
    "",
    "Usage: tuf-on-ci <command> [options]      (each command also is a program: tuf-on-ci-<command>)",
    "",
    "Commands:",
    ...table(specs.map(({ name, summary }) => [name, summary])),
    "",
    "Environment:",
    ...table([
      [
        "TUF_ON_CI_DEFAULT_BRANCH",
        "name of the default branch (otherwise the GitHub event's, the remote's HEAD, or main)"
      ],
      [
        "TUF_ON_CI_NO_VERIFY_KID",
        "not empty: keyids are not compared with their keys (repositories with historic keyids)"
      ],
      ["TUF_ON_CI_NOW", "a time (ISO 8601 or Unix seconds) instead of the clock, for tests and rehearsals"],
      [
        "TUF_ON_CI_SIGSTORE_TRUSTED_ROOT",
        "a trusted_root.json that Sigstore signatures are judged by (otherwise the public instance's is fetched)"
      ],
      ["CRYPTO_SIGNER_PATH_PREFIX", "folder of the key files that file2: URIs name"],
      ["PYKCS11LIB", "sign, delegate: the PKCS#11 module of your signing device (otherwise that of YubiKeys)"],
      ["TUF_ON_CI_TEST_KEY", "delegate: path of a local key file that becomes the online key of a rehearsal"]
    ]),
    "",
    "Help on one command: tuf-on-ci <command> --help",
    ""
  ].join("\n");
}
function usageLine(spec) {
  return `Usage: tuf-on-ci ${[spec.name, "[options]", ...spec.arguments.map(argumentText)].join(" ")}`;
}
function argumentText({ name, optional, many }) {
  const text = many ? `${name}…` : name;
  return optional ? `[${text}]` : text;
}
function optionText({ name, short, value, negatable }) {
  const long = negatable ? `--push, --no-push`.replaceAll("push", name) : `--${name}`;
  return `${short ? `-${short}, ` : ""}${long}${value === void 0 ? "" : ` ${value}`}`;
}
function table(rows) {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.flatMap(
    ([first, about]) => wrap(about, 76 - width).map((line, i) => `  ${(i === 0 ? first : "").padEnd(width)}  ${line}`)
  );
}
function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== "" && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

// src/cli/run.ts
async function run(command, args, environment) {
  try {
    if (isAskedFor(args, "--help", "-h")) {
      environment.stdout(renderHelp(command.spec));
      return 0;
    }
    if (isAskedFor(args, "--version")) {
      environment.stdout(`tuf-on-ci-${command.spec.name} ${version}
`);
      return 0;
    }
    return await command.run(parseCommandLine(command.spec, args), environment);
  } catch (error) {
    return report(error, environment);
  }
}
function isAskedFor(args, ...names) {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((arg) => names.includes(arg));
}
function report(error, environment) {
  const { variables, colour } = environment;
  const stderr = (text) => environment.stderr(fitted(text, environment.columns?.()));
  if (!(error instanceof TufError)) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: void 0 };
    stderr(terminal`error: This should not have happened: ${message}\n`.text);
    stderr("  Please report it with the lines below, at the project page of tuf-on-ci.\n");
    for (const line of (stack ?? "").split("\n").slice(1)) stderr(terminal`${line}\n`.text);
    return exitStatus("internal");
  }
  if (error instanceof UnsoundError) stderr(renderFindings(error.findings, { colour: colour.stderr }));
  stderr(terminal`error: ${error.message}\n`.text);
  if (error.hint !== void 0) stderr(terminal`  ${error.hint}\n`.text);
  if (variables["TUF_ON_CI_DEBUG"] && error.cause instanceof Error)
    stderr(terminal`  cause: ${error.cause.stack ?? ""}\n`.text);
  return exitStatus(error.code);
}

// src/cli/main.ts
async function runCommand(name, args, environment) {
  const load = Object.hasOwn(commands, name) ? commands[name] : void 0;
  if (load) return run(await load(), args, environment);
  environment.stderr(terminal`error: There is no command "${name}"\n  See: tuf-on-ci --help\n`.text);
  return 2;
}
async function runTufOnCi(args, environment) {
  const [first, ...rest] = args;
  if (first === "--version") {
    environment.stdout(`tuf-on-ci ${version}
`);
    return 0;
  }
  if (first !== void 0 && first !== "--help" && first !== "-h" && first !== "help")
    return runCommand(first, rest, environment);
  if (first === "help" && rest[0] !== void 0) return runCommand(rest[0], ["--help"], environment);
  const specs = await Promise.all(Object.values(commands).map(async (load) => (await load()).spec));
  const text = renderCommandList(specs, version);
  if (first === void 0) environment.stderr(text);
  else environment.stdout(text);
  return first === void 0 ? 2 : 0;
}
function main(command) {
  const environment = processEnvironment();
  const args = process.argv.slice(2);
  process.exitCode = exitStatus("internal");
  process.stdout.on("error", () => {
  });
  const running = command === void 0 ? runTufOnCi(args, environment) : runCommand(command, args, environment);
  running.then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      process.exitCode = report(error, environment);
    }
  );
}

export {
  main
};
