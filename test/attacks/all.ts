/** The whole suite. */
import type { Attack } from './attack.ts';
import { pusherFiles } from './pusher-files.ts';
import { pusherTakeover } from './pusher-takeover.ts';

export const allAttacks: readonly Attack[] = [...pusherTakeover, ...pusherFiles];
