/** The package's version; the build puts it in. */
declare const __VERSION__: string | undefined;

export const version: string = typeof __VERSION__ === 'undefined' ? '0.0.0-source' : __VERSION__;
