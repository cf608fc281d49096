/**
 * S3 and services that are compatible with it, as destination: `AWS_ENDPOINT_URL_S3` names one of those.
 */
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
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
import { awsLogin, awsLoginError } from './credentials.ts';

/** Bytes up to which a content is sent from memory; and the most that one request takes. */
const small = 8_000_000;
const most = 5_000_000_000;

export interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** Errors: `usage` for an identity that makes no sense. */
export function s3Destination({ bucket, prefix }: S3Place, login: CloudLogin): Destination {
  return new S3Destination(bucket, prefix, login);
}

class S3Destination implements Destination {
  readonly #bucket: string;
  readonly #keys: ReturnType<typeof keysBelow>;
  readonly #login: CloudLogin;
  readonly #client: S3Client;
  readonly #isAws: boolean;

  constructor(bucket: string, prefix: string, login: CloudLogin) {
    const { variables } = login;
    this.#bucket = bucket;
    this.#keys = keysBelow(prefix);
    this.#login = login;
    const endpoint = variables['AWS_ENDPOINT_URL_S3'] || variables['AWS_ENDPOINT_URL'] || undefined;
    this.#isAws = endpoint === undefined;
    const needsRegion = !this.#isAws && !variables['AWS_REGION'] && !variables['AWS_DEFAULT_REGION'];
    this.#client = new S3Client({
      ...(needsRegion && { region: 'us-east-1' }),
      ...(endpoint !== undefined && { endpoint }),
      ...awsLogin(login),
      forcePathStyle: !this.#isAws,
      followRegionRedirects: true,
      // Every content comes with its SHA-256; other services do not know what the SDK would add.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // The retries are ours.
      maxAttempts: 1,
      // It would say on the console what is said better here.
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
    });
  }

  async stat(name: string): Promise<StoredObject | undefined> {
    return this.#call('s3:GetObject', name, async () => {
      const head = await this.#client.send(new HeadObjectCommand(this.#at(name)));
      return stored(name, {
        ETag: head.ETag,
        LastModified: head.LastModified,
        Size: head.ContentLength,
        sha256: head.Metadata?.['sha256'],
      });
    });
  }

  async read(name: string, limit: number): Promise<ReadObject | undefined> {
    return this.#call('s3:GetObject', name, async () => {
      const { Body, ETag, ContentLength } = await this.#client.send(new GetObjectCommand(this.#at(name)));
      const body = Body as Readable;
      if ((ContentLength ?? 0) > limit) {
        body.destroy();
        return { tag: ETag ?? '', bytes: undefined };
      }
      return { tag: ETag ?? '', bytes: await wholeOf(body) };
    });
  }

  async write(name: string, content: Content, serving: Serving, condition: Condition): Promise<boolean> {
    if (content.length > most) throw new UploadError(`${name} is larger than the 5 GB that S3 takes in one request`);
    const isSmall = content.length <= small;
    const body = isSmall ? Buffer.from(await wholeOf(content.open())) : Readable.from(content.open());
    const command = new PutObjectCommand({
      ...this.#at(name),
      Body: body,
      ContentLength: content.length,
      ContentType: serving.contentType,
      CacheControl: serving.cacheControl,
      Metadata: { sha256: content.sha256 },
      ChecksumSHA256: Buffer.from(content.sha256, 'hex').toString('base64'),
      ...(condition === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.tag }),
    });
    const written = await this.#call('s3:PutObject', name, async () => {
      await this.#client.send(command);
      return true;
    });
    return written ?? false;
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const input = { Bucket: this.#bucket, Prefix: this.#keys.keyOf(prefix) };
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#client }, input)) {
        for (const object of Contents) yield stored(this.#keys.nameOf(object.Key ?? ''), object);
      }
    } catch (error) {
      throw this.#explained(error, 's3:ListBucket', prefix);
    }
  }

  async remove(name: string, tag: string): Promise<void> {
    const found = await this.stat(name);
    if (found?.tag !== tag) return;
    const input = { ...this.#at(name), ...(this.#isAws && { IfMatch: tag }) };
    await this.#call('s3:DeleteObject', name, () => this.#client.send(new DeleteObjectCommand(input)));
  }

  #at(name: string) {
    return { Bucket: this.#bucket, Key: this.#keys.keyOf(name) };
  }

  /** Undefined where there is no such object, or a condition does not hold. */
  async #call<T>(permission: string, name: string, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      const { name: code, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
      const status = $metadata?.httpStatusCode;
      if (status === 412 || (status === 404 && code !== 'NoSuchBucket')) return undefined;
      throw this.#explained(error, permission, name);
    }
  }

  #explained(cause: unknown, permission: string, name: string): TufError {
    if (cause instanceof TufError) return cause;
    const { name: code, message, $metadata } = cause as Partial<Record<'name' | 'message' | '$metadata', unknown>>;
    const status = ($metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
    const place = `s3://${this.#bucket}/${this.#keys.keyOf(name)}`;
    const said = `${code}: ${String(message).split('\n')[0]}`.slice(0, 500);
    if (code === 'NoSuchBucket') {
      return new UploadError(`There is no bucket ${this.#bucket}`, {
        hint: 'Look at its name, and at AWS_REGION and AWS_ENDPOINT_URL_S3',
        cause,
      });
    }
    if (/Token|Signature|InvalidAccessKeyId/.test(String(code))) {
      return new TufError('login', `S3 does not take the credentials that are set (${said})`, {
        hint: 'Set the inputs aws_region and aws_role_to_assume, log in by a step before, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
        cause,
      });
    }
    if (status === 403) {
      return new UploadError(`There is no permission for ${place} (${said})`, {
        hint: `Allow ${permission} on the bucket for who is logged in; without s3:ListBucket an object that is missing looks forbidden too`,
        cause,
      });
    }
    const atLogin = awsLoginError(cause, this.#login);
    if (atLogin) return atLogin;
    // Without a status there was no answer: a connection that was refused or cut.
    const mayPass = status === undefined || status >= 500 || status === 429 || status === 409 || status === 408;
    return new UploadError(`S3 did not do what was asked for ${place} (${said})`, {
      hint: /region/i.test(said) ? 'Set AWS_REGION' : 'Deploy again: it goes on where it stopped',
      cause,
      mayPass,
    });
  }
}

interface S3Facts {
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly Size?: number | undefined;
  readonly sha256?: string | undefined;
}

function stored(name: string, { ETag = '', LastModified, Size = 0, sha256 }: S3Facts): StoredObject {
  const md5 = /^"?([0-9a-f]{32})"?$/.exec(ETag)?.[1];
  return {
    name,
    tag: ETag,
    length: Size,
    modified: (LastModified?.getTime() ?? 0) / 1000,
    ...(sha256 !== undefined && { sha256 }),
    ...(md5 !== undefined && { md5 }),
  };
}
