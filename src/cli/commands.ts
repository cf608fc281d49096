/** Every command, loaded when it is run. */
import type { Command } from './command.ts';

/** In the order of `tuf-on-ci --help`. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  sign: async () => (await import('./commands/sign.ts')).sign,
  delegate: async () => (await import('./commands/delegate.ts')).delegateCommand,
  'import-repo': async () => (await import('./commands/import-repo.ts')).importRepo,
  status: async () => (await import('./commands/status.ts')).status,
  'update-targets': async () => (await import('./commands/update-targets.ts')).updateTargetsCommand,
  'online-sign-targets': async () => (await import('./commands/online-sign-targets.ts')).onlineSignTargetsCommand,
  'online-sign': async () => (await import('./commands/online-sign.ts')).onlineSignCommand,
  'create-signing-events': async () => (await import('./commands/create-signing-events.ts')).createSigningEventsCommand,
  'build-repository': async () => (await import('./commands/build-repository.ts')).buildRepositoryCommand,
  deploy: async () => (await import('./commands/deploy.ts')).deployCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  'test-client': async () => (await import('./commands/test-client.ts')).testClientCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
};
