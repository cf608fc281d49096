/** This repository's own TUF repository: metadata/ and targets/ at the top. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../scripts/demo/test-keys.ts';
import { makeSampleRepository, sampleSignedAt } from '../scripts/make-sample-repository.ts';
import { judgeDraft, ruleIds } from './support/judge-draft.ts';
import { Draft, day } from './support/sound-repository.ts';

const read = (path: string) => readFileSync(join(projectFolder, path));

/** What is committed, as a draft that can be judged and changed. */
function sample(): Draft {
  const files = ['metadata', 'targets'].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  return new Draft(new Map(files.map((path) => [path, new Uint8Array(read(path))])));
}

const publish = { door: 'publish', now: sampleSignedAt + day } as const;
const judged = async (draft: Draft) => ruleIds((await judgeDraft(draft, undefined, publish)).findings);

describe('metadata/', () => {
  test('is what the script writes for these target files', async () => {
    const made = await makeSampleRepository(projectFolder);
    for (const [path, bytes] of made) expect(Buffer.from(bytes).equals(read(path)), path).toBe(true);
    const metadata = [...sample().files.keys()].filter((path) => path.startsWith('metadata/'));
    expect(metadata.sort()).toEqual([...made.keys()].sort());
  });

  test('could be published as it is, in the week after it was signed', async () => {
    expect(await judged(sample())).toEqual([]);
  });

  test.each([
    ['another target file', 'targets/tools/hello/latest.json', '{}', 'target-files/sha256'],
    ['a target file of nobody', 'targets/docs/manual.txt', 'read me', 'target-files/no-role'],
    ['a root history that ends too early', 'metadata/root_history/2.root.json', null, 'root-history/newest'],
  ])('could not be with %s', async (_, path, content, rule) => {
    expect(await judged(sample().file(path, content))).toEqual([rule]);
  });

  test('has a root history of two versions, the second signed by the founders as well', () => {
    const roots = [1, 2].map((version) => JSON.parse(read(`metadata/root_history/${version}.root.json`).toString()));
    expect(roots.map(({ signed }) => signed.version)).toEqual([1, 2]);
    const [founders, all] = roots.map(({ signed }) => signed.roles.root.keyids);
    expect([founders.length, all.length]).toEqual([2, 3]);
    const signers = roots[1].signatures.map(({ keyid }: { keyid: string }) => keyid);
    expect(signers).toEqual(expect.arrayContaining(founders));
    expect(read('metadata/root.json').equals(read('metadata/root_history/2.root.json'))).toBe(true);
  });
});

describe('targets/trusted_root.json', () => {
  const text = read('targets/trusted_root.json').toString();

  test('has the form of a Sigstore trusted root, with every part that one can have', () => {
    const json: unknown = JSON.parse(text);
    expect(TrustedRoot.toJSON(TrustedRoot.fromJSON(json))).toEqual(json);
    const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = TrustedRoot.fromJSON(json);
    for (const part of [tlogs, ctlogs, certificateAuthorities, timestampAuthorities]) expect(part).toHaveLength(1);
  });

  test('says that it is a sample, wherever one looks', () => {
    const encoded = [...text.matchAll(/"rawBytes": "([^"]+)"/g)].map(([, base64]) =>
      Buffer.from(base64!, 'base64').toString(),
    );
    expect(encoded).toHaveLength(6);
    for (const bytes of encoded) expect(bytes).toMatch(/^SAMPLE - NOT FOR USE: this is no /);
    const hosts = [...text.matchAll(/https:\/\/([^"]+)/g)].map(([, host]) => host);
    for (const host of hosts) expect(host).toMatch(/\.sample\.invalid$/);
  });
});
