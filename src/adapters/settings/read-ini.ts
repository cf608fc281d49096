/** Reads an ini file from the file system. */
import { readFile } from 'node:fs/promises';
import { TufError } from '../../errors.ts';
import { type Ini, parseIni } from './ini.ts';

/** Undefined when there is no such file. Errors: `settings` when it cannot be read or is malformed. */
export async function readIni(file: string): Promise<Ini | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const reading = parseIni(text);
  if (reading.ok) return reading.ini;
  throw new TufError('settings', `Line ${reading.line} of ${file} cannot be read: ${reading.problem}`, {
    hint: 'Each line is [section], "name = value", or a comment that begins with #; lines that go on with a value are indented',
  });
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new TufError('settings', `${file} cannot be read`, { hint: 'Look at its permissions', cause });
  }
}
