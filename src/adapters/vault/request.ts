/**
 * One request to Vault's HTTP API. By node:http(s), for `fetch` takes no certificate authority of one's own.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { VaultSettings } from './settings.ts';

/** Bytes of an answer; a key with a thousand versions has fewer. */
const maxAnswer = 1_000_000;

/** Milliseconds without a byte. */
const silence = 10_000;

export interface VaultAnswer {
  readonly status: number;
  /** Parsed, or undefined when it is no JSON. */
  readonly body: unknown;
}

/** Rejects when there is no whole answer. Redirects are answers: the token is for VAULT_ADDR alone. */
export function askVault(
  settings: VaultSettings,
  path: readonly string[],
  body: unknown,
  signal: AbortSignal,
): Promise<VaultAnswer> {
  const { address, token, namespace, tls } = settings;
  const base = address.pathname.replace(/\/+$/, '');
  const url = new URL(address);
  url.pathname = [base, 'v1', ...path.map(encodeURIComponent)].join('/');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    'x-vault-token': token,
    'x-vault-request': 'true',
    ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const options = { ...tls, method: text === undefined ? 'GET' : 'POST', headers, signal, agent: false as const };
    const request = send(url, options, (response) => readAnswer(response).then(resolve, reject));
    request.on('error', reject);
    request.setTimeout(silence, () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.end(text);
  });
}

async function readAnswer(response: IncomingMessage): Promise<VaultAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxAnswer) throw new Error(`the answer has more than ${maxAnswer} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return { status: response.statusCode ?? 0, body: JSON.parse(text) };
  } catch {
    return { status: response.statusCode ?? 0, body: undefined };
  }
}
