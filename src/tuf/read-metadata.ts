/**
 * Narrows a JSON tree to metadata of a type: every member that TUF asks for is there and of the right type
 * (SPEC B1 "form", CLIENTS.md "must be there"). Values are judged elsewhere; a threshold of 0 is well-formed.
 */
import { isExpires } from './expires.ts';
import { Form, type FormProblem } from './form.ts';
import { get, isObject, type Json, type JsonObject, names } from './json.ts';
import type { Metadata, MetadataType, SignedOfType } from './metadata.ts';

export type MetadataReading<S extends keyof SignedOfType = MetadataType> =
  | { readonly ok: true; readonly metadata: Metadata<SignedOfType[S]> }
  | { readonly ok: false; readonly problems: readonly FormProblem[] };

type At = readonly (string | number)[];

const hex64 = /^[0-9a-f]{64}$/;
const specVersion = /^1(\.[0-9]{1,9}){1,2}$/;

/**
 * Reads a document as metadata of `type`. The result is the same object, typed; nothing is copied.
 * Problems name the place and what should stand there (at most `Form.limit` of them).
 */
export function readMetadata<T extends MetadataType>(document: Json, type: T): MetadataReading<T> {
  const form = new Form();
  if (form.object(document, [])) {
    checkSignatures(form, get(document, 'signatures'));
    checkSigned(form, get(document, 'signed'), type);
  }
  return form.problems.length === 0
    ? { ok: true, metadata: document as Metadata<SignedOfType[T]> }
    : { ok: false, problems: form.problems };
}

function checkSignatures(form: Form, signatures: Json | undefined): void {
  if (!form.list(signatures, ['signatures'])) return;
  signatures.forEach((entry, i) => {
    if (!form.object(entry, ['signatures', i])) return;
    form.string(get(entry, 'keyid'), ['signatures', i, 'keyid']);
    form.string(get(entry, 'sig'), ['signatures', i, 'sig']);
  });
}

function checkSigned(form: Form, signed: Json | undefined, type: MetadataType): void {
  if (!form.object(signed, ['signed'])) return;
  if (get(signed, '_type') !== type) {
    form.wrong(['signed', '_type'], `"${type}"`);
    return;
  }
  form.matches(
    get(signed, 'spec_version'),
    ['signed', 'spec_version'],
    specVersion,
    'a version 1.x of the specification',
  );
  form.integer(get(signed, 'version'), ['signed', 'version'], 1);
  const expires = get(signed, 'expires');
  if (typeof expires !== 'string' || !isExpires(expires)) {
    form.wrong(['signed', 'expires'], 'a date like 2030-01-31T00:00:00Z');
  }
  checkByType[type](form, signed);
}

const checkByType: Record<MetadataType, (form: Form, signed: JsonObject) => void> = {
  root(form, signed) {
    form.boolean(get(signed, 'consistent_snapshot'), ['signed', 'consistent_snapshot']);
    checkKeys(form, get(signed, 'keys'), ['signed', 'keys']);
    const roles = get(signed, 'roles');
    if (!form.object(roles, ['signed', 'roles'])) return;
    for (const name of names(roles)) checkRole(form, get(roles, name), ['signed', 'roles', name]);
  },
  targets(form, signed) {
    checkTargetFiles(form, get(signed, 'targets'));
    const delegations = get(signed, 'delegations');
    if (delegations !== undefined) checkDelegations(form, delegations);
  },
  snapshot: checkMeta,
  timestamp: checkMeta,
};

function checkKeys(form: Form, keys: Json | undefined, at: At): void {
  if (!form.object(keys, at)) return;
  for (const keyid of names(keys)) {
    const key = get(keys, keyid);
    if (!form.object(key, [...at, keyid])) continue;
    form.string(get(key, 'keytype'), [...at, keyid, 'keytype']);
    form.string(get(key, 'scheme'), [...at, keyid, 'scheme']);
    form.object(get(key, 'keyval'), [...at, keyid, 'keyval']);
  }
}

function checkRole(form: Form, role: Json | undefined, at: At): role is JsonObject {
  if (!form.object(role, at)) return false;
  const keyids = get(role, 'keyids');
  if (form.list(keyids, [...at, 'keyids'])) {
    keyids.forEach((keyid, i) => {
      form.string(keyid, [...at, 'keyids', i]);
    });
  }
  form.integer(get(role, 'threshold'), [...at, 'threshold'], 0);
  return true;
}

function checkDelegations(form: Form, delegations: Json): void {
  const at = ['signed', 'delegations'];
  if (!form.object(delegations, at)) return;
  checkKeys(form, get(delegations, 'keys'), [...at, 'keys']);
  const roles = get(delegations, 'roles');
  if (!form.list(roles, [...at, 'roles'])) return;
  roles.forEach((role, i) => {
    const here = [...at, 'roles', i];
    if (!checkRole(form, role, here)) return;
    form.string(get(role, 'name'), [...here, 'name']);
    form.boolean(get(role, 'terminating'), [...here, 'terminating']);
    const lists = ['paths', 'path_hash_prefixes'].filter((name) => get(role, name) !== undefined);
    if (lists.length !== 1) form.wrong(here, 'either "paths" or "path_hash_prefixes"');
    for (const list of lists) checkStrings(form, get(role, list), [...here, list]);
  });
}

function checkStrings(form: Form, list: Json | undefined, at: At): void {
  if (!form.list(list, at)) return;
  list.forEach((item, i) => {
    form.string(item, [...at, i]);
  });
}

function checkTargetFiles(form: Form, targets: Json | undefined): void {
  const at = ['signed', 'targets'];
  if (!form.object(targets, at)) return;
  for (const path of names(targets)) {
    const file = get(targets, path);
    // The common case without building a place for each of 100,000 files.
    if (isObject(file) && isLength(get(file, 'length')) && areHashes(get(file, 'hashes'))) continue;
    if (!form.object(file, [...at, path])) continue;
    form.integer(get(file, 'length'), [...at, path, 'length'], 0);
    checkHashes(form, get(file, 'hashes'), [...at, path, 'hashes']);
  }
}

const isLength = (value: Json | undefined): boolean => typeof value === 'number' && value >= 0;

function areHashes(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const algorithms = names(value);
  return algorithms.length > 0 && algorithms.every((algorithm) => typeof value[algorithm] === 'string');
}

function checkHashes(form: Form, hashes: Json | undefined, at: At): void {
  if (!form.object(hashes, at)) return;
  if (names(hashes).length === 0) form.wrong(at, 'at least one hash');
  for (const algorithm of names(hashes)) form.string(get(hashes, algorithm), [...at, algorithm]);
}

function checkMeta(form: Form, signed: JsonObject): void {
  const meta = get(signed, 'meta');
  const at = ['signed', 'meta'];
  if (!form.object(meta, at)) return;
  for (const file of names(meta)) {
    const entry = get(meta, file);
    if (!form.object(entry, [...at, file])) continue;
    form.integer(get(entry, 'version'), [...at, file, 'version'], 1);
    if (get(entry, 'length') !== undefined) form.integer(get(entry, 'length'), [...at, file, 'length'], 1);
    if (get(entry, 'hashes') !== undefined) checkHashes(form, get(entry, 'hashes'), [...at, file, 'hashes']);
  }
}

/** Is this a keyid as SPEC A3 computes it, in form (64 lower-case hexadecimal digits)? */
export function isKeyIdForm(keyid: string): boolean {
  return hex64.test(keyid);
}
