import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  everyCommand
} from "./chunk-UFDM235Z.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/parse.ts
import { parseArgs } from "node:util";
function parseCommandLine(spec, args) {
  const options = [...spec.options, ...everyCommand];
  const { values, positionals, tokens } = parse(spec, options, args);
  const required = spec.arguments.filter((argument) => !argument.optional);
  const isMany = spec.arguments.some((argument) => argument.many);
  if (positionals.length < required.length) {
    throw usage(spec, `${required[positionals.length].name} is missing`);
  }
  if (!isMany && positionals.length > spec.arguments.length) {
    throw usage(spec, `There is no place for the argument "${positionals[spec.arguments.length]}"`);
  }
  const verbosity = tokens.filter((token) => token.kind === "option" && token.name === "verbose").length;
  return { arguments: positionals, options: values, verbosity };
}
function parse(spec, options, args) {
  const config = {};
  for (const { name, short, value } of options) {
    config[name] = { type: value === void 0 ? "boolean" : "string", ...short !== void 0 && { short } };
  }
  const negated = args.find(
    (arg) => arg.startsWith("--no-") && !options.some((o) => o.negatable && arg === `--no-${o.name}`)
  );
  if (negated !== void 0 && !args.slice(0, args.indexOf(negated)).includes("--")) {
    throw usage(spec, `There is no option "${negated}"`);
  }
  try {
    const parsed = parseArgs({
      args: [...args],
      options: config,
      allowPositionals: true,
      allowNegative: true,
      tokens: true
    });
    return { ...parsed, values: parsed.values };
  } catch (error) {
    throw usage(spec, error.message.split(". ")[0]);
  }
}
function usage(spec, problem) {
  return new TufError("usage", problem, { hint: `See: tuf-on-ci ${spec.name} --help` });
}

export {
  parseCommandLine,
  usage
};
