/** Every rule, family by family. */
import type { Rule } from './rule.ts';
import { aroundRules } from './rules/around.ts';
import { clientRules } from './rules/clients.ts';
import { delegationRules } from './rules/delegations.ts';
import { eventStateRules } from './rules/event-state.ts';
import { formRules } from './rules/form.ts';
import { keyRules } from './rules/keys.ts';
import { onlineRoleRules } from './rules/online-roles.ts';
import { roleRules } from './rules/roles.ts';
import { rootHistoryRules } from './rules/root-history.ts';
import { signatureRules } from './rules/signatures.ts';
import { targetFileRules } from './rules/target-files.ts';
import { versionRules } from './rules/versions.ts';

export const rules: readonly Rule[] = [
  ...formRules,
  ...versionRules,
  ...keyRules,
  ...roleRules,
  ...delegationRules,
  ...targetFileRules,
  ...signatureRules,
  ...rootHistoryRules,
  ...onlineRoleRules,
  ...eventStateRules,
  ...aroundRules,
  ...clientRules,
];
