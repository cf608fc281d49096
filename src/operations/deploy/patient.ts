/** A destination that is asked again where the network or the service fails, and whose calls are counted: they cost money. */
import type { Destination, StoredObject } from '../../ports/destination.ts';
import { UploadError } from '../../ports/destination.ts';
import { type Patience, withRetries } from '../../ports/retry.ts';

export type Call = 'stat' | 'read' | 'write' | 'list' | 'remove';

export interface CountedDestination extends Destination {
  /** Calls by kind, repeated ones included. A listing counts as the pages of 1,000 that the services answer with. */
  readonly calls: ReadonlyMap<Call, number>;
}

/**
 * A write whose answer was lost looks before it is made again; it may find its own work, and answers false: callers look at
 * what is there. @param patience for each call
 */
export function patient(
  destination: Destination,
  patience: () => Pick<Patience, 'signal' | 'pause'>,
): CountedDestination {
  const calls = new Map<Call, number>();
  const count = (call: Call, times = 1) => calls.set(call, (calls.get(call) ?? 0) + times);
  function again<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const attempt = () => {
      count(call);
      return work();
    };
    return withRetries(attempt, (error) => error instanceof UploadError && error.mayPass, patience());
  }
  return {
    calls,
    stat: (name) => again('stat', () => destination.stat(name)),
    read: (name, limit) => again('read', () => destination.read(name, limit)),
    write: (name, content, serving, condition) => {
      let isRepeated = false;
      return again('write', async () => {
        // A service that refuses may do so before it has read a large content, and that looks like a cut connection again.
        if (isRepeated) {
          count('stat');
          const tag = (await destination.stat(name))?.tag;
          if (tag !== (condition === 'absent' ? undefined : condition.tag)) return false;
        }
        isRepeated = true;
        return destination.write(name, content, serving, condition);
      });
    },
    remove: (name, tag) => again('remove', () => destination.remove(name, tag)),
    async *list(prefix) {
      const objects = await again('list', () => whole(destination.list(prefix)));
      count('list', Math.max(0, Math.ceil(objects.length / 1000) - 1));
      yield* objects;
    },
  };
}

/** A listing that breaks off is begun anew. */
async function whole(listing: AsyncIterable<StoredObject>): Promise<readonly StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const object of listing) objects.push(object);
  return objects;
}
