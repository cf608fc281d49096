import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  BlobServiceClient
} from "./chunk-NMRI4YHI.js";
import "./chunk-A7CCGFSF.js";
import {
  UploadError,
  keysBelow,
  wholeOf
} from "./chunk-JBCCFZ5U.js";
import {
  azureCredential,
  azureLoginError
} from "./chunk-GKQF7I2P.js";
import "./chunk-MRT7JEZH.js";
import "./chunk-HKYJFOAE.js";
import "./chunk-GHU5ZNQK.js";
import "./chunk-2DCAQHT2.js";
import "./chunk-PU35WJJM.js";
import "./chunk-32SVHZGV.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/azure/storage.ts
import { Readable } from "node:stream";
var small = 8e6;
var most = 5e9;
var requestLimit = 6e5;
function azureDestination({ account, container, prefix }, login) {
  return new AzureDestination(serviceOf(account, login).getContainerClient(container), prefix, login);
}
function serviceOf(account, login) {
  const options = { retryOptions: { maxTries: 1 } };
  const connection = login.variables["AZURE_STORAGE_CONNECTION_STRING"];
  if (connection && !login.identities.azure) {
    const service = fromConnectionString(connection, options);
    if (service.accountName === account.split(".")[0]) return service;
    throw new TufError("usage", `AZURE_STORAGE_CONNECTION_STRING is not of the storage account ${account}`, {
      hint: "Unset it, or deploy to the account that it names"
    });
  }
  const host = account.includes(".") ? account : `${account}.blob.core.windows.net`;
  return new BlobServiceClient(`https://${host}`, azureCredential(login), options);
}
function fromConnectionString(connection, options) {
  try {
    return BlobServiceClient.fromConnectionString(connection, options);
  } catch {
    throw new TufError("usage", "AZURE_STORAGE_CONNECTION_STRING is no connection string", {
      hint: "Copy it from: az storage account show-connection-string"
    });
  }
}
var AzureDestination = class {
  #container;
  #keys;
  #login;
  constructor(container, prefix, login) {
    this.#container = container;
    this.#keys = keysBelow(prefix);
    this.#login = login;
  }
  async stat(name) {
    return this.#call(name, async (abortSignal) => {
      const properties = await this.#blob(name).getProperties({ abortSignal });
      return stored(name, properties, properties.metadata);
    });
  }
  async read(name, limit) {
    return this.#call(name, async (abortSignal) => {
      const { readableStreamBody, etag, contentLength } = await this.#blob(name).download(0, void 0, {
        abortSignal
      });
      const body = readableStreamBody;
      if ((contentLength ?? 0) > limit) {
        body.destroy();
        return { tag: tagOf(etag), bytes: void 0 };
      }
      return { tag: tagOf(etag), bytes: await wholeOf(body) };
    });
  }
  async write(name, content, serving, condition) {
    if (content.length > most) throw new UploadError(`${name} is larger than the 5 GB that Azure takes in one request`);
    const body = content.length <= small ? Buffer.from(await wholeOf(content.open())) : () => Readable.from(content.open());
    const written = await this.#call(name, async (abortSignal) => {
      await this.#blob(name).upload(body, content.length, {
        abortSignal,
        blobHTTPHeaders: { blobContentType: serving.contentType, blobCacheControl: serving.cacheControl },
        metadata: { sha256: content.sha256 },
        conditions: condition === "absent" ? { ifNoneMatch: "*" } : { ifMatch: condition.tag }
      });
      return true;
    });
    return written ?? false;
  }
  async *list(prefix) {
    const options = { prefix: this.#keys.keyOf(prefix), includeMetadata: true };
    try {
      for await (const page of this.#container.listBlobsFlat(options).byPage({ maxPageSize: 1e3 })) {
        for (const { name, properties, metadata } of page.segment.blobItems) {
          yield stored(this.#keys.nameOf(name), properties, metadata);
        }
      }
    } catch (error) {
      throw this.#explained(error, prefix);
    }
  }
  async remove(name, tag) {
    await this.#call(name, (abortSignal) => this.#blob(name).delete({ abortSignal, conditions: { ifMatch: tag } }));
  }
  #blob(name) {
    return this.#container.getBlockBlobClient(this.#keys.keyOf(name));
  }
  /** Undefined where there is no such blob, or a condition does not hold. */
  async #call(name, send) {
    try {
      return await send(AbortSignal.timeout(requestLimit));
    } catch (error) {
      const { statusCode, code } = error;
      const isCondition = statusCode === 412 || statusCode === 409 && code === "BlobAlreadyExists";
      if (isCondition || statusCode === 404 && code !== "ContainerNotFound") return void 0;
      throw this.#explained(error, name);
    }
  }
  #explained(cause, name) {
    if (cause instanceof TufError) return cause;
    const atLogin = azureLoginError(cause, this.#login);
    if (atLogin) return atLogin;
    const { accountName, containerName } = this.#container;
    const { statusCode, code, message } = cause;
    const place = `azblob://${accountName}/${containerName}/${this.#keys.keyOf(name)}`;
    const said = `${code ?? "error"}: ${message}`.split("\n")[0].slice(0, 500);
    if (code === "ContainerNotFound") {
      return new UploadError(`There is no container ${containerName} in ${accountName}`, {
        hint: "Look at its name",
        cause
      });
    }
    if (statusCode === 403 || statusCode === 401) {
      return new UploadError(`There is no permission for ${place} (${said})`, {
        hint: 'Grant the role "Storage Blob Data Contributor" on the container to who is logged in',
        cause
      });
    }
    return new UploadError(`Azure Blob Storage did not do what was asked for ${place} (${said})`, {
      hint: "Deploy again: it goes on where it stopped",
      cause,
      // Without a status there was no answer: a connection that was refused or cut.
      mayPass: statusCode === void 0 || statusCode >= 500 || statusCode === 429 || statusCode === 409 || statusCode === 408
    });
  }
};
function stored(name, facts, metadata) {
  const { etag, lastModified, contentLength = 0, contentMD5 } = facts;
  const sha256 = metadata?.["sha256"];
  return {
    name,
    tag: tagOf(etag),
    length: contentLength,
    modified: (lastModified?.getTime() ?? 0) / 1e3,
    ...sha256 !== void 0 && { sha256 },
    ...contentMD5 && { md5: Buffer.from(contentMD5).toString("hex") }
  };
}
function tagOf(etag) {
  return etag === void 0 || etag.startsWith('"') ? etag ?? "" : `"${etag}"`;
}
export {
  azureDestination
};
