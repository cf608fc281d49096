/** Logins of people, with an issuer on loopback and a browser that is a few requests (SPEC A4, A7; RFC 8252). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadSigstoreCheck } from '../../../src/adapters/sigstore/check.ts';
import { type PersonLoginSettings, personLogin } from '../../../src/adapters/sigstore/person-login.ts';
import type { SigstoreSigning } from '../../../src/adapters/sigstore/sign.ts';
import { temporaryFolder } from '../../support/git.ts';
import { annsClaims, type LoginIssuer, startIssuer } from '../../support/login-issuer.ts';
import { scriptedTerminal } from '../../support/scripted-terminal.ts';
import { ann, type Sigstore, startSigstore } from '../../support/sigstore.ts';

let sigstore: Sigstore;
let issuer: LoginIssuer;
let signing: SigstoreSigning;
beforeAll(async () => {
  [sigstore, issuer] = await Promise.all([startSigstore(), startIssuer()]);
  const trustedRootFile = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRootFile, JSON.stringify(sigstore.trustedRoot));
  const services = { fulcio: sigstore.url, rekor: sigstore.url };
  signing = { services, check: await loadSigstoreCheck({ trustedRootFile }) };
});
afterAll(() => Promise.all([sigstore.close(), issuer.close()]));
beforeEach(() => {
  issuer.claims = annsClaims;
  issuer.onRedirect = undefined;
});

const payload = Buffer.from('{"_type":"root"}');
const now = () => Date.now() / 1000;
let opened: string[] = [];
beforeEach(() => {
  opened = [];
});
/** A browser in which somebody is logged in already: it follows all redirects. */
const browse = async (url: string) => {
  opened.push(url);
  await fetch(url);
};

function loginBy(settings: Partial<PersonLoginSettings> = {}) {
  const terminal = scriptedTerminal([]);
  return personLogin({
    terminal,
    issuer: issuer.url,
    openPage: browse,
    signing: async () => signing,
    now,
    ...settings,
  });
}
const refused = expect.objectContaining({ code: 'login' });

describe('in the browser', () => {
  test('the identity is the email address, the issuer its connector', async () => {
    expect(await loginBy().identify()).toEqual(ann);
    const asked = new URL(opened[0]!).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/localhost:[0-9]+\/auth\/callback$/);
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: 'sigstore',
      scope: 'openid email',
      response_type: 'code',
    });
  });

  test('a signature verifies, and one login does for several', async () => {
    const login = loginBy();
    for (const bytes of [payload, Buffer.from('{}')]) {
      const { sig, bundle } = await login.sign(bytes, ann);
      expect(signing.check(bundle!, bytes, ann.identity, ann.issuer, sig)).toBe(true);
    }
    expect(opened).toHaveLength(1);
  });

  test('a token that is about to end is not used', async () => {
    const login = loginBy({ now: () => now() + 100_000 });
    await login.identify();
    await login.identify();
    expect(opened).toHaveLength(2);
  });

  test('the address is told too, for a browser that does not open', async () => {
    const terminal = scriptedTerminal([]);
    await loginBy({ terminal }).identify();
    expect(terminal.screen()).toContain(opened[0]);
  });

  test('nobody comes back', async () => {
    await expect(loginBy({ openPage: async () => {}, patience: 0.3 }).identify()).rejects.toEqual(refused);
  });

  test('the person says no', async () => {
    issuer.onRedirect = (back) => {
      back.searchParams.delete('code');
      back.searchParams.set('error_description', 'access denied by you');
    };
    await expect(loginBy().identify()).rejects.toMatchObject({
      code: 'login',
      message: expect.stringMatching(/denied by you/),
    });
  });

  test('a page that brings the code of another login gets no further', async () => {
    const openPage = async (url: string) => {
      const back = new URL(new URL(url).searchParams.get('redirect_uri')!);
      back.search = 'code=stolen&state=guessed';
      expect((await fetch(back)).status).toBe(404);
      expect((await fetch(new URL('/', back))).status).toBe(404);
      await fetch(url);
    };
    expect(await loginBy({ openPage }).identify()).toEqual(ann);
  });

  test.each<[string, Record<string, unknown>]>([
    ['for another client', { ...annsClaims, aud: 'somebody' }],
    ['of another issuer', { ...annsClaims, iss: 'https://evil.example' }],
    ['of another login', { ...annsClaims, nonce: 'replayed' }],
    ['whose email address is not verified', { ...annsClaims, email_verified: false }],
    ['without an email address', { sub: 'x', aud: 'sigstore' }],
  ])('a token %s is refused', async (_, claims) => {
    issuer.claims = claims;
    await expect(loginBy().identify()).rejects.toEqual(refused);
  });
});

describe('with a pasted code', () => {
  test('where there is no browser', async () => {
    const terminal = scriptedTerminal([]);
    /** The page of the real issuer shows the code; this one sends it where it cannot go. */
    const ask = async () => {
      const page = await fetch(/http:\S+/.exec(terminal.screen())![0], { redirect: 'manual' });
      return ` ${new URL(page.headers.get('location')!).searchParams.get('code')} `;
    };
    expect(await loginBy({ openPage: undefined, terminal: { ...terminal, ask } }).identify()).toEqual(ann);
  });

  test('a wrong code is refused', async () => {
    const terminal = scriptedTerminal(['not-the-code']);
    await expect(loginBy({ openPage: undefined, terminal }).identify()).rejects.toEqual(refused);
    expect(terminal.screen()).toContain('oob');
  });
});

describe('a login of somebody else', () => {
  const bob = { ...annsClaims, email: 'bob@example.com' };

  test('is refused before anything is asked of Sigstore, and the next one is a new login', async () => {
    issuer.claims = bob;
    const before = sigstore.requests.length;
    const login = loginBy();
    await expect(login.sign(payload, ann)).rejects.toEqual(refused);
    expect(sigstore.requests.slice(before)).toEqual([]);
    issuer.claims = annsClaims;
    expect((await login.sign(payload, ann)).sig).not.toBe('');
  });

  test.each([
    ['through another connector', { ...annsClaims, federated_claims: { connector_id: 'https://accounts.google.com' } }],
    ["with a name that the key's is a pattern for", { ...annsClaims, email: 'ann@exampleXcom' }],
  ])('%s', async (_, claims) => {
    issuer.claims = claims;
    await expect(loginBy().sign(payload, ann)).rejects.toEqual(refused);
  });
});

test('an issuer that is not there', async () => {
  await expect(loginBy({ issuer: 'http://127.0.0.1:9' }).identify()).rejects.toMatchObject({ code: 'signer' });
});
