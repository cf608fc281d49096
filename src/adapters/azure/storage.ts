/** Azure Blob Storage as destination. */
import { Readable } from 'node:stream';
import {
  BlobServiceClient,
  type ContainerClient,
  type RestError,
  type StoragePipelineOptions,
} from '@azure/storage-blob';
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';
import {
  type Condition,
  type Content,
  type Destination,
  keysBelow,
  type ReadObject,
  type Serving,
  type StoredObject,
  UploadError,
  wholeOf,
} from '../../ports/destination.ts';
import { azureCredential, azureLoginError } from './credentials.ts';

/** Bytes up to which a content is sent from memory; and the most that one request takes. */
const small = 8_000_000;
const most = 5_000_000_000;
/** Milliseconds for one request, uploads of large files included. */
const requestLimit = 600_000;

export interface AzurePlace {
  readonly account: string;
  readonly container: string;
  readonly prefix: string;
}

/** `AZURE_STORAGE_CONNECTION_STRING` is used as `az` does, if it is of this account. Errors: `usage`. */
export function azureDestination({ account, container, prefix }: AzurePlace, login: CloudLogin): Destination {
  return new AzureDestination(serviceOf(account, login).getContainerClient(container), prefix, login);
}

function serviceOf(account: string, login: CloudLogin): BlobServiceClient {
  // The retries are ours.
  const options: StoragePipelineOptions = { retryOptions: { maxTries: 1 } };
  const connection = login.variables['AZURE_STORAGE_CONNECTION_STRING'];
  if (connection && !login.identities.azure) {
    const service = fromConnectionString(connection, options);
    if (service.accountName === account.split('.')[0]) return service;
    throw new TufError('usage', `AZURE_STORAGE_CONNECTION_STRING is not of the storage account ${account}`, {
      hint: 'Unset it, or deploy to the account that it names',
    });
  }
  const host = account.includes('.') ? account : `${account}.blob.core.windows.net`;
  return new BlobServiceClient(`https://${host}`, azureCredential(login), options);
}

function fromConnectionString(connection: string, options: StoragePipelineOptions): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(connection, options);
  } catch {
    // The error may quote it, and it holds a key.
    throw new TufError('usage', 'AZURE_STORAGE_CONNECTION_STRING is no connection string', {
      hint: 'Copy it from: az storage account show-connection-string',
    });
  }
}

class AzureDestination implements Destination {
  readonly #container: ContainerClient;
  readonly #keys: ReturnType<typeof keysBelow>;
  readonly #login: CloudLogin;

  constructor(container: ContainerClient, prefix: string, login: CloudLogin) {
    this.#container = container;
    this.#keys = keysBelow(prefix);
    this.#login = login;
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#call(name, async (abortSignal) => {
      const properties = await this.#blob(name).getProperties({ abortSignal });
      return stored(name, properties, properties.metadata);
    });
  }

  async read(name: string, limit: number): Promise<ReadObject | undefined> {
    return this.#call(name, async (abortSignal) => {
      const { readableStreamBody, etag, contentLength } = await this.#blob(name).download(0, undefined, {
        abortSignal,
      });
      const body = readableStreamBody as Readable;
      if ((contentLength ?? 0) > limit) {
        body.destroy();
        return { tag: tagOf(etag), bytes: undefined };
      }
      return { tag: tagOf(etag), bytes: await wholeOf(body) };
    });
  }

  async write(name: string, content: Content, serving: Serving, condition: Condition): Promise<boolean> {
    if (content.length > most) throw new UploadError(`${name} is larger than the 5 GB that Azure takes in one request`);
    const body =
      content.length <= small ? Buffer.from(await wholeOf(content.open())) : () => Readable.from(content.open());
    const written = await this.#call(name, async (abortSignal) => {
      await this.#blob(name).upload(body, content.length, {
        abortSignal,
        blobHTTPHeaders: { blobContentType: serving.contentType, blobCacheControl: serving.cacheControl },
        metadata: { sha256: content.sha256 },
        conditions: condition === 'absent' ? { ifNoneMatch: '*' } : { ifMatch: condition.tag },
      });
      return true;
    });
    return written ?? false;
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const options = { prefix: this.#keys.keyOf(prefix), includeMetadata: true };
    try {
      for await (const page of this.#container.listBlobsFlat(options).byPage({ maxPageSize: 1000 })) {
        for (const { name, properties, metadata } of page.segment.blobItems) {
          yield stored(this.#keys.nameOf(name), properties, metadata);
        }
      }
    } catch (error) {
      throw this.#explained(error, prefix);
    }
  }

  async remove(name: string, tag: string): Promise<void> {
    await this.#call(name, (abortSignal) => this.#blob(name).delete({ abortSignal, conditions: { ifMatch: tag } }));
  }

  #blob(name: string) {
    return this.#container.getBlockBlobClient(this.#keys.keyOf(name));
  }

  /** Undefined where there is no such blob, or a condition does not hold. */
  async #call<T>(name: string, send: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await send(AbortSignal.timeout(requestLimit));
    } catch (error) {
      const { statusCode, code } = error as Partial<RestError>;
      const isCondition = statusCode === 412 || (statusCode === 409 && code === 'BlobAlreadyExists');
      if (isCondition || (statusCode === 404 && code !== 'ContainerNotFound')) return undefined;
      throw this.#explained(error, name);
    }
  }

  #explained(cause: unknown, name: string): TufError {
    if (cause instanceof TufError) return cause;
    const atLogin = azureLoginError(cause, this.#login);
    if (atLogin) return atLogin;
    const { accountName, containerName } = this.#container;
    const { statusCode, code, message } = cause as Partial<RestError>;
    const place = `azblob://${accountName}/${containerName}/${this.#keys.keyOf(name)}`;
    const said = (`${code ?? 'error'}: ${message}`.split('\n')[0] as string).slice(0, 500);
    if (code === 'ContainerNotFound') {
      return new UploadError(`There is no container ${containerName} in ${accountName}`, {
        hint: 'Look at its name',
        cause,
      });
    }
    if (statusCode === 403 || statusCode === 401) {
      return new UploadError(`There is no permission for ${place} (${said})`, {
        hint: 'Grant the role "Storage Blob Data Contributor" on the container to who is logged in',
        cause,
      });
    }
    return new UploadError(`Azure Blob Storage did not do what was asked for ${place} (${said})`, {
      hint: 'Deploy again: it goes on where it stopped',
      cause,
      // Without a status there was no answer: a connection that was refused or cut.
      mayPass:
        statusCode === undefined || statusCode >= 500 || statusCode === 429 || statusCode === 409 || statusCode === 408,
    });
  }
}

interface BlobFacts {
  readonly etag?: string;
  readonly lastModified?: Date;
  readonly contentLength?: number;
  readonly contentMD5?: Uint8Array;
}

function stored(name: string, facts: BlobFacts, metadata: Record<string, string> | undefined): StoredObject {
  const { etag, lastModified, contentLength = 0, contentMD5 } = facts;
  const sha256 = metadata?.['sha256'];
  return {
    name,
    tag: tagOf(etag),
    length: contentLength,
    modified: (lastModified?.getTime() ?? 0) / 1000,
    ...(sha256 !== undefined && { sha256 }),
    ...(contentMD5 && { md5: Buffer.from(contentMD5).toString('hex') }),
  };
}

/** A listing has them without quotes. */
function tagOf(etag: string | undefined): string {
  return etag === undefined || etag.startsWith('"') ? (etag ?? '') : `"${etag}"`;
}
