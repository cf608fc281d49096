/** A bucket in memory, as the deploy operation sees one. What happens at each request is for a story to say. */
import { contentOf, type Destination, type Serving, type StoredObject, wholeOf } from '../../src/ports/destination.ts';

export interface Request {
  readonly call: 'stat' | 'read' | 'write' | 'list' | 'remove';
  readonly name: string;
}

export interface Bucket {
  readonly objects: Map<string, BucketObject>;
  /** Every write that had an effect, in order. */
  readonly written: string[];
  /** Unix seconds, by the bucket's clock. */
  time: number;
}

export interface BucketObject {
  readonly bytes: Uint8Array;
  readonly generation: number;
  readonly modified: number;
  readonly serving: Serving;
}

/** Told of each request before it has an effect and after; what they throw is what the caller sees. */
export interface Disturbance {
  before?(request: Request): Promise<void> | void;
  after?(request: Request): Promise<void> | void;
}

let generation = 0;

export function emptyBucket(time = 0): Bucket {
  return { objects: new Map(), written: [], time };
}

export function copyOf(bucket: Bucket): Bucket {
  return { objects: new Map(bucket.objects), written: [], time: bucket.time };
}

/** Puts something into a bucket that no deployment has put there. */
export function put(bucket: Bucket, name: string, bytes: Uint8Array | string): void {
  generation += 1;
  const serving = { contentType: 'text/plain', cacheControl: '' };
  bucket.objects.set(name, { bytes: Buffer.from(bytes), generation, modified: bucket.time, serving });
}

/** One run's way to a bucket. */
export function memoryDestination(bucket: Bucket, disturbance: Disturbance = {}): Destination {
  async function request<T>(made: Request, work: () => Promise<T> | T): Promise<T> {
    await disturbance.before?.(made);
    const answer = await work();
    await disturbance.after?.(made);
    return answer;
  }
  const stored = (name: string): StoredObject | undefined => {
    const object = bucket.objects.get(name);
    if (!object) return undefined;
    const { bytes, modified } = object;
    return {
      name,
      tag: String(object.generation),
      length: bytes.length,
      modified,
      sha256: contentOf(bytes).sha256,
    };
  };
  return {
    stat: (name) => request({ call: 'stat', name }, () => stored(name)),
    read: (name, limit) =>
      request({ call: 'read', name }, () => {
        const object = bucket.objects.get(name);
        if (!object) return undefined;
        return { tag: String(object.generation), bytes: object.bytes.length > limit ? undefined : object.bytes };
      }),
    write: async (name, content, serving, condition) => {
      const bytes = await wholeOf(content.open());
      return request({ call: 'write', name }, () => {
        const tag = stored(name)?.tag;
        if (tag !== (condition === 'absent' ? undefined : condition.tag)) return false;
        generation += 1;
        bucket.objects.set(name, { bytes, generation, modified: bucket.time, serving });
        bucket.written.push(name);
        return true;
      });
    },
    async *list(prefix) {
      const names = await request({ call: 'list', name: prefix }, () => [...bucket.objects.keys()]);
      for (const name of names) {
        const object = name.startsWith(prefix) ? stored(name) : undefined;
        if (object) yield object;
      }
    },
    remove: (name, tag) =>
      request({ call: 'remove', name }, () => {
        if (stored(name)?.tag === tag) bucket.objects.delete(name);
      }),
  };
}
