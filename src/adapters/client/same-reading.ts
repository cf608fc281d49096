/**
 * Do two implementations read the same things in one file (SPEC B1 "Second opinion")? Each reading becomes a list of
 * named facts, and the lists are compared.
 */
import { type Key, type MetaFile, Root, Snapshot, Targets, Timestamp } from '@tufjs/models';
import { entries, equalJson, get, type Json, objectOf } from '../../tuf/json.ts';
import { delegationsOf, type Metadata } from '../../tuf/metadata.ts';
import type { TheirMetadata } from './trusted-store.ts';

type Facts = ReadonlyMap<string, Json>;
type Fact = readonly [name: string, value: Json];

/** An attacker chooses how many there are. */
const differenceLimit = 5;

/** What this implementation and `@tufjs/models` read differently, a sentence for each; at most the first few. */
export function readingDifferences(ours: Metadata, theirs: TheirMetadata): readonly string[] {
  const here = ourFacts(ours);
  const there = theirFacts(theirs);
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((name) => !sameFact(here.get(name), there.get(name)))
    .slice(0, differenceLimit)
    .map(
      (name) =>
        `${name}: this implementation reads ${show(here.get(name))}, @tufjs/models reads ${show(there.get(name))}`,
    );
}

function sameFact(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && equalJson(a, b);
}

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

function ourFacts({ signed }: Metadata): Facts {
  const delegations = delegationsOf(signed);
  const facts: Fact[] = [
    ['version', signed.version],
    ['expires', signed.expires],
    ['spec_version', signed.spec_version],
    ['consistent_snapshot', get(signed, 'consistent_snapshot') ?? null],
    ...members('key', get(signed, 'keys')),
    ...members('role', get(signed, 'roles')),
    ...members('target file', get(signed, 'targets')),
    ...members('metadata file', get(signed, 'meta')),
    ...members('delegated key', delegations?.keys),
  ];
  if (delegations) facts.push(['delegated roles in order', delegations.roles]);
  return new Map(facts);
}

function theirFacts({ signed }: TheirMetadata): Facts {
  const facts: Fact[] = [
    ['version', signed.version],
    ['expires', signed.expires],
    ['spec_version', signed.specVersion],
    ['consistent_snapshot', signed instanceof Root ? signed.consistentSnapshot : null],
  ];
  if (signed instanceof Root) facts.push(...written('key', signed.keys), ...written('role', signed.roles));
  if (signed instanceof Snapshot) facts.push(...written('metadata file', signed.meta));
  if (signed instanceof Timestamp) facts.push(...written('metadata file', { 'snapshot.json': signed.snapshotMeta }));
  if (signed instanceof Targets) {
    facts.push(...written('target file', signed.targets));
    if (signed.delegations) facts.push(...delegationFacts(signed.delegations));
  }
  return new Map(facts);
}

function delegationFacts({ keys, roles }: NonNullable<Targets['delegations']>): Fact[] {
  const inOrder = Object.values(roles ?? {}).map((role) => role.toJSON() as Json);
  return [...written('delegated key', keys), ['delegated roles in order', inOrder]];
}

function members(kind: string, object: Json | undefined): Fact[] {
  return entries((object ?? objectOf([])) as never).map(([name, value]) => [`${kind} ${name}`, value]);
}

/** What `@tufjs/models` would write for each: all that it has understood, unknown members included. */
function written(kind: string, byName: Readonly<Record<string, Pick<Key | MetaFile, 'toJSON'>>>): Fact[] {
  return Object.entries(byName).map(([name, value]) => [`${kind} ${name}`, value.toJSON() as Json]);
}
