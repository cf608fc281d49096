import { expect, it } from 'vitest';
import { cloudLogin } from '../../src/cli/cloud-login.ts';
import { standInFor } from '../../src/ports/cloud-login.ts';

const standIn = (text: string) => standInFor(cloudLogin({ X: text }), 'X');

it('takes a server on this machine in place of a service', () => {
  expect(standIn('')).toBeUndefined();
  expect(standIn('http://127.0.0.1:4000')?.origin).toBe('http://127.0.0.1:4000');
  expect(standIn('https://localhost:1')?.port).toBe('1');
  expect(standIn('http://[::1]:1')?.port).toBe('1');
});

it.each([
  'http://example.com',
  'http://127.0.0.1.example.com',
  'http://localhost@example.com',
  'http://0.0.0.0:1',
  'http://127.1.example:1',
  'ftp://127.0.0.1',
  '127.0.0.1:80',
  'nonsense',
])('sends no credentials to %s', (text) => {
  expect(() => standIn(text)).toThrow(expect.objectContaining({ code: 'usage' }));
});

it.each(['0', '-1', '1.5', 'soon', '1000'])('takes no time limit of %s', (text) => {
  expect(() => cloudLogin({ TUF_ON_CI_SIGNER_TIMEOUT: text })).toThrow(expect.objectContaining({ code: 'usage' }));
});
