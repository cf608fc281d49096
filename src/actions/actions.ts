/** Every action, loaded when it is run. */
import type { Action } from './action.ts';

/** By the name of its folder and program; in the order of the pipeline. */
export const actions: Readonly<Record<string, () => Promise<Action>>> = {
  'create-signing-events': async () => (await import('./create-signing-events.ts')).createSigningEvents,
  'signing-event': async () => (await import('./signing-event.ts')).signingEvent,
  verify: async () => (await import('./verify.ts')).verify,
  'online-sign': async () => (await import('./online-sign.ts')).onlineSign,
  'online-sign-targets': async () => (await import('./online-sign-targets.ts')).onlineSignTargets,
  publish: async () => (await import('./publish.ts')).publish,
  deploy: async () => (await import('./deploy.ts')).deploy,
  'test-repository': async () => (await import('./test-repository.ts')).testRepository,
  'test-sigstore': async () => (await import('./test-sigstore.ts')).testSigstore,
  'update-issue': async () => (await import('./update-issue.ts')).updateIssue,
};

/** Folders of actions that are another under an old name. */
export const oldNames: Readonly<Record<string, string>> = { 'upload-repository': 'publish' };
