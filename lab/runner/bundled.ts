/**
 * TypeScript of the lab, and packages that Node does not load as they are (`@actions/workflow-parser` imports JSON), made into one
 * file that any Node runs. Files are named by their content, so that several test processes may share the folder.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Inside node_modules: what stays outside of a bundle is found from there. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/lab', import.meta.url));
const banner = `import{createRequire as __r}from'node:module';const require=__r(import.meta.url);`;

const made = new Map<string, Promise<string>>();

/** The path of the bundle of a file of this folder. */
export function bundledFile(name: string): Promise<string> {
  return remembered(name, { entryPoints: [fileURLToPath(new URL(name, import.meta.url))] });
}

/** The path of the bundle of a package. */
export function bundledPackage(name: string): Promise<string> {
  const stdin = {
    contents: `export * from ${JSON.stringify(name)};`,
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
  };
  return remembered(name, { stdin });
}

function remembered(name: string, entry: Parameters<typeof build>[0]): Promise<string> {
  const known = made.get(name) ?? bundle(name, entry);
  made.set(name, known);
  return known;
}

async function bundle(name: string, entry: Parameters<typeof build>[0]): Promise<string> {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: banner },
    logLevel: 'error',
  });
  const { contents } = outputFiles![0]!;
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const path = `${cache}/${name.replaceAll(/[^a-z-]+/g, '-')}-${hash}.mjs`;
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
