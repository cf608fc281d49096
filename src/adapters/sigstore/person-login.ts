/** Logins of a person for Sigstore: in the browser, or with a pasted code where there is none (SPEC A4, A7). */

import { TufError } from '../../errors.ts';
import type { PersonLogin, SigstoreName } from '../../ports/person-login.ts';
import type { Terminal } from '../../ports/terminal.ts';
import { terminal as text } from '../../text/terminal.ts';
import { startCallback } from './callback-server.ts';
import type { IdentityToken } from './identity-token.ts';
import { requestLogin } from './oidc-client.ts';
import { type SigstoreSigning, signAs } from './sign.ts';

export interface PersonLoginSettings {
  readonly terminal: Terminal;
  /** Base URL of the OIDC issuer, without a slash at the end. */
  readonly issuer: string;
  /** Opens a page in the browser; undefined where there is none. */
  readonly openPage: ((url: string) => Promise<void>) | undefined;
  /** Loads what verifies signatures, when the first is made. */
  signing(): Promise<SigstoreSigning>;
  /** Unix seconds. */
  now(): number;
  /** Seconds that a person has to log in. Default: 300. */
  readonly patience?: number;
}

/** Where a code is shown to be pasted, instead of a page to come back to. */
const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';
/** Seconds that a token must still be good for. */
const margin = 10;

export function personLogin(settings: PersonLoginSettings): PersonLogin {
  let known: (IdentityToken & { readonly name: SigstoreName }) | undefined;

  /** One login does for all signatures while its token lasts; nothing of it is ever written down. */
  async function token() {
    if (known && known.expires > settings.now() + margin) return known;
    const fresh = await (settings.openPage ? byBrowser(settings, settings.openPage) : byPastedCode(settings));
    if (!fresh.name) {
      throw new TufError('login', 'The login does not say an email address.', { hint: 'Log in with another account.' });
    }
    known = { ...fresh, name: fresh.name };
    return known;
  }

  return {
    identify: async () => (await token()).name,
    async sign(payload, name) {
      const login = await token();
      try {
        return await signAs(name, login, payload, await settings.signing());
      } catch (error) {
        if (error instanceof TufError && error.code === 'login') known = undefined;
        throw error;
      }
    },
  };
}

async function byBrowser(
  { terminal, issuer, patience = 300 }: PersonLoginSettings,
  openPage: (url: string) => Promise<void>,
) {
  const callback = await startCallback(patience * 1000);
  try {
    const login = await requestLogin(issuer, callback.redirectUri);
    const code = callback.code(login.state);
    code.catch(() => {}); // it may fail while the browser is being opened
    terminal.show(text`Log in in the browser. If it does not open, go to:\n  ${login.url}\n`.text);
    await openPage(login.url);
    return await login.redeem(await code);
  } finally {
    callback.close();
  }
}

async function byPastedCode({ terminal, issuer }: PersonLoginSettings) {
  const login = await requestLogin(issuer, outOfBand);
  terminal.show(text`Log in at this address, in a browser on any machine:\n  ${login.url}\n`.text);
  return login.redeem((await terminal.ask('Then paste the code that it shows: ')).trim());
}
