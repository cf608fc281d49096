import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  endGroup,
  exportVariable,
  notice,
  setOutput,
  setSecret,
  startGroup,
  warning
} from "./chunk-6KXGPSH4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/runner/runner.ts
import { appendFile } from "node:fs/promises";

// src/adapters/runner/workflow-commands.ts
function defused(text) {
  return text.replaceAll("##[", "## [").split(/\r\n|[\n\r]/).map((line) => line.replace(/^(\s*):(?=:)/, "$1: ")).join("\n");
}

// src/adapters/runner/runner.ts
var summaryLimit = 1e6;
function actionsRunner(variables, write) {
  return {
    say: (text) => write(`${defused(text)}
`),
    async group(title, work) {
      startGroup(defused(title));
      try {
        return await work();
      } finally {
        endGroup();
      }
    },
    notice: (text) => notice(text),
    warning: (text) => warning(text),
    setOutput: (name, value) => setOutput(name, value),
    exportVariable: (name, value) => exportVariable(name, value),
    async addSummary(markdown) {
      const file = variables["GITHUB_STEP_SUMMARY"];
      if (!file) return;
      await appendFile(file, `${markdown.slice(0, summaryLimit)}
`);
    },
    uploadArtifact
  };
}
function hideSecret(secret) {
  if (secret === "") return;
  setSecret(secret);
}
async function uploadArtifact({ name, files, folder, retentionDays, isPacked }) {
  const { DefaultArtifactClient } = await import("./artifact-Y2ZFUTN4.js");
  const options = {
    ...retentionDays !== void 0 && { retentionDays },
    ...isPacked && { compressionLevel: 0 }
  };
  try {
    await new DefaultArtifactClient().uploadArtifact(name, [...files], folder, options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TufError("upload", `The artifact ${name} could not be handed over: ${reason}`, {
      hint: "Run the workflow again; when it stays so, see whether GitHub Actions has a problem",
      cause
    });
  }
}

export {
  actionsRunner,
  hideSecret
};
