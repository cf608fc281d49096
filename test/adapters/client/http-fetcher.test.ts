import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpFetcher } from '../../../src/adapters/client/http-fetcher.ts';
import { listen, type TestServer } from './published-repository.ts';

let folder: string;
let server: TestServer | undefined;
let requests: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetcher-test-'));
  requests = 0;
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

/** A fetcher, and a server that answers the first, second, … request so; the last answer is repeated. */
async function given(...answers: RequestListener[]): Promise<{ fetcher: HttpFetcher; url: string }> {
  server = await listen((request, response) => {
    const answer = answers[Math.min(requests++, answers.length - 1)]!;
    answer(request, response);
  });
  return { fetcher: new HttpFetcher(folder, { idle: 200, attempts: 3, delay: 1 }), url: `${server.url}7.role.json` };
}

const status =
  (code: number): RequestListener =>
  (_request, response) => {
    response.statusCode = code;
    response.end('sorry');
  };
const content: RequestListener = (_request, response) => response.end('content');
const hang: RequestListener = () => {};
const breakOff: RequestListener = (_request, response) => {
  response.setHeader('Content-Length', '7');
  response.write('con', () => response.destroy());
};

describe('a download', () => {
  test('comes in, and is remembered', async () => {
    const { fetcher, url } = await given(content);
    expect((await fetcher.downloadBytes(url, 7)).toString()).toBe('content');
    expect(fetcher.latest).toEqual({ role: 'role', bytes: Buffer.from('content') });
    expect(fetcher.failure).toBeUndefined();
  });

  test.each([
    ['503, once', status(503)],
    ['429, once', status(429)],
    ['a body that breaks off, once', breakOff],
    ['a hung server, once', hang],
  ])('is tried again after %s', async (_story, first) => {
    const { fetcher, url } = await given(first, content);
    expect((await fetcher.downloadBytes(url, 100)).toString()).toBe('content');
    expect(requests).toBe(2);
    expect(fetcher.failure).toBeUndefined();
  });

  test.each([
    ['404', status(404), 1],
    ['403', status(403), 1],
    ['503, always', status(503), 3],
    ['bodies that break off', breakOff, 3],
    ['a server that hangs', hang, 3],
  ])('fails after %s', async (_story, answer, attempts) => {
    const { fetcher, url } = await given(answer);
    await expect(fetcher.downloadBytes(url, 100)).rejects.toThrow();
    expect(requests).toBe(attempts);
    expect(fetcher.failure?.url).toBe(url);
  });

  test('that hangs in the middle fails', async () => {
    const { fetcher, url } = await given((_request, response) => void response.write('con'));
    await expect(fetcher.downloadBytes(url, 100)).rejects.toThrow();
    expect(requests).toBe(3);
  });

  test('that is slow but does not stop comes in, longer than the server may be silent', async () => {
    const { fetcher, url } = await given((_request, response) => {
      let pieces = 0;
      const timer = setInterval(() => {
        response.write('x');
        if (++pieces < 10) return;
        clearInterval(timer);
        response.end();
      }, 30);
    });
    expect((await fetcher.downloadBytes(url, 100)).toString()).toBe('xxxxxxxxxx');
  });

  test('longer than allowed is given up at once, however long it is', async () => {
    const { fetcher, url } = await given((_request, response) => {
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(10_000), more);
      };
      more();
    });
    await expect(fetcher.downloadBytes(url, 50_000)).rejects.toThrow();
    expect(requests).toBe(1);
    expect(fetcher.failure?.reason).toContain('50000');
  });

  test('from a port where nobody listens says so', async () => {
    const { fetcher, url } = await given(content);
    await server!.close();
    server = undefined;
    await expect(fetcher.downloadBytes(url, 100)).rejects.toThrow();
    expect(fetcher.failure?.reason).toContain('ECONNREFUSED');
  });
});

test('a file is handed over, and gone afterwards, also when the second attempt was the good one', async () => {
  const { fetcher, url } = await given(breakOff, content);
  const read = await fetcher.downloadFile(url, 100, (file) => readFile(file, 'utf8'));
  expect(read).toBe('content');
  expect(await readdir(folder)).toEqual([]);
});
