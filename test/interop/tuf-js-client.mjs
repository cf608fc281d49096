/** tuf-js, with the protocol of support/clients.ts. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Updater } from 'tuf-js';

const [site, folder] = process.argv.slice(2);
const targets = JSON.parse(await text(process.stdin));
const state = join(folder, 'state');
mkdirSync(state, { recursive: true });
if (!existsSync(join(state, 'root.json'))) copyFileSync(join(folder, 'root.json'), join(state, 'root.json'));

process.stdout.write(JSON.stringify(await update()));

async function update() {
  try {
    const metadataBaseUrl = `${site}metadata/`;
    const updater = new Updater({ metadataDir: state, metadataBaseUrl, targetBaseUrl: `${site}targets/` });
    await updater.refresh();
    const outcomes = [];
    for (const [i, path] of targets.entries())
      outcomes.push(await download(updater, path, join(folder, 'downloads', `${i}`)));
    return { stopped: null, targets: outcomes };
  } catch (error) {
    return { stopped: textOf(error), targets: [] };
  }
}

async function download(updater, path, file) {
  try {
    const info = await updater.getTargetInfo(path);
    if (!info) return 'no role lists it';
    await updater.downloadTarget(info, file);
    return null;
  } catch (error) {
    return textOf(error);
  }
}

function textOf(error) {
  return `${error.name}: ${error.message}`;
}
