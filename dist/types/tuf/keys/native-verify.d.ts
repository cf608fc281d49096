/**
 * Verification by node:crypto, which throws for some malformed signatures and answers false for others.
 */
import { type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import type { DigestName } from '../scheme.ts';
/** Does the signature verify? `digest` is null for the schemes that hash by themselves. */
export declare function nativeVerify(digest: DigestName | null, message: Uint8Array, key: () => KeyObject, signature: Uint8Array, options?: Omit<VerifyKeyObjectInput, 'key'>): boolean;
