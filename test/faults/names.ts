/** The phases of the main story, in its order; a signature from a fork takes the place of the last one. */
export const phases = ['push', 'first-signature', 'fork-signature', 'last-signature', 'merge', 'renewal'] as const;

export type PhaseName = (typeof phases)[number];
