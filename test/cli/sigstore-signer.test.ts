/** Which Sigstore signs, and whether a browser can be opened. */
import { describe, expect, test } from 'vitest';
import { sigstoreServices } from '../../src/cli/sigstore-services.ts';
import { hasBrowser } from '../../src/cli/sigstore-signer.ts';

describe('a browser', () => {
  test.each([
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { WSL_DISTRO_NAME: 'Debian' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22' }, false],
    ['darwin', {}, true],
    ['darwin', { SSH_TTY: '/dev/ttys001' }, false],
    ['win32', {}, true],
    ['win32', { TUF_ON_CI_NO_BROWSER: '1' }, false],
  ] as const)('on %s with %o: %s', (platform, variables, expected) => {
    expect(hasBrowser(variables, platform)).toBe(expected);
  });
});

describe('the services', () => {
  test('are those of the public instance, or what the environment says', () => {
    expect(sigstoreServices({}).fulcio).toBe('https://fulcio.sigstore.dev');
    const { rekor } = sigstoreServices({ TUF_ON_CI_SIGSTORE_REKOR: 'https://rekor.sigstage.dev/' });
    expect(rekor).toBe('https://rekor.sigstage.dev');
  });

  test.each(['http://fulcio.example', 'fulcio', 'file:///etc/passwd', 'http://localhost.example:80'])(
    'are not reached in the clear: %s',
    (url) => {
      const wrong = expect.objectContaining({ code: 'usage' });
      expect(() => sigstoreServices({ TUF_ON_CI_SIGSTORE_FULCIO: url })).toThrow(wrong);
    },
  );
});
