/** `strategy.matrix`: the product of its lists, without `exclude`, with `include`. */
import type { Json, JsonObject } from './expression.ts';

/** @param matrix with every expression evaluated; without one there is one combination, the empty one */
export function combinations(matrix: JsonObject | undefined): JsonObject[] {
  if (matrix === undefined) return [{}];
  const { include = [], exclude = [], ...axes } = matrix as Record<string, Json>;
  let product: JsonObject[] = Object.keys(axes).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(axes)) {
    product = product.flatMap((made) => (values as readonly Json[]).map((value) => ({ ...made, [name]: value })));
  }
  const excluded = exclude as readonly JsonObject[];
  const kept = product.filter((made) => !excluded.some((pattern) => agrees(made, pattern, Object.keys(pattern))));
  return withIncluded(kept, include as readonly JsonObject[], Object.keys(axes));
}

/** An entry extends every combination whose axes it does not contradict; one that extends none is a combination of its own. */
function withIncluded(kept: JsonObject[], include: readonly JsonObject[], axes: readonly string[]): JsonObject[] {
  const combined = [...kept];
  for (const entry of include) {
    const shared = axes.filter((axis) => Object.hasOwn(entry, axis));
    let isOfUse = false;
    for (const [i, made] of kept.entries()) {
      if (!agrees(made, entry, shared)) continue;
      combined[i] = { ...combined[i], ...entry };
      isOfUse = true;
    }
    if (!isOfUse) combined.push(entry);
  }
  return combined;
}

function agrees(made: JsonObject, pattern: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => JSON.stringify(made[name]) === JSON.stringify(pattern[name]));
}
