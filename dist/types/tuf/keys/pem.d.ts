/**
 * The bytes of the one PEM block that the text consists of. Where its lines break does not matter.
 * @throws TufError('key') for another label, text around the block, or bad base64
 */
export declare function derOfPem(pem: string, label: 'PUBLIC KEY' | 'PRIVATE KEY'): Buffer;
/** PEM as keyids depend on it (SPEC A4): 64 columns and a final newline. */
export declare function pemOf(der: Uint8Array, label: 'PUBLIC KEY' | 'PRIVATE KEY'): string;
