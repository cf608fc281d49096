import type { Ed25519Scheme } from '../scheme.ts';
import { type PublicKeyReading } from './reading.ts';
export declare const ed25519Algorithm = "06032b6570";
/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export declare function readEd25519(text: string, scheme: Ed25519Scheme): PublicKeyReading;
