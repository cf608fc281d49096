/** A person without a browser signs with Sigstore: the built command on a pipe, and the code that a page showed (SPEC A4, A7). */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programsFolder } from '../support/commands.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { annsClaims, type LoginIssuer, startIssuer } from '../support/login-issuer.ts';
import { ann, type Sigstore, startSigstore } from '../support/sigstore.ts';

let sigstore: Sigstore;
let issuer: LoginIssuer;
beforeAll(async () => {
  [sigstore, issuer] = await Promise.all([startSigstore(), startIssuer()]);
});
afterAll(() => Promise.all([sigstore.close(), issuer.close()]));

const onlineKey = join(import.meta.dirname, '..', 'keys', 'online.pem');

/** A clone of an empty repository, and who signs in it. */
function cloneOf(name: string) {
  const clone = throwAwayRepository();
  clone.commit({ 'README.md': 'a repository to come' });
  clone.push('main');
  clone.git('config', 'user.name', name);
  clone.git('config', 'user.email', `${name}@example.com`);
  const settings = `[settings]\nuser-name = @${name}\npull-remote = origin\npush-remote = origin\n`;
  writeFileSync(join(clone.folder, '.tuf-on-ci-sign.ini'), settings);
  return clone;
}

/** Runs `delegate`, answers its prompts, and brings the code whenever it shows where to get one. */
async function delegate({ folder, env }: ReturnType<typeof cloneOf>, answers: readonly string[]) {
  const trustedRoot = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  const child = spawn(process.execPath, [join(programsFolder, 'tuf-on-ci-delegate.js'), 'sign/init'], {
    cwd: folder,
    env: {
      ...env,
      XDG_DATA_HOME: temporaryFolder(),
      TUF_ON_CI_TEST_KEY: onlineKey,
      TUF_ON_CI_SIGSTORE_TRUSTED_ROOT: trustedRoot,
      TUF_ON_CI_SIGSTORE_FULCIO: sigstore.url,
      TUF_ON_CI_SIGSTORE_REKOR: sigstore.url,
      TUF_ON_CI_SIGSTORE_OIDC: issuer.url,
    },
  });
  let [screen, logins] = ['', 0];
  const left = [...answers];
  child.stdin.write(left.splice(0, left.indexOf('CODE')).join('\n').concat('\n'));
  child.stderr.on('data', (text: Buffer) => {
    screen += text;
  });
  child.stdout.on('data', async (text: Buffer) => {
    screen += text;
    const pages = [...screen.matchAll(/(http:\S+)\n[\s\S]*?paste the code/g)];
    if (pages.length === logins) return;
    logins = pages.length;
    const page = await fetch(pages.at(-1)![1]!, { redirect: 'manual' });
    const code = new URL(page.headers.get('location')!).searchParams.get('code')!;
    const next = left.indexOf('CODE', 1);
    const lines = left.splice(0, next < 0 ? left.length : next);
    child.stdin.write(`${[code, ...lines.slice(1)].join('\n')}\n`);
    if (left.length === 0) child.stdin.end();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, screen, logins };
}

/** Root and targets as they are, a key file for the online roles, a Sigstore key. */
const beginning = ['', '', '1', '0', '', '1'];

test('one login makes the key and signs both roles', async () => {
  const clone = cloneOf('ann');
  const { code, screen, logins } = await delegate(clone, [...beginning, 'CODE', '']);
  expect(screen).toMatch(/Signing root as ann@example\.com/);
  expect(code).toBe(0);
  expect(logins).toBe(1);
  for (const role of ['root', 'targets']) {
    const { signatures } = JSON.parse(clone.git('--git-dir', clone.origin, 'show', `sign/init:metadata/${role}.json`));
    expect(signatures.map(({ bundle }: { bundle?: object }) => bundle !== undefined)).toEqual([true]);
  }
  const { signed } = JSON.parse(clone.git('--git-dir', clone.origin, 'show', 'sign/init:metadata/root.json'));
  const keys = Object.values(signed.keys) as { keytype: string; keyval: unknown }[];
  const key = keys.find(({ keytype }) => keytype === 'sigstore-oidc');
  expect(key).toEqual({ keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: ann, 'x-tuf-on-ci-keyowner': '@ann' });
});

test('an address that is not verified is refused, and the question comes again', async () => {
  issuer.claims = { ...annsClaims, email_verified: false };
  const { code, screen } = await delegate(cloneOf('ann'), [...beginning, 'CODE']);
  expect(screen).toMatch(/not verified/);
  expect(code).toBe(2);
  issuer.claims = annsClaims;
});
