import type { RsaScheme } from '../scheme.ts';
import { type PublicKeyReading } from './reading.ts';
/** rsaEncryption, NULL. */
export declare const rsaAlgorithm = "06092a864886f70d0101010500";
/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export declare function readRsa(text: string, scheme: RsaScheme): PublicKeyReading;
/** Options of node:crypto: a salt as long as the digest when signing, any when verifying (SPEC A4). */
export declare function rsaOptions({ padding }: RsaScheme, use: 'sign' | 'verify'): {
    padding: number;
    saltLength?: number;
};
