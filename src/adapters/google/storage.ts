/** Google Cloud Storage as destination. An object's generation is its tag. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Bucket, type FileMetadata, Storage } from '@google-cloud/storage';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { TufError } from '../../errors.ts';
import { type CloudLogin, standInFor } from '../../ports/cloud-login.ts';
import {
  type Condition,
  type Content,
  type Destination,
  keysBelow,
  type ReadObject,
  type Serving,
  type StoredObject,
  UploadError,
} from '../../ports/destination.ts';
import { googleAuth, googleLoginError } from './credentials.ts';

export interface GooglePlace {
  readonly bucket: string;
  readonly prefix: string;
}

/** `TUF_ON_CI_GOOGLE_STORAGE` names a server on this machine that stands in. Errors: `usage`. */
export function googleDestination({ bucket, prefix }: GooglePlace, login: CloudLogin): Destination {
  return new GoogleDestination(bucket, prefix, login);
}

class GoogleDestination implements Destination {
  readonly #bucket: Bucket;
  readonly #keys: ReturnType<typeof keysBelow>;
  readonly #login: CloudLogin;

  constructor(bucket: string, prefix: string, login: CloudLogin) {
    const standIn = standInFor(login, 'TUF_ON_CI_GOOGLE_STORAGE');
    const storage = new Storage({
      ...(standIn
        ? {
            apiEndpoint: standIn.origin,
            authClient: new GoogleAuth({ authClient: new PassThroughClient() }),
            projectId: 'p',
          }
        : { authClient: googleAuth(login) }),
      // The retries are ours.
      retryOptions: { autoRetry: false, maxRetries: 0 },
      timeout: 60_000,
    });
    this.#bucket = storage.bucket(bucket);
    this.#keys = keysBelow(prefix);
    this.#login = login;
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#call('storage.objects.get', name, async () => {
      const [metadata] = await this.#file(name).getMetadata();
      return stored(name, metadata);
    });
  }

  async read(name: string, limit: number): Promise<ReadObject | undefined> {
    const found = await this.stat(name);
    if (!found) return undefined;
    if (found.length > limit) return { tag: found.tag, bytes: undefined };
    // That content and no other. One that is gone has been replaced meanwhile, or removed.
    const read = await this.#call('storage.objects.get', name, async () => {
      const file = this.#bucket.file(this.#keys.keyOf(name), { generation: found.tag });
      const [bytes] = await file.download({ decompress: false, validation: false });
      return { tag: found.tag, bytes };
    });
    return read ?? this.read(name, limit);
  }

  async write(name: string, content: Content, serving: Serving, condition: Condition): Promise<boolean> {
    const written = await this.#call('storage.objects.create', name, async () => {
      const upload = this.#file(name).createWriteStream({
        // In one request: it has an effect as a whole, or none.
        resumable: false,
        validation: 'crc32c',
        gzip: false,
        metadata: { ...serving, metadata: { sha256: content.sha256 } },
        preconditionOpts: { ifGenerationMatch: condition === 'absent' ? 0 : condition.tag },
      });
      await pipeline(Readable.from(content.open()), upload);
      return true;
    });
    return written ?? false;
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    let pageToken: string | undefined;
    do {
      const query = {
        prefix: this.#keys.keyOf(prefix),
        autoPaginate: false,
        maxResults: 1000,
        ...(pageToken !== undefined && { pageToken }),
      };
      const page = await this.#call('storage.objects.list', prefix, () => this.#bucket.getFiles(query));
      const [files, next] = page ?? [[], undefined];
      for (const { name, metadata } of files) yield stored(this.#keys.nameOf(name), metadata);
      pageToken = (next as { pageToken?: string } | undefined)?.pageToken;
    } while (pageToken !== undefined);
  }

  async remove(name: string, tag: string): Promise<void> {
    const file = this.#bucket.file(this.#keys.keyOf(name), { preconditionOpts: { ifGenerationMatch: tag } });
    await this.#call('storage.objects.delete', name, () => file.delete());
  }

  #file(name: string) {
    return this.#bucket.file(this.#keys.keyOf(name));
  }

  /** Undefined where there is no such object, or a condition does not hold. */
  async #call<T>(permission: string, name: string, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      const status = statusOf(error);
      // What is not there can be written, unless it is the bucket that is not.
      const isMissing = status === 404 && permission !== 'storage.objects.create' && !isNoBucket(error);
      if (status === 412 || isMissing) return undefined;
      throw this.#explained(error, status, permission, name);
    }
  }

  #explained(cause: unknown, status: number | undefined, permission: string, name: string): TufError {
    if (cause instanceof TufError) return cause;
    const place = `gs://${this.#bucket.name}/${this.#keys.keyOf(name)}`;
    const said = (String((cause as Error).message).split('\n')[0] as string).slice(0, 500);
    if (status === 404) {
      return new UploadError(`There is no bucket ${this.#bucket.name}`, { hint: 'Look at its name', cause });
    }
    if (status === 403) {
      return new UploadError(`There is no permission for ${place}: ${said}`, {
        hint: `Grant ${permission} to who is logged in: roles/storage.objectUser on the bucket has all that is needed`,
        cause,
      });
    }
    if (status === 401 || isLoginProblem(cause)) return googleLoginError(cause, this.#login);
    return new UploadError(`Google Cloud Storage did not do what was asked for ${place}: ${said}`, {
      hint: 'Deploy again: it goes on where it stopped',
      cause,
      // Without a status there was no answer: a connection that was refused or cut.
      mayPass: status === undefined || status >= 500 || status === 429 || status === 408,
    });
  }
}

function isNoBucket(error: unknown): boolean {
  return /specified bucket does not exist/i.test(String((error as Error).message));
}

function statusOf(error: unknown): number | undefined {
  const { code, status, response } = error as { code?: unknown; status?: unknown; response?: { status?: unknown } };
  const found = [code, status, response?.status].map(Number).find((value) => value >= 100 && value < 600);
  return found;
}

/** The libraries tell it by their sentences alone. */
function isLoginProblem(error: unknown): boolean {
  return /default credentials|invalid_grant|unauthorized_client|invalid_target|access token/i.test(
    String((error as Error).message),
  );
}

function stored(name: string, metadata: FileMetadata): StoredObject {
  const sha256 = metadata.metadata?.['sha256'];
  return {
    name,
    tag: String(metadata.generation),
    length: Number(metadata.size),
    modified: Date.parse(metadata.updated ?? '') / 1000 || 0,
    ...(typeof sha256 === 'string' && { sha256 }),
    ...(metadata.md5Hash !== undefined && { md5: Buffer.from(metadata.md5Hash, 'base64').toString('hex') }),
  };
}
