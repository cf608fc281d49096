/** The lab's web host. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { temporaryFolder } from '../support/git.ts';

let server: Running;

beforeEach(async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'site', 'metadata'), { recursive: true });
  writeFileSync(join(folder, 'secret'), 'secret');
  writeFileSync(join(folder, 'site', 'metadata', 'timestamp.json'), '{}');
  writeFileSync(join(folder, 'site', 'metadata', 'index.html'), '<p>a page');
  writeFileSync(join(folder, 'site', 'a b ü'), 'a file');
  server = await startStaticServer(join(folder, 'site'));
});

afterEach(() => server.close());

const get = (path: string, method = 'GET') => fetch(`${server.url}${path}`, { method });

test('files come with their type and length', async () => {
  const response = await get('metadata/timestamp.json?fresh');
  expect([response.status, await response.text()]).toEqual([200, '{}']);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect((await get('a%20b%20%C3%BC')).status).toBe(200);
  const head = await get('metadata/timestamp.json', 'HEAD');
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['2', '']);
});

test('a folder is shown by its page', async () => {
  expect(await (await get('metadata/')).text()).toBe('<p>a page');
});

test('what is not there is not found, and nothing is written', async () => {
  for (const path of ['1.root.json', 'metadata', '', '%zz', '%00']) expect((await get(path)).status, path).toBe(404);
  expect((await get('metadata/timestamp.json', 'PUT')).status).toBe(405);
});

test('no way leads out of the folder', async () => {
  for (const path of [
    '/../secret',
    '/metadata/../../secret',
    '/%2e%2e/secret',
    '/..%2fsecret',
    '/..%5csecret',
    '//../secret',
  ]) {
    expect(await statusOf(path), path).toBe(404);
  }
});

/** As it is: fetch would take the dots out of the path. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(server.url, { path }, (response) => resolve(response.resume().statusCode));
    asking.once('error', reject).end();
  });
}
