/** Which Sigstore signs: the public-good instance, or another one that the environment names (staging, one's own, a test's). */
import { TufError } from '../errors.ts';
import type { Environment } from './environment.ts';

export interface SigstoreServices {
  /** Base URLs, without a slash at the end. */
  readonly fulcio: string;
  readonly rekor: string;
  /** Where people log in. */
  readonly issuer: string;
}

/** @throws TufError('usage') for what is no URL, or would send tokens in the clear */
export function sigstoreServices(variables: Environment['variables']): SigstoreServices {
  const url = (name: string, usual: string) => {
    const text = variables[name] || usual;
    if (isSafe(text)) return text.replace(/\/+$/, '');
    throw new TufError('usage', `${name} is no address of a service: ${text}`, {
      hint: 'It begins with https:// (or http:// on this machine).',
    });
  };
  return {
    fulcio: url('TUF_ON_CI_SIGSTORE_FULCIO', 'https://fulcio.sigstore.dev'),
    rekor: url('TUF_ON_CI_SIGSTORE_REKOR', 'https://rekor.sigstore.dev'),
    issuer: url('TUF_ON_CI_SIGSTORE_OIDC', 'https://oauth2.sigstore.dev/auth'),
  };
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
