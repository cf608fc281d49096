/** The folder in which a person's programs keep what they remember (SPEC A7 "Settings"); that of the Python tool. */
import { posix, win32 } from 'node:path';
import { TufError } from '../../errors.ts';

const program = 'tuf-on-ci-sign';

export interface UserFacts {
  /** `process.platform` */
  readonly platform: string;
  /** The home folder. */
  readonly home: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Absolute. Errors: `settings` when it cannot be told. */
export function dataFolder({ platform, home, variables }: UserFacts): string {
  if (platform === 'win32') {
    const local = variables['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    return win32.join(local, program, program);
  }
  const given = variables['XDG_DATA_HOME'];
  // A relative one would be inside whatever clone the tool runs in.
  if (given && posix.isAbsolute(given)) return posix.join(given, program);
  if (!posix.isAbsolute(home)) {
    throw new TufError('settings', 'Your home folder is not known, so there is no place for the key store', {
      hint: 'Set the environment variable HOME, or XDG_DATA_HOME',
    });
  }
  const local = platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'share'];
  return posix.join(home, ...local, program);
}
