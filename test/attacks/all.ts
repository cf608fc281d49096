/** The whole suite. */
import { allSigners } from './all-signers.ts';
import type { Attack } from './attack.ts';
import { carelessMaintainer } from './careless-maintainer.ts';
import { oneSigner } from './one-signer.ts';
import { onlineThief } from './online-thief.ts';
import { pusherFiles } from './pusher-files.ts';
import { pusherReaders } from './pusher-readers.ts';
import { pusherTakeover } from './pusher-takeover.ts';
import { pusherTime } from './pusher-time.ts';

export const allAttacks: readonly Attack[] = [
  ...pusherTakeover,
  ...pusherFiles,
  ...pusherReaders,
  ...pusherTime,
  ...oneSigner,
  ...allSigners,
  ...onlineThief,
  ...carelessMaintainer,
];
