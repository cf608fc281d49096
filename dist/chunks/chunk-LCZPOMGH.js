import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/until-pushed.ts
var attempts = 5;
async function untilPushed(follow, work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== "push-rejected" || attempt === attempts) throw error;
      if (!await follow()) return void 0;
    }
  }
}
async function followRemote(repository, branches) {
  const remote = await repository.remoteBranches("origin");
  const there = branches.filter((name) => remote.has(`refs/heads/${name}`));
  if (branches[0] !== there[0]) return false;
  await repository.fetch(
    "origin",
    there.map((name) => ({ source: `refs/heads/${name}`, target: `refs/remotes/origin/${name}`, force: true }))
  );
  const tip = await repository.resolve(`refs/remotes/origin/${branches[0]}`);
  const head = await repository.resolve("HEAD");
  if (tip !== void 0 && tip !== head) await repository.advance(head, tip);
  return true;
}

export {
  untilPushed,
  followRemote
};
