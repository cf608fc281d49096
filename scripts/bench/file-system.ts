/** What the disk alone takes: build-repository cannot be quicker than its files are made. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Makes small files, a thousand to a folder, and says how long that took (milliseconds). */
export function timeOfMakingFiles(place: string, count: number): number {
  const begun = performance.now();
  for (let i = 0; i < count; i++) {
    const folder = join(place, `files-${Math.floor(i / 1000)}`);
    if (i % 1000 === 0) mkdirSync(folder);
    const file = openSync(join(folder, `${i}.txt`), 'w');
    writeSync(file, `This is file ${i}\n`);
    closeSync(file);
  }
  return performance.now() - begun;
}
