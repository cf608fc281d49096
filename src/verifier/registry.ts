/** Every rule, family by family. */
import type { Rule } from './rule.ts';
import { formRules } from './rules/form.ts';
import { keyRules } from './rules/keys.ts';
import { roleRules } from './rules/roles.ts';
import { versionRules } from './rules/versions.ts';

export const rules: readonly Rule[] = [...formRules, ...versionRules, ...keyRules, ...roleRules];
