export declare const derTag: {
    readonly integer: 2;
    readonly bitString: 3;
    readonly octetString: 4;
    readonly sequence: 48;
    readonly context0: 128;
};
/** Reads the values of one constructed value, one after the other. */
export declare class DerReader {
    #private;
    constructor(bytes: Uint8Array);
    /** The tag of the next value, undefined at the end. */
    get next(): number | undefined;
    /** The content of the next value. @throws TufError('key') unless it has this tag and a definite, minimal length */
    read(tag: number): Uint8Array;
    /** @throws TufError('key') when there is something after the last value */
    end(): void;
}
/** One DER value of the tag; the contents are joined. */
export declare function derOf(tag: number, ...contents: Uint8Array[]): Buffer;
