/** Programs that others are started with. The build puts them beside the commands and says where; from the sources there are no threads. */
declare const __PROGRAMS__: string | undefined;
type Places = Readonly<Record<'device' | 'opinion' | 'writer', string>>;
const built = typeof __PROGRAMS__ === 'undefined' ? undefined : (JSON.parse(__PROGRAMS__) as Places);

/** The process that a PKCS#11 module is loaded in. */
export const deviceProgram = new URL(built?.device ?? '../adapters/pkcs11/device-program.ts', import.meta.url);

/** The thread of the second opinion. */
export const opinionProgram = built && new URL(built.opinion, import.meta.url);

/** The thread of an output folder. */
export const writerProgram = built && new URL(built.writer, import.meta.url);
