/**
 * The house of docs/architecture.md, held by what esbuild really bundles (dynamic imports included): arrows one way, lazy
 * boundaries lazy, every entry within its budget of bytes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../scripts/build.ts';
import { actions } from '../src/actions/actions.ts';

const outdir = mkdtempSync(join(tmpdir(), 'tuf-on-ci-house-'));
let meta: Metafile;

beforeAll(async () => {
  meta = await bundle(outdir);
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Which rooms of src/ a room may import from. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: ['errors.ts'],
  'errors.ts': [],
  tuf: ['text', 'errors.ts'],
  ports: ['tuf', 'text', 'errors.ts'],
  deployment: ['ports', 'tuf', 'text', 'errors.ts'],
  verifier: ['deployment', 'ports', 'tuf', 'text', 'errors.ts'],
  'signing-event': ['verifier', 'deployment', 'ports', 'tuf', 'text', 'errors.ts'],
  render: ['signing-event', 'verifier', 'deployment', 'ports', 'tuf', 'text', 'errors.ts'],
  operations: ['render', 'signing-event', 'verifier', 'deployment', 'ports', 'tuf', 'text', 'errors.ts'],
  adapters: ['ports', 'tuf', 'text', 'errors.ts'],
  cli: [
    'operations',
    'adapters',
    'render',
    'signing-event',
    'verifier',
    'deployment',
    'ports',
    'tuf',
    'text',
    'errors.ts',
  ],
  actions: [
    'cli',
    'operations',
    'adapters',
    'render',
    'signing-event',
    'verifier',
    'deployment',
    'ports',
    'tuf',
    'text',
    'errors.ts',
  ],
};

const roomOf = (path: string) => path.replace(/^src\//, '').split('/')[0]!;
const isSource = (path: string) => path.startsWith('src/');

function imports(): { from: string; to: string }[] {
  return Object.entries(meta.inputs)
    .filter(([path]) => isSource(path))
    .flatMap(([from, input]) => input.imports.map(({ path: to }) => ({ from, to })));
}

/** The files that start-up loads: the entry and what it imports statically, through all chunks. */
function loadedAtStart(entry: string): { bytes: number; sources: string[] } {
  const outputs = new Map(
    Object.entries(meta.outputs).map(([path, output]) => [path.slice(path.indexOf(outdir.split('/').at(-1)!)), output]),
  );
  const prefix = `${outdir.split('/').at(-1)!}/`;
  const seen = new Set<string>();
  const queue = [`${prefix}${entry}`];
  let bytes = 0;
  const sources: string[] = [];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const output = outputs.get(path);
    if (!output || seen.has(path)) continue;
    seen.add(path);
    bytes += output.bytes;
    sources.push(...Object.keys(output.inputs));
    for (const { path: next, kind } of output.imports) {
      if (kind === 'import-statement') queue.push(next.slice(next.indexOf(prefix)));
    }
  }
  return { bytes, sources };
}

/** A source file without its comments. */
const code = (path: string) => readFileSync(path, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');

describe('the house', () => {
  it('has arrows one way only', () => {
    const wrong = imports().filter(({ from, to }) => {
      if (!isSource(to)) return false;
      const [here, there] = [roomOf(from), roomOf(to)];
      return here !== there && !mayImport[here]?.includes(there);
    });
    expect(wrong).toEqual([]);
  });

  it('has adapters that do not know each other', () => {
    const adapter = (path: string) => path.split('/')[2]!;
    const wrong = imports().filter(
      ({ from, to }) =>
        from.startsWith('src/adapters/') && to.startsWith('src/adapters/') && adapter(from) !== adapter(to),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps tuf/ to itself: node:crypto, and the one library for ML-DSA where Node has none', () => {
    const outside = imports().filter(({ from, to }) => from.startsWith('src/tuf/') && !isSource(to));
    const allowed = /^(node:crypto|node_modules\/@noble\/.*)$/;
    expect(outside.filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('starts git in adapters/git only, and other programs in three places', () => {
    const starters = imports()
      .filter(({ to }) => to === 'node:child_process')
      .map(({ from }) => from);
    expect(starters.filter((from) => !from.startsWith('src/adapters/git/')).sort()).toEqual([
      'src/adapters/npm/newest-version.ts',
      'src/adapters/pkcs11/device-process.ts',
      'src/adapters/signers/helper-program.ts',
    ]);
  });

  it('calls native code in the device process alone', () => {
    const importers = imports().filter(({ to }) => to === 'koffi');
    expect(importers.map(({ from }) => from).sort()).toEqual([
      'src/adapters/pkcs11/layouts.ts',
      'src/adapters/pkcs11/load-module.ts',
    ]);
    const loaders = imports().filter(({ to }) => to === 'src/adapters/pkcs11/load-module.ts');
    expect(loaders.map(({ from }) => from)).toEqual(['src/adapters/pkcs11/device-program.ts']);
    expect(imports().filter(({ to }) => to === 'src/adapters/pkcs11/device-program.ts')).toEqual([]);
  });

  it('reads no environment and no clock below the adapters and commands', () => {
    const pure = Object.keys(meta.inputs).filter(
      (path) => isSource(path) && !/^src\/(actions|cli|adapters)\//.test(path),
    );
    const impure = pure.filter((path) => /\bprocess\.|Date\.now|new Date\(\)|Math\.random/.test(code(path)));
    expect(pure.length).toBeGreaterThan(20);
    // The countdown is a script for the reader's browser.
    expect(impure).toEqual(['src/render/page/countdown.ts']);
  });

  it('loads no TUF client and no SDK to say the version', () => {
    const { sources, bytes } = loadedAtStart('tuf-on-ci.js');
    expect(sources.filter((path) => path.startsWith('node_modules/'))).toEqual([]);
    expect(bytes).toBeLessThan(60_000);
  });

  it('loads Sigstore when a repository has a key for it', () => {
    const importers = Object.entries(meta.inputs).flatMap(([from, input]) =>
      input.imports.map(({ path: to, kind }) => ({ from, to, kind })),
    );
    const outside = (folder: string) => importers.filter(({ from }) => isSource(from) && !from.startsWith(folder));
    expect(outside('src/adapters/').filter(({ to }) => to.startsWith('node_modules/@sigstore/'))).toEqual([]);
    const loaders = outside('src/adapters/sigstore/').filter(({ to }) => to.startsWith('src/adapters/sigstore/'));
    expect(loaders.map(({ from, to }) => `${from} ${to.split('/').at(-1)}`).sort()).toEqual([
      'src/actions/test-sigstore.ts published-trust.ts',
      'src/cli/sigstore-signer.ts ambient.ts',
      'src/cli/sigstore-signer.ts person-login.ts',
      'src/cli/sigstore.ts check.ts',
    ]);
    expect(loaders.filter(({ kind }) => kind !== 'dynamic-import')).toEqual([]);
  });

  it("loads a cloud's SDK when a key or bucket of it is met, and not another cloud's with it", () => {
    const all = Object.entries(meta.inputs).flatMap(([from, input]) =>
      input.imports.map(({ path: to, kind }) => ({ from, to, kind })),
    );
    const sdks = {
      google: /^node_modules\/(@google-cloud|@grpc|google-gax|google-auth-library)\//,
      aws: /^node_modules\/(@aws-sdk|@smithy)\//,
      azure: /^node_modules\/@azure\/(identity|keyvault-keys)\//,
    };
    for (const [vendor, sdk] of Object.entries(sdks)) {
      const folder = `src/adapters/${vendor}/`;
      const loaders = all.filter(({ from, to }) => isSource(from) && sdk.test(to) && !from.startsWith(folder));
      expect(loaders).toEqual([]);
      const users = all.filter(({ from, to }) => to.startsWith(folder) && !from.startsWith(folder));
      expect(users.length).toBeGreaterThan(0);
      expect(users.filter(({ kind }) => kind !== 'dynamic-import')).toEqual([]);
    }
    for (const entry of Object.keys(meta.outputs).filter((path) => path.includes('tuf-on-ci-'))) {
      const { sources } = loadedAtStart(entry.split('/').at(-1)!);
      expect(sources.filter((path) => Object.values(sdks).some((sdk) => sdk.test(path)))).toEqual([]);
    }
  });

  it('talks to the runner and to GitHub in two adapters alone', () => {
    const toolkit = /^node_modules\/@(actions|octokit)\//;
    const users = imports().filter(({ from, to }) => isSource(from) && toolkit.test(to));
    expect(users.length).toBeGreaterThan(3);
    expect(users.filter(({ from }) => !/^src\/(actions|adapters\/(github|runner))\//.test(from))).toEqual([]);
  });

  it('starts an action with neither a device library nor an SDK, and artifacts only when one is made', () => {
    for (const name of Object.keys(actions)) {
      const { sources, bytes } = loadedAtStart(`${name}.js`);
      expect(
        sources.filter((path) => /koffi|pkcs11|@actions\/artifact|@azure|@aws-sdk|@google-cloud/.test(path)),
      ).toEqual([]);
      expect(bytes, name).toBeLessThan(1_500_000);
    }
  });

  it('gives the library alone to those who import tuf-on-ci/tuf', () => {
    const { sources, bytes } = loadedAtStart('tuf.js');
    expect(sources.filter((path) => isSource(path) && !/^src\/(tuf|text)\/|^src\/errors.ts$/.test(path))).toEqual([]);
    expect(bytes).toBeLessThan(260_000);
  });
});
