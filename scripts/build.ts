/**
 * Builds dist/: one esbuild run for the library and every command, split into shared chunks, readable, committed
 * (docs/adr/0003). `npm run build -- --check` fails when dist/ does not match the sources; `--outdir DIR` builds the programs elsewhere.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, type Metafile } from 'esbuild';
import { actions } from '../src/actions/actions.ts';
import { commands } from '../src/cli/commands.ts';
import { renderLicences } from './licences.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** CommonJS packages in the bundle ask for these. */
const banner = `import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);`;

/** A program per command: a line that names it. */
function programs(): { in: string; out: string }[] {
  const names = [undefined, ...Object.keys(commands)];
  return names.map((name) => ({
    in: `program:${name ?? 'tuf-on-ci'}`,
    out: name === undefined ? 'tuf-on-ci' : `tuf-on-ci-${name}`,
  }));
}

/** Programs that others are started with (`src/cli/programs.ts`): `dist/<out>.js`. */
const helpers = {
  device: { in: 'src/adapters/pkcs11/device-program.ts', out: 'pkcs11-device' },
  opinion: { in: 'src/adapters/client/opinion-program.ts', out: 'second-opinion' },
  writer: { in: 'src/adapters/folder/writer-program.ts', out: 'file-writer' },
};

/** Their places as the chunks see them. As text: esbuild puts an object into every module. */
const helperPlaces = JSON.stringify(
  Object.fromEntries(Object.entries(helpers).map(([name, { out }]) => [name, `../${out}.js`])),
);

/** A program per action: `dist/<name>.js`. */
const actionPrograms = Object.keys(actions).map((name) => ({ in: `action:${name}`, out: name }));

export async function bundle(outdir: string): Promise<Metafile> {
  rmSync(outdir, { recursive: true, force: true });
  const result = await build({
    entryPoints: [...programs(), ...actionPrograms, { in: 'src/tuf/index.ts', out: 'tuf' }, ...Object.values(helpers)],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: banner },
    external: ['koffi'],
    define: {
      __VERSION__: JSON.stringify(version),
      __PROGRAMS__: JSON.stringify(helperPlaces),
    },
    metafile: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'programs',
        setup({ onResolve, onLoad }) {
          // Artifacts are uploaded, never downloaded; what unpacks them holds code without a licence.
          onResolve({ filter: /^unzip-stream$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
          onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export default {};', loader: 'js' }));
          onResolve({ filter: /^program:/ }, ({ path }) => ({
            path: path.slice('program:'.length),
            namespace: 'program',
          }));
          onLoad({ filter: /.*/, namespace: 'program' }, ({ path }) => ({
            contents: `import { main } from './src/cli/main.ts';\nmain(${path === 'tuf-on-ci' ? 'undefined' : JSON.stringify(path)});\n`,
            resolveDir: process.cwd(),
            loader: 'ts',
          }));
          onResolve({ filter: /^action:/ }, ({ path }) => ({
            path: path.slice('action:'.length),
            namespace: 'action',
          }));
          onLoad({ filter: /.*/, namespace: 'action' }, ({ path }) => ({
            contents: `import { actions } from './src/actions/actions.ts';\nimport { main } from './src/actions/main.ts';\nmain(actions[${JSON.stringify(path)}]);\n`,
            resolveDir: process.cwd(),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  writeFileSync(`${outdir}/LICENCES.txt`, renderLicences(result.metafile));
  for (const { out } of programs()) makeProgram(`${outdir}/${out}.js`);
  return result.metafile;
}

function makeProgram(path: string): void {
  writeFileSync(path, `#!/usr/bin/env node\n${readFileSync(path, 'utf8')}`);
  chmodSync(path, 0o755);
}

function typesOfLibrary(): void {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}

async function main(): Promise<void> {
  const elsewhere = process.argv.indexOf('--outdir');
  if (elsewhere > 0) {
    await bundle(process.argv[elsewhere + 1]!);
    return;
  }
  await bundle('dist');
  typesOfLibrary();
  if (!process.argv.includes('--check')) return;
  const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' });
  if (changed === '') return;
  process.stderr.write(`dist/ does not match the sources; run "npm run build" and commit it:\n${changed}`);
  process.exitCode = 1;
}

if (process.argv[1]?.endsWith('build.ts')) await main();
