/** The whole suite. */
import type { Attack } from './attack.ts';
import { pusherFiles } from './pusher-files.ts';
import { pusherReaders } from './pusher-readers.ts';
import { pusherTakeover } from './pusher-takeover.ts';
import { pusherTime } from './pusher-time.ts';

export const allAttacks: readonly Attack[] = [...pusherTakeover, ...pusherFiles, ...pusherReaders, ...pusherTime];
