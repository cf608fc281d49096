/** When something happened, in a history. */
import type { Oid } from '../../ports/repository.ts';
import { formatTime, type Seconds } from '../../tuf/expires.ts';
import { ownCopy } from './own-copy.ts';

/** A commit, and when it was made: as its committer says, nobody vouches for it. */
export interface Moment {
  readonly commit: Oid;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly time: string;
}

/** git takes times of which no such date can be written. */
const endOfTime = 253_402_300_799;

export function momentOf(commit: Oid, time: Seconds): Moment {
  return { commit: ownCopy(commit), time: formatTime(Math.min(Math.max(time, 0), endOfTime)) };
}
