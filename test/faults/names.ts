/** The phases of the main story, in its order. */
export const phases = ['push', 'first-signature', 'last-signature', 'merge', 'renewal'] as const;

export type PhaseName = (typeof phases)[number];
