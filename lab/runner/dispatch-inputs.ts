/** The `inputs` context of a dispatch: what is declared as boolean or number is one there, and text in the event. */
import type { Json, JsonObject } from './expression.ts';
import { mappingOf } from './tree.ts';
import type { Event } from './trigger.ts';
import type { Workflow } from './workflow.ts';

export function dispatchInputs(event: Event, workflow: Workflow): JsonObject {
  if (event.name !== 'workflow_dispatch') return {};
  const declared = mappingOf(mappingOf(workflow.on['workflow_dispatch'])['inputs']);
  const given = (event.payload['inputs'] ?? {}) as Readonly<Record<string, string>>;
  const values = Object.entries(declared).map(([name, input]): [string, Json] => {
    const { type, default: byDefault = '' } = mappingOf(input);
    const value = given[name] ?? String(byDefault);
    if (type === 'boolean') return [name, value === 'true'];
    return [name, type === 'number' ? Number(value) : value];
  });
  return Object.fromEntries(values);
}
