import type { Key } from './key.ts';
import { type PublicKeyReading } from './keys/reading.ts';
export type { KeyProblem, PublicKey, PublicKeyReading, RawPublicKey, SigstoreIdentity } from './keys/reading.ts';
/** Reads and judges the public key of a key object, once per object. Does not throw. */
export declare function readPublicKey(key: Key): PublicKeyReading;
