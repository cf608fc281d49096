import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/cli/command.ts
var everyCommand = [
  { name: "verbose", short: "v", about: "Say on stderr what is done: each call of git" },
  { name: "help", short: "h", about: "Show this text" },
  { name: "version", about: "Show the version" }
];
function pushOption(byDefault) {
  return {
    name: "push",
    negatable: true,
    about: byDefault ? "Push what was committed (the default); --no-push only commits" : "Push what was made; by default it stays in this clone"
  };
}
var leftOverPushed = "Pushed what an earlier run had committed\n";

export {
  everyCommand,
  pushOption,
  leftOverPushed
};
