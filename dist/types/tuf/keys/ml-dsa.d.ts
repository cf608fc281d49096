import { type DSA } from '@noble/post-quantum/ml-dsa.js';
import type { Payload } from '../payload.ts';
import type { MlDsaName, MlDsaScheme } from '../scheme.ts';
import { type PublicKeyReading } from './reading.ts';
export interface MlDsaParameters {
    readonly name: MlDsaName;
    /** The OID, in DER and hex. */
    readonly algorithm: string;
    readonly noble: DSA;
}
/** The parameter set of an AlgorithmIdentifier. */
export declare function mlDsaParametersOf(algorithm: string): MlDsaParameters | undefined;
/** The AlgorithmIdentifier of a scheme such as `ml-dsa-65/1`. */
export declare function mlDsaAlgorithmOf(scheme: string): string | undefined;
/** What is signed in place of the payload, so that a device need not see all of it: `tuf`, 0x01, SHA-512 (TAP 21). */
export declare function mlDsaMessage(payload: Payload): Uint8Array;
/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export declare function readMlDsa(text: string, scheme: MlDsaScheme): PublicKeyReading;
