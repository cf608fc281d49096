/**
 * The shapes of TUF metadata (TUF 4.1-4.6), as views of the raw JSON tree: nothing is copied, so members that
 * are unknown here survive read, edit and write (SPEC A2). `readMetadata` makes them.
 */
import type { JsonObject } from './json.ts';
import type { Key, SignatureEntry } from './key.ts';
export type MetadataType = 'root' | 'targets' | 'snapshot' | 'timestamp';
/** Role names of TUF 2.1; every other role is delegated by targets. */
export declare const topLevelRoles: readonly ['root', 'targets', 'snapshot', 'timestamp'];
export type TopLevelRole = (typeof topLevelRoles)[number];
/** Is this one of the four names that only root may delegate? */
export declare function isTopLevelRole(name: string): name is TopLevelRole;
export interface Signed extends JsonObject {
    readonly _type: MetadataType;
    readonly spec_version: string;
    /** 1 to 2^53-1. */
    readonly version: number;
    /** `YYYY-MM-DDTHH:MM:SSZ`. */
    readonly expires: string;
}
/** Who may sign a role: `roles.<name>` of root, or one entry of a delegation list (TUF 4.3). */
export interface Role extends JsonObject {
    readonly keyids: readonly string[];
    readonly threshold: number;
}
export type Keys = JsonObject & {
    readonly [keyid: string]: Key;
};
export interface Root extends Signed {
    readonly _type: 'root';
    readonly consistent_snapshot: boolean;
    readonly keys: Keys;
    readonly roles: JsonObject & {
        readonly [role: string]: Role;
    };
}
export interface DelegatedRole extends Role {
    readonly name: string;
    readonly terminating: boolean;
}
export interface Delegations extends JsonObject {
    readonly keys: Keys;
    /** In the order of preference (TUF 5.6.7). */
    readonly roles: readonly DelegatedRole[];
}
export interface TargetFile extends JsonObject {
    /** Bytes. */
    readonly length: number;
    /** Lower-case hexadecimal by algorithm name. */
    readonly hashes: JsonObject & {
        readonly [algorithm: string]: string;
    };
}
export interface Targets extends Signed {
    readonly _type: 'targets';
    readonly targets: JsonObject & {
        readonly [path: string]: TargetFile;
    };
}
/** An entry of `meta` (TUF 4.4); `length` and `hashes` are optional. */
export interface MetaFile extends JsonObject {
    readonly version: number;
}
export interface Snapshot extends Signed {
    readonly _type: 'snapshot';
    readonly meta: JsonObject & {
        readonly [file: string]: MetaFile;
    };
}
export interface Timestamp extends Signed {
    readonly _type: 'timestamp';
    readonly meta: JsonObject & {
        readonly [file: string]: MetaFile;
    };
}
export type AnySigned = Root | Targets | Snapshot | Timestamp;
/** A whole metadata file: signatures and what they sign. */
export interface Metadata<S extends Signed = AnySigned> extends JsonObject {
    readonly signatures: readonly SignatureEntry[];
    readonly signed: S;
}
export interface SignedOfType {
    readonly root: Root;
    readonly targets: Targets;
    readonly snapshot: Snapshot;
    readonly timestamp: Timestamp;
}
/** The metadata type that a role's file must have. */
export declare function typeOfRole(role: string): MetadataType;
/** The delegations of a targets role, when it has some. */
export declare function delegationsOf(signed: Signed): Delegations | undefined;
/** The string list `paths` of a delegated role, or undefined when it delegates by hash prefix (TUF 4.5). */
export declare function pathPatterns(role: DelegatedRole): readonly string[] | undefined;
/** The string list `path_hash_prefixes` of a delegated role. */
export declare function pathHashPrefixes(role: DelegatedRole): readonly string[] | undefined;
