/** What happens to a metadata file in a pusher's hands: its bytes, and its members at every level. */
import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One change of bytes; places are fractions of the length. */
interface ByteEdit {
  readonly kind: 'insert' | 'replace' | 'remove' | 'repeat' | 'move';
  readonly at: number;
  readonly length: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** What parsers stumble over, and what changes nothing. */
const pieces = [
  ' ',
  '\n',
  '\t',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '1',
  '-',
  '.0',
  'e1',
  '00',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '\\u0000',
  '\\ud800',
  '\\/',
  '\\u002f',
  '\ufeff',
  '\u2028',
  '\u202e',
  '\u0000',
  '/*',
  '//',
  'NaN',
  '9007199254740993',
  '"signed":{},',
  '"signatures":[],',
  '"__proto__":{},',
  '"version":1,',
  '"sig":"",',
];

const place = fc.double({ min: 0, max: 1, noNaN: true });

const byteEdit: fc.Arbitrary<ByteEdit> = fc.record({
  kind: fc.constantFrom('insert', 'replace', 'remove', 'repeat', 'move'),
  at: place,
  to: place,
  length: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 5000 })),
  bytes: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...pieces).map((text) => new TextEncoder().encode(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 4 }) },
  ),
});

export const byteEdits = fc.array(byteEdit, { minLength: 1, maxLength: 3 });

export function editBytes(content: Uint8Array, edits: readonly ByteEdit[]): Uint8Array {
  return edits.reduce(editOnce, content);
}

function editOnce(content: Uint8Array, { kind, at, to, length, bytes }: ByteEdit): Uint8Array {
  const start = Math.floor(at * content.length);
  const end = Math.min(start + length, content.length);
  const [before, part, after] = [content.subarray(0, start), content.subarray(start, end), content.subarray(end)];
  switch (kind) {
    case 'insert':
      return Buffer.concat([before, bytes, part, after]);
    case 'replace':
      return Buffer.concat([before, bytes, content.subarray(Math.min(start + bytes.length, content.length))]);
    case 'remove':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([before, part, part, after]);
    case 'move': {
      const rest = Buffer.concat([before, after]);
      const place = Math.floor(to * rest.length);
      return Buffer.concat([rest.subarray(0, place), part, rest.subarray(place)]);
    }
  }
}

/** One change of a JSON tree; the place is a fraction of all its values. */
interface TreeEdit {
  readonly kind: 'set' | 'remove' | 'rename' | 'add' | 'repeat' | 'swap' | 'nudge' | 'borrow';
  readonly at: number;
  readonly other: number;
  readonly name: string;
  readonly value: Json;
}

const names = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'signed',
  'signatures',
  'keys',
  'roles',
  'keyids',
  'threshold',
  'version',
  'expires',
  'targets',
  'delegations',
  'name',
  'paths',
  'path_hash_prefixes',
  'terminating',
  'hashes',
  'sha256',
  'length',
  'meta',
  'custom',
  'sig',
  'keyid',
  'bundle',
  'root',
  'snapshot',
  'timestamp',
  'releases',
  'x-tuf-on-ci-keyowner',
  'x-tuf-on-ci-online-uri',
  'x-tuf-on-ci-expiry-period',
  '../x',
  'a\u202eb',
  'Signed',
  '10',
  '2',
  'K',
  '\u{1f600}',
];

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    1,
    2,
    -1,
    1.5,
    3650,
    2 ** 53 - 1,
    2 ** 53,
    1e300,
    '',
    '*',
    '../..',
    'a'.repeat(70),
    '0'.repeat(64),
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [[]],
    { version: 1 },
    '@mallory',
    'exec:x',
    '2031-02-31T00:00:00Z',
    '9999-12-31T23:59:59Z',
    'targets',
    '\u0000',
  ),
  fc.integer(),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

const treeEdit: fc.Arbitrary<TreeEdit> = fc.record({
  kind: fc.constantFrom('set', 'remove', 'rename', 'add', 'repeat', 'swap', 'nudge', 'borrow'),
  at: place,
  other: place,
  name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() }),
  value: leaf,
});

export const treeEdits = fc.array(treeEdit, { minLength: 1, maxLength: 3 });

/** A place in a tree: what holds it and by what name or index. */
interface Slot {
  readonly holder: Json[] | { [name: string]: Json };
  readonly key: string | number;
}

/** Changes a tree in place; it must be a copy of its own. */
export function editTree<T>(document: T, edits: readonly TreeEdit[]): T {
  const whole: { [name: string]: Json } = { document: document as Json };
  for (const edit of edits) editSlot(whole, edit);
  // Of a document that is gone nothing is left to write.
  return (whole['document'] ?? null) as T;
}

function editSlot(whole: { [name: string]: Json }, { kind, at, other, name, value: given }: TreeEdit): void {
  const slots = slotsOf(whole);
  if (slots.length === 0) return;
  const slot = slots[Math.floor(at * (slots.length - 1))]!;
  const second = slots[Math.floor(other * (slots.length - 1))]!;
  const present = read(slot);
  // Never the same object in two places: a later edit could put it into itself.
  const value = copy(given);
  if (kind === 'set') write(slot, value);
  else if (kind === 'remove') remove(slot);
  else if (kind === 'nudge') write(slot, copy(nudged(present)));
  else if (kind === 'borrow') write(slot, copy(read(second)));
  else if (kind === 'add') add(slot, name, value);
  else if (kind === 'repeat') add({ holder: [slot.holder], key: 0 }, name, copy(present));
  else if (kind === 'rename') {
    remove(slot);
    add({ holder: [slot.holder], key: 0 }, name, present);
  } else {
    const theirs = copy(read(second));
    write(second, copy(present));
    write(slot, theirs);
  }
}

const copy = (json: Json): Json => JSON.parse(JSON.stringify(json));

/** Puts a member or an item into what is there, or itself in its place. */
function add(slot: Slot, name: string, value: Json): void {
  const present = read(slot);
  if (Array.isArray(present)) present.push(value);
  else if (present !== null && typeof present === 'object') write({ holder: present, key: name }, value);
  else write(slot, value);
}

/** A value that is nearly the same. */
function nudged(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return value.toUpperCase() === value ? `${value}0` : value.toUpperCase();
  if (Array.isArray(value)) return [...value].reverse();
  return value === null ? 0 : Object.fromEntries(Object.entries(value).slice(1));
}

function read({ holder, key }: Slot): Json {
  return (holder as { [name: string | number]: Json })[key] ?? null;
}

/** Defines, so that `__proto__` is a member like any other. */
function write({ holder, key }: Slot, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove({ holder, key }: Slot): void {
  if (Array.isArray(holder)) holder.splice(key as number, 1);
  else delete holder[key];
}

/** Every place, the whole document's own first. */
function slotsOf(whole: { [name: string]: Json }): Slot[] {
  const slots: Slot[] = [];
  const visit = (holder: Slot['holder']) => {
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      slots.push({ holder, key });
      const value = read({ holder, key });
      if (value !== null && typeof value === 'object') visit(value);
    }
  };
  visit(whole);
  return slots;
}
