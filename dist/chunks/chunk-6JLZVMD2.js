import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  answerOf
} from "./chunk-SRBVNOHH.js";
import {
  writerProgram
} from "./chunk-BDJKN63C.js";
import {
  Batches,
  FileWriter,
  weightOf
} from "./chunk-3O3MKMDW.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/folder/output-folder.ts
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

// src/adapters/folder/writer-thread.ts
import { Worker } from "node:worker_threads";
var limit = 1 << 22;
var patience = 6e4;
var WriterThread = class {
  #outstanding = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #thread;
  #answer;
  /** @param program the built `writer-program.ts` */
  constructor(program, folder) {
    const workerData = { folder, outstanding: this.#outstanding };
    this.#thread = new Worker(program, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    this.#answer = answerOf(this.#thread, "The thread that writes files has ended");
  }
  /** The bytes are gone from here. A failure is told by `finish`. */
  write(batch) {
    Atomics.add(this.#outstanding, 0, weightOf(batch));
    this.#thread.postMessage(batch, [batch.bytes.buffer]);
    for (let now = Atomics.load(this.#outstanding, 0); now > limit; now = Atomics.load(this.#outstanding, 0)) {
      if (Atomics.wait(this.#outstanding, 0, now, patience) === "timed-out") throw withCode("ETIMEDOUT");
    }
  }
  /** When all is written. Throws what the file system said. */
  async finish() {
    this.#thread.postMessage("end");
    const answer = await this.#answer;
    if (!answer.ok) throw withCode(answer.code);
  }
  async stop() {
    await this.#thread.terminate();
  }
};
function withCode(code) {
  return Object.assign(new Error(code), { code });
}

// src/adapters/folder/output-folder.ts
function openOutputFolder(path, content, program) {
  return new StagedFolder(resolve(path), `.tuf-on-ci-new-${content}`, program);
}
var StagedFolder = class {
  #path;
  #staging;
  #program;
  #batches = new Batches((batch) => this.#handOn(batch));
  #writer;
  #thread;
  #isEnding = false;
  constructor(path, suffix, program) {
    this.#path = path;
    this.#program = program;
    this.#staging = guarded(path, () => {
      const staging = stagingPath(path, suffix);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
      return staging;
    });
    this.#writer = new FileWriter(this.#staging);
  }
  write(name, content) {
    const sink = this.stream([name]);
    sink.write(content);
    sink.end();
  }
  stream(names) {
    const batches = this.#batches;
    batches.begin(names);
    return {
      write: (piece) => guarded(this.#path, () => batches.append(piece)),
      end: () => guarded(this.#path, () => batches.end())
    };
  }
  async finish(last) {
    try {
      this.#isEnding = true;
      this.#batches.flush();
      await this.#thread?.finish();
      mkdirSync(dirname(this.#path), { recursive: true });
      if (isReplaceable(this.#path) && tryRename(this.#staging, this.#path)) return;
      moveInto(this.#staging, this.#path, last);
      rmSync(this.#staging, { recursive: true, force: true });
    } catch (error) {
      throw asIoError(this.#path, error);
    }
  }
  async discard() {
    await this.#thread?.stop();
    rmSync(this.#staging, { recursive: true, force: true });
  }
  #handOn(batch) {
    if (this.#program && !this.#isEnding) this.#thread ??= new WriterThread(this.#program, this.#staging);
    if (this.#thread) this.#thread.write(batch);
    else this.#writer.write(batch);
  }
};
function stagingPath(path, suffix) {
  return isReplaceable(path) ? join(nearestFolder(dirname(path)), `${basename(path)}${suffix}`) : join(path, suffix);
}
function nearestFolder(path) {
  return isFolder(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
function isReplaceable(path) {
  if (!isFolder(path)) return true;
  const isWorkedIn = !relative(path, process.cwd()).startsWith("..");
  return !isWorkedIn && readdirSync(path).length === 0;
}
function tryRename(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}
function moveInto(from, to, last) {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  entries.sort((a, b) => Number(a.name === last) - Number(b.name === last));
  for (const entry of entries) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && isFolder(target)) moveInto(source, target, void 0);
    else renameSync(source, target);
  }
}
function guarded(path, work) {
  try {
    return work();
  } catch (error) {
    throw asIoError(path, error);
  }
}
function asIoError(path, error) {
  if (error instanceof TufError) return error;
  const reason = error.code ?? String(error);
  const hint = reason === "ENOSPC" ? "Make room on the disk and run the command again" : "Check the path and its permissions";
  return new TufError("io", `The folder ${path} cannot be written (${reason})`, { hint, cause: error });
}

// src/cli/output-folder.ts
function openFolder(path, content) {
  return openOutputFolder(path, content, content === "artifacts" ? writerProgram : void 0);
}

export {
  openFolder
};
