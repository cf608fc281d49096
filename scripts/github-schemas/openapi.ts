/** A slice of an OpenAPI 3.0 description, as JSON Schema. */

type Json = Readonly<Record<string, unknown>>;

/** What a request and its answers look like. */
interface Operation {
  readonly query: Record<string, unknown>;
  readonly body?: unknown;
  readonly bodyRequired?: boolean;
  /** By status; null where there is no JSON. */
  readonly responses: Record<string, unknown>;
}

export interface OpenapiSlice {
  readonly operations: Record<string, Operation>;
  /** What `$ref`s lead to: `#/schemas/…`. */
  readonly schemas: Record<string, unknown>;
}

/** @param names `GET /repos/{owner}/{repo}` and the like; each must exist. */
export function cutOpenapi(description: Json, names: readonly string[]): OpenapiSlice {
  const resolve = (value: unknown): Json => {
    const { $ref } = value as { $ref?: string };
    return $ref === undefined ? (value as Json) : resolve(member(description, ...$ref.slice(2).split('/')));
  };
  const schemas: Record<string, unknown> = {};
  const keep = (value: unknown): unknown => {
    const schema = asJsonSchema(value);
    for (const name of referencesIn(schema)) {
      if (name in schemas) continue;
      schemas[name] = null; // against circles
      schemas[name] = keep(member(description, 'components', 'schemas', name));
    }
    return schema;
  };
  const jsonOf = (value: unknown): unknown => {
    const media = (resolve(value)['content'] as Json | undefined)?.['application/json'] as Json | undefined;
    return media === undefined ? null : keep(media['schema']);
  };
  const cut = (name: string): Operation => {
    const [method = '', path = ''] = name.split(' ');
    const operation = member(description, 'paths', path, method.toLowerCase());
    const parameters = [...(operation['parameters'] as unknown[])].map(resolve);
    const body = operation['requestBody'] === undefined ? undefined : resolve(operation['requestBody']);
    return {
      query: Object.fromEntries(
        parameters.filter((one) => one['in'] === 'query').map((one) => [one['name'] as string, keep(one['schema'])]),
      ),
      ...(body ? { body: jsonOf(body), bodyRequired: body['required'] === true } : {}),
      responses: Object.fromEntries(
        Object.entries(operation['responses'] as Json).map(([status, response]) => [status, jsonOf(response)]),
      ),
    };
  };
  const operations = Object.fromEntries(names.map((name) => [name, cut(name)]));
  return { operations, schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function member(value: Json, ...path: readonly string[]): Json {
  return path.reduce((json, name) => {
    if (json[name] === undefined) throw new Error(`GitHub's description has no ${path.join(' / ')}`);
    return json[name] as Json;
  }, value);
}

const words = new Set(['description', 'example', 'examples', 'title', 'externalDocs', 'x-multi-segment', 'deprecated']);

/** Without words, with OpenAPI's `nullable` in JSON Schema's terms. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, properties, ...rest } = value as Json;
  const schema: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(rest)) {
    if (name === '$ref') schema[name] = `#/schemas/${String(part).split('/').at(-1)}`;
    else if (!words.has(name)) schema[name] = name === 'enum' || name === 'default' ? part : asJsonSchema(part);
  }
  if (properties !== undefined) {
    const parts = Object.entries(properties as Json).map(([name, part]) => [name, asJsonSchema(part)]);
    schema['properties'] = Object.fromEntries(parts);
  }
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

function referencesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(referencesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, part]) =>
    name === '$ref' && typeof part === 'string' ? part.slice('#/schemas/'.length) : referencesIn(part),
  );
}
