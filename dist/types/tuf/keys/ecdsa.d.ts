import type { CurveName, EcdsaScheme } from '../scheme.ts';
import { type PublicKeyReading } from './reading.ts';
import { type Spki } from './spki.ts';
/** A point on its curve, uncompressed. */
export interface EcPoint {
    readonly curve: CurveName;
    readonly spki: Spki;
}
/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export declare function readEcdsa(text: string, scheme: EcdsaScheme): PublicKeyReading;
/** The key of a SubjectPublicKeyInfo with a named curve. @throws TufError('key') */
export declare function pointOfSpki({ algorithm, publicBytes }: Spki): EcPoint;
