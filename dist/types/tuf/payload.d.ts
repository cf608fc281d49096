export interface Payload {
    readonly bytes: Uint8Array;
    /** Digest in hex, computed once: a targets file may have 20 MB and five signatures. */
    digest(algorithm: 'sha256' | 'sha512'): string;
}
/** Wraps canonical bytes. They must not change afterwards. */
export declare function payloadOf(bytes: Uint8Array): Payload;
