/** GitHub's own description of its REST interface, as far as the lab serves it: checks requests and answers against it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { RestOperation } from './operations.ts';

type Schema = Readonly<Record<string, unknown>>;

interface Slice {
  readonly operations: Readonly<
    Record<string, { query: Record<string, Schema>; body?: Schema; responses: Record<string, Schema | null> }>
  >;
  readonly schemas: Readonly<Record<string, Schema>>;
}

const slice = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas', 'rest.json'), 'utf8')) as Slice;

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: /^https?:\/\/[^ ]+$/,
  'repo.nwo': /^[^/]+\/[^/]+$/,
};
const shared = { strict: false, logger: false, schemas: { github: slice }, formats } as const;
const strict = new Ajv({ ...shared, allErrors: true });
/** A query has only strings; numbers and truth values are meant by them. */
const ofQuery = new Ajv({ ...shared, coerceTypes: true });

const validators = new Map<string, ValidateFunction>();

function validator(ajv: Ajv, schema: Schema, key: string): ValidateFunction {
  const known = validators.get(key) ?? ajv.compile(withFullReferences(schema) as Schema);
  validators.set(key, known);
  return known;
}

/** `#/schemas/x` is meant within the slice. */
function withFullReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withFullReferences);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [
      name,
      name === '$ref' && typeof part === 'string' ? `github${part}` : withFullReferences(part),
    ]),
  );
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The query with numbers and truth values; a sentence when GitHub would not understand it. Unknown parameters are ignored. */
export function parseQuery(operation: RestOperation, search: URLSearchParams): Query | string {
  const properties = slice.operations[operation]!.query;
  const query: Record<string, unknown> = Object.fromEntries([...search].filter(([name]) => name in properties));
  const validate = validator(ofQuery, { type: 'object', properties }, `query ${operation}`);
  return validate(query) ? (query as Query) : ofQuery.errorsText(validate.errors, { dataVar: 'query' });
}

/** What is wrong with a request's body; nothing when GitHub would understand it. */
export function wrongBody(operation: RestOperation, body: unknown): string | undefined {
  const schema = slice.operations[operation]!.body;
  if (schema === undefined) return undefined;
  const validate = validator(strict, schema, `body ${operation}`);
  return validate(body ?? {}) ? undefined : strict.errorsText(validate.errors, { dataVar: 'body' });
}

/** How an answer differs from what GitHub describes. */
export function wrongAnswer(operation: RestOperation, status: number, body: unknown): string | undefined {
  const { responses } = slice.operations[operation]!;
  // GitHub does not list with each operation every refusal that it gives; they all have one form.
  const schema = responses[status] === undefined && status >= 400 ? slice.schemas['basic-error'] : responses[status];
  if (schema === undefined) return `${operation} has no answer ${status}`;
  if (schema === null) return undefined;
  const validate = validator(strict, schema, `${status} ${operation}`);
  return validate(body)
    ? undefined
    : `${operation}: ${strict.errorsText(validate.errors, { dataVar: String(status) })}`;
}

/**
 * An object of GitHub's with the given facts, and something neutral for every other member that the schema requires: null,
 * 0, false, nothing. A member that matters to somebody is a fact.
 */
export function complete(name: string, facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...(neutral({ $ref: `#/schemas/${name}` }) as Record<string, unknown>), ...facts };
}

function neutral(schema: Schema): unknown {
  if (typeof schema['$ref'] === 'string') return neutral(slice.schemas[schema['$ref'].slice('#/schemas/'.length)]!);
  const kinds = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (kinds !== undefined) return kinds.some(({ type }) => type === 'null') ? null : neutral(kinds[0]!);
  const all = schema['allOf'] as Schema[] | undefined;
  if (all !== undefined) return Object.assign({}, ...all.map(neutral));
  const values = schema['enum'] as unknown[] | undefined;
  if (values !== undefined) return values[0];
  const type = [schema['type']].flat();
  if (type.includes('null')) return null;
  if (type.includes('integer') || type.includes('number')) return 0;
  if (type.includes('boolean')) return false;
  if (type.includes('array')) return [];
  if (type.includes('string')) return neutralText(schema['format']);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  return Object.fromEntries(required.map((member) => [member, neutral(properties[member] ?? {})]));
}

function neutralText(format: unknown): string {
  if (format === 'uri') return 'http://github.invalid/';
  return format === 'date-time' ? '2026-01-01T00:00:00Z' : '';
}
