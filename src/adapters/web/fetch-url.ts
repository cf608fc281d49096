/** The web port on Node's fetch. */
import type { Fetched, FetchUrl } from '../../ports/web.ts';

const timeLimit = 20_000;
/** Bytes. More is no metadata of anybody. */
const limit = 128 * 1024 * 1024;

export const fetchUrl: FetchUrl = async (url) => {
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeLimit) });
    if (response.status === 404 || response.status === 410) return { kind: 'missing' };
    if (!response.ok) return { kind: 'unreachable', reason: `status ${response.status}` };
    return await read(response);
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  }
};

async function read(response: Response): Promise<Fetched> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > limit) return { kind: 'unreachable', reason: `more than ${limit} bytes` };
    pieces.push(piece);
  }
  return { kind: 'found', bytes: Buffer.concat(pieces) };
}
