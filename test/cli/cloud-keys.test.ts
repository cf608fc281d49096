/** Online signing with a key at a service, as a real process: what a maintainer reads in the log of a workflow that failed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../lab/clouds/fault.ts';
import { onlineKeysOf } from '../../src/cli/online-keys.ts';
import type { Key } from '../../src/tuf/key.ts';
import { type CloudService, cloudServices } from '../support/cloud-services.ts';
import type { ThrowAwayRepository } from '../support/git.ts';
import { everythingOf, repositoryOf, runAlongside } from '../support/online-key-repository.ts';

type Name = keyof typeof cloudServices;

/** What the log must name for each cause. */
const causes: Readonly<Record<Name, Partial<Record<Fault, RegExp>>>> = {
  'Google Cloud KMS': {
    disabled: /is not in use: disabled/,
    denied: /cloudkms\.cryptoKeyVersions\.useToSign/,
    off: /switched off in project tuf-project/,
    throttled: /quota of project tuf-project/i,
    cut: /cannot be reached/,
    slow: /did not answer in time/,
  },
  'AWS KMS': {
    disabled: /is disabled/,
    denied: /kms:Sign/,
    throttled: /request quota/,
    cut: /cannot be reached/,
    slow: /did not answer in time/,
  },
  'Azure Key Vault': {
    disabled: /is disabled/,
    denied: /permission "sign"/,
    off: /firewall/,
    throttled: /limits/,
    cut: /cannot be reached/,
    slow: /did not answer in time/,
  },
  Vault: {
    disabled: /min_encryption_version/,
    denied: /"update" on transit\/sign\/tuf/,
    off: /sealed/,
    throttled: /rate limit/,
    cut: /cannot be reached/,
    slow: /did not answer in time/,
  },
};

describe.each(Object.keys(cloudServices) as Name[])('online-sign with a key at %s', (name) => {
  let service: CloudService;
  let key: Key;
  let git: ThrowAwayRepository;
  beforeAll(async () => {
    service = await cloudServices[name]();
    // The test process cannot be told to trust another certificate once it runs.
    if (name === 'Azure Key Vault') process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    Object.assign(process.env, service.variables);
    key = await onlineKeysOf({ variables: service.variables }).import(service.choice);
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    git = repositoryOf(key);
  });
  afterAll(() => service.stub.close());

  const sign = (repository: ThrowAwayRepository, variables: Readonly<Record<string, string>> = {}) =>
    runAlongside(repository, 'online-sign', ['--push'], {
      ...service.variables,
      TUF_ON_CI_SIGNER_TIMEOUT: '1',
      ...variables,
    });

  it.each(Object.entries(causes[name]) as [Fault, RegExp][])('says why when the key is %s', async (fault, cause) => {
    const before = everythingOf(git);
    service.stub.fail(fault);
    const { code, stdout, stderr } = await sign(git);
    service.stub.heal();
    expect(stderr).toMatch(cause);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(everythingOf(git)).toBe(before);
  });

  it.each([
    ['otherUri', /another key than the one in the metadata/],
    ['missingUri', /has no|cannot sign with/],
  ] as const)('says so when the URI names a wrong key: %s', async (uri, cause) => {
    const wrong = repositoryOf({ ...key, 'x-tuf-on-ci-online-uri': service[uri] });
    const before = everythingOf(wrong);
    const { code, stderr } = await sign(wrong);
    expect(stderr).toMatch(cause);
    expect(code).toBe(2);
    expect(everythingOf(wrong)).toBe(before);
  });

  it('says so when nothing listens there', async () => {
    const before = everythingOf(git);
    const nowhere = Object.fromEntries(
      Object.entries(service.variables).map(([variable, value]) => [
        variable,
        value.replace(/(http.*):[0-9]+$/, '$1:9'),
      ]),
    );
    const { code, stderr } = await sign(git, nowhere);
    expect(stderr).toMatch(/cannot be reached|no login/);
    expect(code).toBe(2);
    expect(everythingOf(git)).toBe(before);
  });

  it('signs snapshot and timestamp with one call each, and tells no secret', async () => {
    const before = service.stub.calls.length;
    const { code, stdout, stderr } = await sign(git, { TUF_ON_CI_SIGNER_TIMEOUT: '20' });
    expect(stderr).not.toContain('error');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n' });
    const calls = service.stub.calls.slice(before);
    process.stdout.write(`${name}: ${calls.length} calls for snapshot and timestamp (${calls.join(', ')})\n`);
    expect(calls).toEqual([service.signCall, service.signCall]);
    expect(stderr).not.toMatch(/example-secret|hvs\.example/);
    expect(await sign(git)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  });
});
