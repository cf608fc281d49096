/**
 * Cuts what the lab serves out of GitHub's own descriptions, and writes lab/github/schemas/:
 *
 *     npx tsx scripts/github-schemas.ts
 *
 * The packages are fetched into a temporary folder: unpacked, the OpenAPI descriptions alone take 385 MB. Facts are kept
 * (names, types, what is required), words are not.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { graphqlFields, restOperations } from '../lab/github/operations.ts';
import { cutGraphql } from './github-schemas/graphql.ts';
import { cutOpenapi } from './github-schemas/openapi.ts';

const packages = { '@octokit/openapi': '23.0.2', '@octokit/graphql-schema': '15.26.1' };
const destination = join(import.meta.dirname, '..', 'lab', 'github', 'schemas');

const folder = mkdtempSync(join(tmpdir(), 'tuf-on-ci-schemas-'));
try {
  const openapi = fetchFile('@octokit/openapi', 'package/generated/api.github.com.json');
  const graphql = fetchFile('@octokit/graphql-schema', 'package/schema.graphql');
  const rest = cutOpenapi(JSON.parse(openapi), restOperations);
  writeFileSync(
    join(destination, 'rest.json'),
    lines({ operations: lines(rest.operations), schemas: lines(rest.schemas) }),
  );
  const schema = buildSchema(graphql, { assumeValid: true, assumeValidSDL: true });
  writeFileSync(join(destination, 'schema.graphql'), cutGraphql(schema, graphqlFields));
} finally {
  rmSync(folder, { recursive: true });
}

/** The text of one file of a pinned package. */
function fetchFile(name: keyof typeof packages, path: string): string {
  const pack = ['pack', '--silent', '--ignore-scripts', `${name}@${packages[name]}`];
  const archive = execFileSync('npm', pack, { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', archive, path], { cwd: folder });
  return readFileSync(join(folder, path), 'utf8');
}

/** A JSON object, a line per member: short, and a renewal can be read as a difference. */
function lines(members: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}:${typeof value === 'string' ? value.trimEnd() : JSON.stringify(value)}`,
  );
  return `{\n${written.join(',\n')}\n}\n`;
}
