/** A key of an imported repository in the form of today (SPEC A3, A4): what it is called, whose it is, and how it is written. */
import { createPublicKey } from 'node:crypto';
import { keyOwnerField, onlineUriField } from '../deployment/custom-fields.ts';
import { withMembers } from '../tuf/edit.ts';
import { entries, get, objectOf } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { readPublicKey } from '../tuf/public-key.ts';
import type { NamedHolder } from './import-file.ts';

/** The key with this holder and no other. */
export function heldBy(key: Key, holder: NamedHolder): Key {
  const others = entries(key).filter(([name]) => name !== keyOwnerField && name !== onlineUriField);
  const field: [string, string] = 'owner' in holder ? [keyOwnerField, holder.owner] : [onlineUriField, holder.uri];
  return objectOf([...others, field]) as Key;
}

/** An ECDSA key that is written as a hexadecimal point, which few clients read, as PEM; any other key as it is. */
export function withoutHexPoint(key: Key): Key {
  const text = get(key.keyval, 'public');
  if (typeof text !== 'string' || !/^[0-9A-Fa-f]+$/.test(text)) return key;
  const reading = readPublicKey(key);
  const point = reading.ok ? /^(P-\d+):04([0-9a-f]+)$/.exec(reading.key.material) : null;
  if (!point) return key;
  const [, crv, coordinates] = point as unknown as [string, string, string];
  const half = coordinates.length / 2;
  const [x, y] = [coordinates.slice(0, half), coordinates.slice(half)].map((hex) =>
    Buffer.from(hex, 'hex').toString('base64url'),
  );
  const jwk = { kty: 'EC', crv, x: x!, y: y! };
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;
  return withMembers(key, { keyval: withMembers(key.keyval, { public: pem }) });
}
